import { expect, it } from "vitest";
import { clientAddressReader, isProxyList } from "./client-address.ts";
import { readConfig } from "./config.ts";

it("believes nobody's X-Forwarded-For when no proxy is trusted", () => {
  const read = clientAddressReader(undefined);
  expect(read("10.0.0.5", "203.0.113.7")).toBe("10.0.0.5");
  expect(read("127.0.0.1", "203.0.113.7")).toBe("127.0.0.1");
  expect(read(undefined, "203.0.113.7")).toBeUndefined();
});

it("takes the client's address from a trusted proxy, and only from it", () => {
  const read = clientAddressReader("10.0.0.5, 192.168.0.0/16 fd00::/8");
  expect(read("10.0.0.5", "203.0.113.7")).toBe("203.0.113.7");
  expect(read("::ffff:10.0.0.5", "203.0.113.7")).toBe("203.0.113.7");
  expect(read("fd00::2", "2001:db8::7")).toBe("2001:db8::7");
  expect(read("10.0.0.6", "203.0.113.7")).toBe("10.0.0.6");
});

it("reads the list from its end: what stands before the first stranger may be that stranger's invention", () => {
  const read = clientAddressReader("10.0.0.5,192.168.0.0/16");
  expect(read("10.0.0.5", "198.51.100.1, 203.0.113.7")).toBe("203.0.113.7");
  expect(read("10.0.0.5", "198.51.100.1, 203.0.113.7, 192.168.4.4")).toBe("203.0.113.7");
  expect(read("10.0.0.5", "192.168.4.4")).toBe("192.168.4.4");
});

it("keeps the last address it knows when the header says nothing that can be read", () => {
  const read = clientAddressReader("10.0.0.5");
  for (const nothing of [undefined, "", "unknown", "203.0.113.7:4711", "<script>"]) {
    expect(read("10.0.0.5", nothing)).toBe("10.0.0.5");
  }
});

it("is a setting that is refused in one sentence when it cannot be read", () => {
  expect(readConfig({}).trustedProxies).toBeUndefined();
  expect(readConfig({ VIGIE_TRUSTED_PROXY: "10.0.0.0/8" }).trustedProxies).toBe("10.0.0.0/8");
  for (const wrong of ["yes", "10.0.0.0/33", "10.0.0.0/x", "proxy.example.org", ","]) {
    expect(isProxyList(wrong)).toBe(false);
    expect(() => readConfig({ VIGIE_TRUSTED_PROXY: wrong })).toThrow(/^The setting VIGIE_TRUSTED_PROXY cannot be read/);
  }
});

import { describe, expect, it } from "vitest";
import reference from "./fixtures/qr-code.json" with { type: "json" };
import { qrCode } from "./qr-code.ts";

// The matrices of fixtures/qr-code.json were made with the Python package qrcode 8.2: level L, bytes, the same masks.
describe("a QR code", () => {
  it.each(reference)("equals the reference, mask $mask, $text", ({ text, mask, rows }) => {
    const drawn = qrCode(text, mask).map((row) => row.map(Number).join(""));
    expect(drawn).toEqual(rows);
  });
  it("chooses one of the eight masks by itself", () => {
    const rows = JSON.stringify(qrCode("Vigie"));
    expect(Array.from({ length: 8 }, (_, mask) => JSON.stringify(qrCode("Vigie", mask)))).toContain(rows);
  });
  it("says when a text is too long", () => {
    expect(() => qrCode("x".repeat(859))).toThrow(RangeError);
    expect(qrCode("x".repeat(858))).toHaveLength(97);
  });
});

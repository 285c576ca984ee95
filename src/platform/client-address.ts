import { BlockList, isIP } from "node:net";

/** The addresses and ranges of a setting: `10.0.0.5, 192.168.0.0/16, fd00::/8`. */
function rangesOf(text: string): { address: string; bits: number | undefined }[] {
  return text.split(/[\s,]+/u).flatMap((part) => {
    if (part === "") return [];
    const [address = "", bits] = part.split("/");
    return [{ address, bits: bits === undefined ? undefined : /^\d{1,3}$/u.test(bits) ? Number(bits) : Number.NaN }];
  });
}

/** Can this list of proxies be read: addresses, or ranges as `10.0.0.0/8`, with commas between them? */
export function isProxyList(text: string): boolean {
  const ranges = rangesOf(text);
  return (
    ranges.length > 0 &&
    ranges.every(({ address, bits }) => {
      const family = isIP(address);
      return family !== 0 && (bits === undefined || (bits >= 0 && bits <= (family === 4 ? 32 : 128)));
    })
  );
}

/** An IPv4 address that came through an IPv6 socket (`::ffff:10.0.0.5`) is that IPv4 address. */
const plain = (address: string): string => /^::ffff:(\d+(?:\.\d+){3})$/iu.exec(address)?.[1] ?? address;

/**
 * Makes the reader of clients' addresses. What a caller writes into X-Forwarded-For is believed only when the other end
 * of the socket is a trusted proxy; the list is then read from its end, and the first address that is no trusted proxy
 * is the client: whatever stands before it, the client may have written.
 *
 * @param proxies the setting VIGIE_TRUSTED_PROXY; without it, the other end of the socket is always the client
 * @example clientAddressReader("10.0.0.5")("10.0.0.5", "198.51.100.9, 203.0.113.7") // "203.0.113.7"
 */
export function clientAddressReader(
  proxies: string | undefined,
): (peer: string | undefined, forwardedFor: string | undefined) => string | undefined {
  const trusted = new BlockList();
  for (const { address, bits } of rangesOf(proxies ?? "")) {
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, bits, family);
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  return (peer, forwardedFor) => {
    let client = peer === undefined ? undefined : plain(peer);
    for (const written of (forwardedFor ?? "").split(",").reverse()) {
      if (client === undefined || !isTrusted(client)) break;
      const before = plain(written.trim());
      // A proxy that writes a port, a name or nonsense has told nothing: the last address that is known stands.
      if (isIP(before) === 0) break;
      client = before;
    }
    return client;
  };
}

import { describe, expect, it } from "vitest";
import { LONGEST_LINE, linesOf } from "./comment-bytes.ts";

async function read(bytes: Uint8Array, step = bytes.length || 1) {
  async function* chunks() {
    for (let from = 0; from < bytes.length; from += step) yield bytes.subarray(from, from + step);
  }
  const lines: string[] = [];
  for await (const { text, cut } of linesOf(chunks())) lines.push(cut ? `${text.length} cut` : text);
  return lines;
}

const wide = (text: string, big = false) => {
  const bytes = Buffer.from(text, "utf16le");
  return big ? bytes.swap16() : bytes;
};
const western = (text: string) => Buffer.from(text, "latin1");

describe("lines of an input of unknown encoding", () => {
  const text = "id;texte\n1;déçu… 😡\n\n2;نعم\n";
  const lines = ["id;texte", "1;déçu… 😡", "", "2;نعم"];

  it.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with its mark", Buffer.from(`\ufeff${text}`)],
    ["UTF-16 LE with its mark", wide(`\ufeff${text}`)],
    ["UTF-16 BE with its mark", wide(`\ufeff${text}`, true)],
    ["UTF-16 LE without", wide(text)],
    ["UTF-16 BE without", wide(text, true)],
    ["line ends of Windows", Buffer.from(text.replaceAll("\n", "\r\n"))],
    ["line ends of old", Buffer.from(text.replaceAll("\n", "\r"))],
  ])("reads %s, wherever the chunks are cut", async (_, bytes) => {
    for (const step of [1, 2, 3, 7, 64, bytes.length]) expect(await read(bytes, step)).toEqual(lines);
  });

  it("reads Windows-1252, and its signs that Latin-1 lacks", async () => {
    const bytes = Buffer.concat([
      western("déçu de l"),
      Buffer.from([0x92]),
      western("accueil\nça va\n12 "),
      Buffer.from([0x80]),
    ]);
    expect(await read(bytes)).toEqual(["déçu de l’accueil", "ça va", "12 €"]);
    expect(await read(bytes, 1)).toEqual(["déçu de l’accueil", "ça va", "12 €"]);
  });

  it("keeps the good signs of a damaged UTF-8 line", async () => {
    const bytes = Buffer.concat([
      Buffer.from("déçu \n"),
      Buffer.from([0xc3]),
      Buffer.from("\nété"),
      Buffer.from([0xff]),
    ]);
    expect(await read(bytes)).toEqual(["déçu ", "\ufffd", "été\ufffd"]);
  });

  it("does not take a text with a zero byte for UTF-16", async () => {
    expect(await read(Buffer.from("a\0b\n\0\0\0\0\0\0\0\0\nfin"))).toEqual(["a\0b", "\0".repeat(8), "fin"]);
  });

  it("cuts a line without end, at whole characters, and reads the next one", async () => {
    const bytes = Buffer.from(`${"é".repeat(LONGEST_LINE + 70_000)}\nsuite`);
    expect(await read(bytes, 65_537)).toEqual([`${LONGEST_LINE} cut`, "suite"]);
    expect(await read(Buffer.from("é".repeat(100_001)), 65_537)).toEqual(["é".repeat(100_001)]);
  });

  it("gives a line as soon as its end is there", async () => {
    let asked = 0;
    async function* slow() {
      for (const line of ["un\n", "deux\n"]) {
        asked++;
        yield Buffer.from(line);
      }
    }
    const lines = linesOf(slow());
    expect((await lines.next()).value).toEqual({ text: "un", cut: false });
    expect(asked).toBe(1);
  });
});

import { describe, expect, it } from "vitest";
import { type TriageLinesOptions, triageLines, UnreadableComments } from "./triage-lines.ts";

async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === "string" ? new TextEncoder().encode(part) : part;
}

async function linesFor(parts: (string | Uint8Array)[], options: TriageLinesOptions = {}) {
  const lines: Record<string, unknown>[] = [];
  for await (const line of triageLines(chunks(...parts), options))
    lines.push(JSON.parse(line) as Record<string, unknown>);
  return lines;
}

describe("comments in, readings out", () => {
  it("reads a text per line, in order, with an answer for the empty one", async () => {
    const lines = await linesFor(["Merci pour tout\n\nC’est nul\r\nsans fin de ligne"]);
    expect(lines.map(({ line, t }) => [line, t])).toEqual([
      [1, "Merci pour tout"],
      [2, undefined],
      [3, "C’est nul"],
      [4, "sans fin de ligne"],
    ]);
    expect(lines[1]!.error).toBe("Ligne vide\u00a0: il n’y a rien à lire.");
  });

  it("reads JSON lines, and says what is wrong with a line", async () => {
    const lines = await linesFor(['{"t":"Bonjour"}\n{"x":1}\n[1]\nnope\n'], { language: "en" });
    expect(lines[0]!.t).toBe("Bonjour");
    expect(lines.slice(1).map(({ error }) => error)).toEqual([
      'This line has no text in "t".',
      "This line is not a JSON object.",
      "This line is not a JSON object.",
    ]);
  });

  it("reads CSV with a text column, quotes and line ends inside", async () => {
    const lines = await linesFor(['\ufeffid;Commentaire\n1;"Deux\nlignes ; et ""guillemets"""\n2;simple\n3\n']);
    expect(lines.map(({ t, error }) => t ?? error)).toEqual([
      'Deux\nlignes ; et "guillemets"',
      "simple",
      "Cette ligne n’a pas de colonne de texte.",
    ]);
  });

  it("does not take an ordinary first comment for a header", async () => {
    const lines = await linesFor(["Mon avis, ce texte est long\nautre\n"]);
    expect(lines).toHaveLength(2);
  });

  it("answers to invalid UTF-8, characters cut by chunks, only emoji and right-to-left marks", async () => {
    const bytes = new TextEncoder().encode("déçu 😡\n");
    const lines = await linesFor([
      Uint8Array.from([0x63, 0xff, 0xfe, 0x0a]),
      bytes.slice(0, 2),
      bytes.slice(2, 8),
      bytes.slice(8),
      "❤️❤️\n\u202e\u200fشكرا\u202c\n\u0000\u0001\n",
    ]);
    expect(lines).toHaveLength(5);
    expect(lines[1]!.t).toBe("déçu 😡");
    const emoji = lines[2] as unknown as { polarity: { positive: number } };
    expect(emoji.polarity.positive).toBeGreaterThan(0.7);
    expect((lines[3] as unknown as { language: string }).language).toBe("other");
  });

  it("answers to a line of 10 MB, and goes on", async () => {
    const megabyte = new TextEncoder().encode("abc def ".repeat(131_072));
    const lines = await linesFor([...Array.from({ length: 10 }, () => megabyte), "\nsuite\n"]);
    expect(lines).toHaveLength(2);
    expect(lines[0]!.truncated).toBe(true);
    expect((lines[0]!.t as string).length).toBe(20_000);
    expect(lines[1]!.t).toBe("suite");
  });

  it("leaves out the object of a line that is too long, and says so", async () => {
    const lines = await linesFor(['{"t":"', "abc ".repeat(300_000), '"}\n{"t":"suite"}']);
    expect(lines.map(({ t, error }) => t ?? error)).toEqual([
      "Cette ligne dépasse 1\u202f000\u202f000 caractères\u00a0: elle n’est pas lue.",
      "suite",
    ]);
  });

  it("waits for a full line to tell the format", async () => {
    const lines = await linesFor(['\n{"t":"Bonjour"}\n']);
    expect(lines.map(({ t }) => t)).toEqual([undefined, "Bonjour"]);
  });

  it("takes a brace for a sign when a comment goes on after it, and a lonely word for a comment", async () => {
    expect((await linesFor(["{lol} trop bien\n"]))[0]!.t).toBe("{lol} trop bien");
    expect((await linesFor(["{broken\n"]))[0]!.error).toBe("Cette ligne n’est pas un objet JSON.");
    expect((await linesFor(["Commentaire\n"]))[0]!.t).toBe("Commentaire");
  });

  it("reads the column that is named, and gives empty cells and lines their sentence", async () => {
    const lines = await linesFor(["id;Verdict\n1;Merci\n\n3;\n"], { column: "verdict", language: "en" });
    const empty = "Empty line: there is nothing to read.";
    expect(lines.map(({ t, error }) => t ?? error)).toEqual(["Merci", empty, empty]);
  });

  it.each<[string, string, TriageLinesOptions]>([
    ["", "there is no comment to read", {}],
    ["texte;id\n", "below the header", {}],
    ["id,likes\n1,2\n", 'no column of comments among "id", "likes"', {}],
    ["Merci\n", 'no column of comments among "Merci"', { format: "csv" }],
    ["id;texte\n", 'no column "avis libre" among "id", "texte"', { column: "avis libre" }],
    ['[{"t":"Merci"}]', "one object per line is needed", {}],
    ['{\n"t":"Merci"}', "one object per line is needed", {}],
  ])("refuses %j as a whole, and says how to mend it", async (text, sentence, options) => {
    await expect(linesFor([text], { ...options, language: "en" })).rejects.toThrow(sentence);
    await expect(linesFor([text], options)).rejects.toThrow(UnreadableComments);
  });
});

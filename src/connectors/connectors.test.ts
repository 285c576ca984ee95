import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Connector, ReadOptions } from "./contract.ts";
import { ConnectorRefusal } from "./contract.ts";
import { connectors, recognise } from "./registry.ts";
import { sentenceOf } from "./rejections.ts";
import { openFile } from "./tabular.ts";

/** What every connector promises, tried on every file of `fixtures/<connector>/`. */
const fixtures = join(import.meta.dirname, "fixtures");
const options: ReadOptions = { timeZone: "Europe/Paris", importedOn: "2026-11-22", currency: "EUR" };
const folder = mkdtempSync(join(tmpdir(), "vigie-connectors-"));
afterAll(() => rmSync(folder, { recursive: true }));

const files = readdirSync(fixtures).flatMap((id) =>
  readdirSync(join(fixtures, id))
    .filter((name) => name !== "expected.json")
    .map((name) => ({ id, name, path: join(fixtures, id, name) })),
);
const isText = (name: string) => /\.csv$/.test(name);

async function yieldsOf(connector: Connector, path: string, name: string): Promise<Record<string, unknown>[]> {
  const list: Record<string, unknown>[] = [];
  for await (const each of connector.read(await openFile(path, name), options)) list.push({ ...each });
  return list;
}

function expectedOf(id: string, name: string): Record<string, unknown>[] {
  const all = JSON.parse(readFileSync(join(fixtures, id, "expected.json"), "utf8"));
  return all[name];
}

let written = 0;
function write(bytes: Uint8Array): string {
  written += 1;
  const path = join(folder, String(written));
  writeFileSync(path, bytes);
  return path;
}

const connectorOf = async (id: string): Promise<Connector> => {
  const found = (await connectors()).find((each) => each.id === id);
  if (!found) throw new Error(`no connector "${id}"`);
  return found;
};

function textOf(path: string): string {
  const bytes = readFileSync(path);
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(wide ? "utf-16le" : "utf-8").decode(bytes);
}

test("every connector has fixtures, an id after its file, and labels in both languages", async () => {
  const ids = (await connectors()).map((each) => each.id);
  expect([...new Set(files.map((each) => each.id))].sort()).toEqual(ids);
  const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".connector.ts"));
  expect(names.map((name) => name.replace(".connector.ts", "")).sort()).toEqual(ids);
  for (const { label, howToExport } of await connectors()) {
    for (const text of [label.fr, label.en, howToExport.fr, howToExport.en]) expect(text).not.toBe("");
  }
});

describe.each(files)("$id, $name", ({ id, name, path }) => {
  test("is recognised by its connector and by no other", async () => {
    const { head } = await openFile(path, name);
    const claims = (await connectors()).filter((each) => each.recognises(head) > 0).map((each) => each.id);
    expect(claims).toEqual([id]);
    expect((await recognise(head))?.connector.id).toBe(id);
  });

  test("gives what is expected, and no metric that was not declared", async () => {
    const connector = await connectorOf(id);
    const list = await yieldsOf(connector, path, name);
    expect(list).toEqual(expectedOf(id, name));
    const declared = new Set<string>(connector.metrics);
    for (const { values, metric } of list as { values?: object; metric?: string }[]) {
      for (const each of [...Object.keys(values ?? {}), ...(metric ? [metric] : [])]) expect(declared).toContain(each);
    }
    for (const each of list) {
      if (each.kind !== "rejected" && each.kind !== "notice") continue;
      for (const language of ["fr", "en"] as const) expect(sentenceOf(each as never, language)).not.toContain("{");
    }
  });

  test("is never stopped by an accident: cut anywhere, it gives lines or a refusal with a sentence", async () => {
    const bytes = readFileSync(path);
    // Binary files cost a thread or an archive each time.
    const parts = isText(name) ? 16 : 5;
    for (let part = 1; part < parts; part += 1) {
      const cut = write(bytes.subarray(0, Math.floor((bytes.length * part) / parts)));
      try {
        const file = await openFile(cut, name);
        const known = await recognise(file.head);
        if (known) for await (const each of known.connector.read(file, options)) expect(each.kind).toBeTypeOf("string");
      } catch (refusal) {
        expect(refusal).toBeInstanceOf(ConnectorRefusal);
        const { code, params } = refusal as ConnectorRefusal;
        expect(sentenceOf({ code, params }, "fr")).not.toBe("");
      }
    }
  });

  if (!isText(name)) return;

  test("reads the same in UTF-8, UTF-16 and Windows-1252", async () => {
    const connector = await connectorOf(id);
    const text = textOf(path);
    const windows = toWindows1252(text);
    const variants = [
      Buffer.from(text),
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, "utf16le").swap16()]),
      Buffer.from(text, "utf16le"),
      ...(windows ? [windows] : []),
      Buffer.from(text.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n")),
    ];
    for (const bytes of variants) {
      const list = await yieldsOf(connector, write(bytes), name);
      // Line ends inside a caption are the file's own.
      expect(unixLines(list)).toEqual(unixLines(expectedOf(id, name)));
    }
  });

  test("rejects a last line cut in the middle", async () => {
    const connector = await connectorOf(id);
    const lines = textOf(path).trimEnd().split(/\r?\n/);
    const last = lines.at(-1) as string;
    const cut = [...lines.slice(0, -1), last.slice(0, Math.floor(last.length * 0.4))].join("\n");
    const list = await yieldsOf(connector, write(Buffer.from(cut)), name);
    const before = expectedOf(id, name);
    const at = (all: Record<string, unknown>[]) =>
      all.filter((each) => each.line === lines.length && each.kind !== "total" && each.kind !== "rejected");
    expect(at(list)).toEqual([]);
    // A total that is cut is no line of data; every other cut line is told.
    const wasTotal = before.some((each) => each.line === lines.length && each.kind === "total");
    const wasSkipped = /^"?total/i.test(last);
    if (!wasTotal && !wasSkipped) {
      expect(list).toContainEqual(expect.objectContaining({ kind: "rejected", line: lines.length }));
    }
  });
});

const unixLines = (list: unknown) => JSON.parse(JSON.stringify(list).replaceAll("\\r\\n", "\\n"));

/** Undefined when a letter does not exist there. */
function toWindows1252(text: string): Buffer | undefined {
  const table = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1)
    table.set(new TextDecoder("windows-1252").decode(Uint8Array.of(byte)), byte);
  const bytes = [...text].map((letter) => table.get(letter));
  return bytes.includes(undefined) ? undefined : Buffer.from(bytes as number[]);
}

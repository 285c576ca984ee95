import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { utils, write } from "@e965/xlsx";
import { writeXlsx } from "hucre/xlsx";
import { afterAll, describe, expect, test } from "vitest";
import type { SourceFile } from "./contract.ts";
import { ConnectorRefusal } from "./contract.ts";
import { repairMojibake } from "./encoding.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { recognise } from "./registry.ts";
import { openFile } from "./tabular.ts";

const folder = mkdtempSync(join(tmpdir(), "vigie-tabular-"));
afterAll(() => rmSync(folder, { recursive: true }));
let written = 0;

function save(bytes: Uint8Array | string): string {
  written += 1;
  const path = join(folder, String(written));
  writeFileSync(path, bytes);
  return path;
}

const open = (bytes: Uint8Array | string, name = "file.csv", limits: Limits = defaultLimits) =>
  openFile(save(bytes), name, limits);

async function tables(file: SourceFile): Promise<Record<string, string[][]>> {
  const all: Record<string, string[][]> = {};
  for (const { name } of file.head.tables) {
    all[name] = [];
    for await (const row of file.rows(name)) all[name]?.push([...row.cells]);
  }
  return all;
}

/** Reads everything; the code of the refusal when there is one. */
async function refusal(bytes: Uint8Array | string, name?: string, limits?: Limits): Promise<string> {
  try {
    await tables(await open(bytes, name, limits));
    return "read";
  } catch (error) {
    if (error instanceof ConnectorRefusal) return error.code;
    throw error;
  }
}

interface Entry {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  /** A size that the directory announces falsely. */
  readonly announced?: number;
}

/** A zip written by hand, so that it can also lie. */
function zip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, announced } of entries) {
    const data = Buffer.from(bytes as Uint8Array);
    const packed = deflateRawSync(data);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(announced ?? data.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), fields, Buffer.from(name), packed]);
    const central = Buffer.alloc(46);
    central.write("PK\u0001\u0002", 0, "latin1");
    central.writeUInt16LE(20, 4);
    fields.copy(central, 6, 0, 24);
    central.writeUInt32LE(offset, 42);
    directory.push(Buffer.concat([central, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

function workbook(sheet: string, more: readonly Entry[] = []): Buffer {
  return zip([
    { name: "[Content_Types].xml", bytes: "<Types/>" },
    {
      name: "xl/workbook.xml",
      bytes: `<workbook xmlns:r="r"><sheets><sheet name="Feuille &amp; 1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      bytes: `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    { name: "xl/worksheets/sheet1.xml", bytes: `<worksheet><sheetData>${sheet}</sheetData></worksheet>` },
    ...more,
  ]);
}

describe("encodings", () => {
  const text = "Réseau;Dépense\nFacebook;12\nœuvre;3\n";
  const expected = {
    "": [
      ["Réseau", "Dépense"],
      ["Facebook", "12"],
      ["œuvre", "3"],
    ],
  };
  const windows = Buffer.from(text.replaceAll("œ", "\u009c"), "latin1");
  const wide = Buffer.from(text, "utf16le");
  test.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${text}`)],
    ["Windows-1252", windows],
    ["UTF-16 LE with a mark", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16 BE with a mark", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["UTF-16 LE without a mark", wide],
    ["UTF-16 BE without a mark", Buffer.from(wide).swap16()],
    ["carriage returns alone", Buffer.from(text.replaceAll("\n", "\r"))],
  ])("%s", async (_, bytes) => {
    const file = await open(bytes);
    expect(await tables(file)).toEqual(expected);
    expect(file.notices).toEqual([]);
  });

  test("an accent that comes after megabytes of plain letters still decides", async () => {
    const plain = "abc;1\n".repeat(300_000);
    const file = await open(Buffer.concat([Buffer.from(plain), Buffer.from("d\u00e9j\u00e0;1\n", "latin1")]));
    let last: readonly string[] = [];
    for await (const row of file.rows("")) last = row.cells;
    expect(last).toEqual(["déjà", "1"]);
  });

  test("a letter cut by the end of the file does not change the encoding", async () => {
    const bytes = Buffer.from("été;1\nhiver;é");
    const file = await open(bytes.subarray(0, bytes.length - 1));
    expect((await tables(file))[""]?.[0]).toEqual(["été", "1"]);
  });

  test("a stray byte in UTF-8 damages one letter, not all", async () => {
    const good = "café;théâtre;été\n".repeat(20);
    const file = await open(
      Buffer.concat([Buffer.from(good), Buffer.from([0x78, 0x92, 0x3b, 0x31, 0x3b, 0x32, 0x0a])]),
    );
    const rows = (await tables(file))[""];
    expect(rows?.[0]).toEqual(["café", "théâtre", "été"]);
    expect(rows?.at(-1)).toEqual(["x\ufffd", "1", "2"]);
    expect(file.notices.map((notice) => notice.code)).toEqual(["damaged-letters"]);
  });

  test("accents damaged by an earlier save are repaired", async () => {
    const once = Buffer.from("Montant dépensé (EUR);J’aime\n1;2\n");
    const twice = new TextDecoder("windows-1252").decode(once);
    const file = await open(twice);
    expect((await tables(file))[""]?.[0]).toEqual(["Montant dépensé (EUR)", "J’aime"]);
    expect(file.notices.map((notice) => notice.code)).toEqual(["repaired-encoding"]);
    expect(repairMojibake("déjà bon")).toBe("déjà bon");
  });
});

describe("what is not a table", () => {
  test.each([
    ["empty-file", ""],
    ["empty-file", "\n\n  \n"],
    ["pdf-given", "%PDF-1.7\n…"],
    ["image-given", Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
    ["image-given", Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ["other-archive-given", Buffer.from([0x1f, 0x8b, 8, 0])],
    ["json-given", '{"data": [1]}'],
    ["not-a-table", Buffer.from([1, 0, 2, 0, 0, 0, 3, 9, 0, 0, 0, 0, 0, 7])],
    ["zip-damaged", "PK\u0003\u0004 and nothing more"],
    ["zip-without-tables", zip([{ name: "readme.md", bytes: "hello" }])],
    ["workbook-damaged", zip([{ name: "[Content_Types].xml", bytes: "<Types/>" }])],
    ["workbook-damaged", Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600, 7)])],
  ])("%s", async (code, bytes) => {
    expect(await refusal(bytes)).toBe(code);
  });

  test("a file over the limit is refused before it is read", async () => {
    const path = save("a,b\n");
    truncateSync(path, defaultLimits.fileBytes + 1);
    await expect(openFile(path, "big.csv")).rejects.toMatchObject({ code: "file-too-large" });
  });
});

describe("hostile files", () => {
  test("a million columns, in every format", async () => {
    const cells = 1_000_000;
    expect(await refusal(`${"a,".repeat(cells)}\n${"1,".repeat(cells)}\n`)).toBe("too-many-columns");
    expect(await refusal(`"x",${"a,".repeat(cells)}`)).toBe("too-many-columns");
    expect(await refusal(workbook(`<row r="1">${"<c><v>1</v></c>".repeat(20_000)}</row>`))).toBe("too-many-columns");
    expect(await refusal(workbook(`<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>`))).toBe("too-many-columns");
    const row = `<Row><Cell ss:Index="1000000"><Data>1</Data></Cell></Row>`;
    expect(
      await refusal(`<?xml version="1.0"?><Workbook><Worksheet><Table>${row}</Table></Worksheet></Workbook>`),
    ).toBe("too-many-columns");
    expect(await refusal(`<table><tr>${"<td>1</td>".repeat(20_000)}</tr></table>`)).toBe("too-many-columns");
  });

  test("a zip that swells, a zip that lies about its size, a zip of too many files", async () => {
    const zeros = Buffer.alloc(40 * 1024 * 1024, 48);
    expect(await refusal(zip([{ name: "a.csv", bytes: zeros }]), "a.zip")).toBe("zip-bomb");
    expect(await refusal(zip([{ name: "a.csv", bytes: zeros, announced: 1_000 }]), "a.zip")).toBe("zip-bomb");
    const many = Array.from({ length: 30 }, (_, index) => ({ name: `${index}.csv`, bytes: "a,b\n" }));
    expect(await refusal(zip(many), "a.zip", { ...defaultLimits, zipEntries: 20 })).toBe("zip-too-many-files");
    expect(await refusal(zip(many), "a.zip", { ...defaultLimits, zipBytes: 100 })).toBe("zip-bomb");
    const sheet = workbook("", [{ name: "xl/media/x.bin", bytes: zeros }]);
    expect(await refusal(sheet, "a.xlsx")).toBe("zip-bomb");
  });

  test("entities that multiply or that fetch files", async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>`;
    const fetches = `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>`;
    const body =
      "<Workbook><Worksheet><Table><Row><Cell><Data>&b;&x;</Data></Cell></Row></Table></Worksheet></Workbook>";
    expect(await refusal(laughs + body)).toBe("hostile-markup");
    expect(await refusal(fetches + body)).toBe("hostile-markup");
    const strings = { name: "xl/sharedStrings.xml", bytes: `${laughs}<sst><si><t>&b;</t></si></sst>` };
    expect(await refusal(workbook("", [strings]), "a.xlsx")).toBe("hostile-markup");
    // An entity that nobody declared stays as it is written.
    const file = await open(`<?xml version="1.0"?>${body}`);
    expect(await tables(file)).toEqual({ "1": [["&b;&x;"]] });
  });

  test("too many texts in a workbook", async () => {
    const strings = `<sst>${"<si><t>abcdefgh</t></si>".repeat(1_000)}</sst>`;
    const limits = { ...defaultLimits, sharedStringBytes: 10_000 };
    const bytes = workbook("", [{ name: "xl/sharedStrings.xml", bytes: strings }]);
    expect(await refusal(bytes, "a.xlsx", limits)).toBe("workbook-too-large");
  });
});

describe("workbooks", () => {
  test("a formula gives the value last computed and is never evaluated", async () => {
    const row = `<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://x","y")</f><v>y</v></c><c r="C2"><f>1+1</f><v>5</v></c></row>`;
    const file = await open(workbook(`<row r="1"><c r="A1" t="inlineStr"><is><t>=1+1</t></is></c></row>${row}`));
    expect(await tables(file)).toEqual({ "Feuille & 1": [["=1+1"], ["y", "", "5"]] });
  });

  test("rich texts, phonetic guides, booleans, errors and escapes", async () => {
    const strings = `<sst><si><r><t>Ca</t></r><r><t xml:space="preserve">fé </t></r><rPh><t>X</t></rPh></si><si><t>a_x000A_b</t></si></sst>`;
    const row = `<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="b"><v>1</v></c><c t="e"><v>#DIV/0!</v></c><c><v>1.23E+17</v></c></row>`;
    const file = await open(workbook(row, [{ name: "xl/sharedStrings.xml", bytes: strings }]));
    expect(Object.values(await tables(file))).toEqual([[["Café ", "a\nb", "true", "", "1.23E+17"]]]);
  });

  test("a workbook written by a library gives texts, numbers and dates", async () => {
    const sheets = [
      {
        name: "Un",
        rows: [
          ["Jour", "Vues"],
          [new Date("2026-11-14T00:00:00Z"), 12.5],
          ["fin", null],
        ],
      },
      { name: "Deux", rows: [["é"]] },
    ];
    const file = await open(await writeXlsx({ sheets }), "w.xlsx");
    expect(file.head.format).toBe("xlsx");
    expect(await tables(file)).toEqual({ Un: [["Jour", "Vues"], ["2026-11-14", "12.5"], ["fin"]], Deux: [["é"]] });
  });

  test("an old .xls, binary, and dates in it", async () => {
    const book = utils.book_new();
    const sheet = utils.aoa_to_sheet([
      ["Jour", "Vues"],
      [46_340, 3],
      ["été", -1],
    ]);
    if (sheet.A2) sheet.A2.z = "yyyy-mm-dd";
    utils.book_append_sheet(book, sheet, "Feuille");
    const bytes: Buffer = write(book, { type: "buffer", bookType: "biff8" });
    const file = await open(bytes, "w.xls");
    expect(await tables(file)).toEqual({
      Feuille: [
        ["Jour", "Vues"],
        ["2026-11-14", "3"],
        ["été", "-1"],
      ],
    });
    expect(await refusal(bytes, "w.xls", { ...defaultLimits, xlsBytes: 100 })).toBe("xls-too-large");
  });

  test("an XML spreadsheet named .xls, several sheets, holes, and bytes that are no text", async () => {
    const start = `<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns:ss="x">`;
    const one = `<Worksheet ss:Name="Key Metrics"><Table><Row><Cell><Data ss:Type="String">Post ID</Data></Cell></Row><Row ss:Index="3"><Cell ss:Index="2"><Data>caf`;
    const two = `&amp; co</Data></Cell></Row></Table></Worksheet><Worksheet ss:Name="Two"><Table><Row><Cell><Data>2</Data></Cell></Row></Table></Worksheet></Workbook>`;
    const file = await open(Buffer.concat([Buffer.from(start + one), Buffer.from([0xe9]), Buffer.from(two)]), "a.xls");
    expect(file.head.format).toBe("spreadsheetml");
    expect(await tables(file)).toEqual({ "Key Metrics": [["Post ID"], ["", "caf\ufffd& co"]], Two: [["2"]] });
    const lines = [];
    for await (const row of file.rows("Key Metrics")) lines.push(row.line);
    expect(lines).toEqual([1, 3]);
  });

  test("a web page named .xls", async () => {
    const file = await open(
      `<html><body><table><tr><th>Date</th><th>Vues&nbsp;totales</th></tr><tr><td>2026-11-14<td><b>1</b>2</td></tr></table></body></html>`,
      "a.xls",
    );
    expect(await tables(file)).toEqual({
      "": [
        ["Date", "Vues\u00a0totales"],
        ["2026-11-14", "12"],
      ],
    });
  });

  test("a sheet cut short gives its whole rows", async () => {
    const whole = workbook(`<row><c><v>1</v></c></row><row><c><v>2</v>`);
    expect(Object.values(await tables(await open(whole)))).toEqual([[["1"]]]);
  });
});

test("a zip of tables leaves out what is none", async () => {
  const file = await open(
    zip([
      { name: "Table data.csv", bytes: "a,b\n1,2\n" },
      { name: "__MACOSX/._Table data.csv", bytes: "x" },
      { name: "empty.csv", bytes: "" },
      { name: "sous dossier/Totaux.csv", bytes: "c;d\n3;4\n" },
    ]),
    "a.zip",
  );
  expect(await tables(file)).toEqual({
    "Table data.csv": [
      ["a", "b"],
      ["1", "2"],
    ],
    "sous dossier/Totaux.csv": [
      ["c", "d"],
      ["3", "4"],
    ],
  });
});

test("three tables in one file and doubled headers are recognised by nobody when nobody knows them", async () => {
  const file = await open("Nom,Nom,Vues\na,b,1\n\nAutre\nx,y\n1,2\n");
  expect(await recognise(file.head)).toBeNull();
  expect((await tables(file))[""]).toHaveLength(6);
});

test("only the head is read before the rows are asked for", async () => {
  const file = await open("a,b\n".repeat(100_000));
  expect(file.head.tables[0]?.rows).toHaveLength(40);
});

test("a damaged binary workbook ends its own thread, not the program", async () => {
  const book = utils.book_new();
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet(Array.from({ length: 500 }, (_, row) => [row, "texte", row * 2])),
    "a",
  );
  const whole: Buffer = write(book, { type: "buffer", bookType: "biff8" });
  const codes = new Set<string>();
  for (let round = 0; round < 12; round += 1) {
    const bytes = Buffer.from(whole);
    for (let hit = 0; hit < 40; hit += 1)
      bytes[512 + ((round * 7_919 + hit * 104_729) % (bytes.length - 512))] = (round * 31 + hit) % 256;
    codes.add(await refusal(bytes, "a.xls"));
  }
  for (const code of codes) expect(["read", "workbook-damaged", "workbook-too-large", "empty-file"]).toContain(code);
});

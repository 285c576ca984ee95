import { describe, expect, it } from "vitest";
import { columnsOf, createRecordReader, isOtherTable, readTableHead, splitRecord } from "./comment-table.ts";

function records(delimiter: string, ...lines: string[]) {
  const reader = createRecordReader(delimiter);
  const done = lines.flatMap((text) => reader.push({ text, cut: false }));
  return [...done, ...reader.end()].map(({ fields }) => fields);
}

describe("the header of a table of comments", () => {
  it.each([
    ["id;Texte", ";", 1],
    ["Text", ";", 0],
    ['"id","COMMENTAIRE"', ",", 1],
    ["date\tmessage\tlikes", "\t", 1],
    ["auteur|Contenu", "|", 1],
    ["Comment_Text,likes", ",", 0],
    ["Texte du  commentaire;note", ";", 0],
    ["content,text", ",", 1],
    ["id,t", ",", 1],
  ])("finds the comments of %s", (line, delimiter, column) => {
    expect(readTableHead(line)).toMatchObject({ delimiter, column });
  });

  it.each(["Mon avis, ce texte est long", "Texte, photo : bravo !", "id,likes", "t", "", 'a,"text'])(
    "finds none in %s",
    (line) => expect(readTableHead(line)).toBeUndefined(),
  );

  it("takes the column that the reader names, whatever its case and accents", () => {
    expect(readTableHead("id;Réponse libre", "reponse_libre")).toMatchObject({ delimiter: ";", column: 1 });
    expect(readTableHead("id;texte", "absente")).toBeUndefined();
    expect(columnsOf("id;j’aime, un peu;date").columns).toEqual(["id", "j’aime, un peu", "date"]);
  });

  it("knows a header without comments from a comment", () => {
    expect(isOtherTable("id,likes")).toBe(true);
    expect(isOtherTable("Merci, bravo")).toBe(false);
    expect(isOtherTable("Quelle date, svp ?")).toBe(false);
    expect(isOtherTable("id")).toBe(false);
  });
});

describe("records of a table", () => {
  it("joins the lines of a quoted field", () => {
    expect(splitRecord('a,"b', ",")).toBeNull();
    expect(records(";", '1;"deux', "", 'lignes ""x"""', "2;b")).toEqual([
      ["1", 'deux\n\nlignes "x"'],
      ["2", "b"],
    ]);
  });

  it("takes a quotation mark that nothing closes for a plain sign", () => {
    expect(records(";", '1;"jamais;oui', "2;b", "3;c")).toEqual([
      ["1", "jamais", "oui"],
      ["2", "b"],
      ["3", "c"],
    ]);
  });

  it("does not wait for the end of a long table to do so", () => {
    const reader = createRecordReader(",");
    expect(reader.push({ text: '1,"ouvert', cut: false })).toEqual([]);
    let given = 0;
    for (let line = 0; line < 20_000; line++)
      given += reader.push({ text: `${line},un commentaire`, cut: false }).length;
    given += reader.end().length;
    expect(given).toBe(20_001);
  });

  it("ends a record whose line was cut", () => {
    const reader = createRecordReader(";");
    expect(reader.push({ text: '1;"trop ; long', cut: true })).toEqual([{ fields: ["1", "trop ; long"], cut: true }]);
    expect(reader.push({ text: "2;b", cut: false })).toEqual([{ fields: ["2", "b"], cut: false }]);
  });
});

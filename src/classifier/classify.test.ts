import { describe, expect, it } from "vitest";
import { createTriage, type Kind } from "./classify.ts";
import { readEmoji } from "./emoji.ts";
import { decodeModel, encodeModel, HEAD, HEADS } from "./model.ts";
import { mediumFeatures } from "./named-features.ts";
import { trainedModel } from "./trained-model.ts";

const read = createTriage(trainedModel());
const kindsOf = (text: string): Kind[] => read(text).kinds.map(({ kind }) => kind);
const polarityOf = (text: string) => {
  const { negative, neutral, positive } = read(text).polarity;
  return negative > Math.max(neutral, positive) ? "negative" : positive > neutral ? "positive" : "neutral";
};

describe("a proposed reading", () => {
  it.each([
    ["😡😡😡", "negative"],
    ["❤️❤️", "positive"],
    ["👏🎉🥳", "positive"],
    ["🤮", "negative"],
    [":)", "positive"],
    ["Merci à toute l’équipe, c’était magnifique", "positive"],
    ["Service lamentable, je suis très déçue", "negative"],
    ["À quelle heure ouvre la médiathèque samedi ?", "neutral"],
    ["Awful service, I am very disappointed", "negative"],
    ["Thank you so much, we loved it", "positive"],
  ])("reads %s as %s", (text, polarity) => {
    expect(polarityOf(text)).toBe(polarity);
  });

  it.each([
    ["Je sais où tu habites", "threat"],
    ["espèce de c0nn4rd", "insult"],
    ["t'es qu'un c o n n a r d", "insult"],
    ["À quelle heure ouvre la piscine ?", "question"],
    ["Appelez-moi au 06 12 34 56 78", "personal-data"],
  ] as const)("proposes for « %s » the kind %s, with its reasons", (text, kind) => {
    const proposed = read(text).kinds.find((other) => other.kind === kind);
    expect(proposed).toBeDefined();
    expect(proposed!.reasons.length).toBeGreaterThan(0);
  });

  it.each([
    "Le train a du retard, prochain départ à 9 h",
    "Les cloches sonnent à midi",
    "Les ordures ménagères sont ramassées mardi",
    "J’ai raté le bus de 8 h",
    "Les femmes sont les bienvenues au conseil",
    "These women run the best café in town",
  ])("takes no everyday word for an insult: %s", (text) => {
    expect(kindsOf(text)).not.toContain("insult");
    expect(kindsOf(text)).not.toContain("hate");
  });

  it("learns no polarity from links, mentions and hashtags", () => {
    const { weights } = trainedModel();
    for (const feature of mediumFeatures) {
      expect(weights[feature * HEADS + HEAD.negative]).toBe(0);
      expect(weights[feature * HEADS + HEAD.positive]).toBe(0);
    }
  });

  it("gives its reasons in the reader's language, with the words of the comment", () => {
    const text = "Je sais où tu habites";
    const reasonsIn = (language: "fr" | "en") =>
      read(text, { language }).kinds.find(({ kind }) => kind === "threat")!.reasons;
    expect(reasonsIn("fr")).toContain("tournure de menace\u00a0: «\u00a0Je sais où tu habites\u00a0»");
    expect(reasonsIn("en")).toContain("threatening phrase: “Je sais où tu habites”");
  });

  it("sends hate that is quoted and condemned to a person, and does not call it hate", () => {
    const text = "On m’a traité de sale arabe dans votre magasin, c’est inadmissible";
    expect(kindsOf(text)).not.toContain("hate");
    expect(read(text).ambiguous.signs).toContain("quoted-hate");
  });

  it.each([
    "J’en peux plus, j’ai envie d’en finir",
    "Je n'en peux plus, je veux en finir",
    "J’ai envie de me suicider",
    "Je pense au suicide tous les soirs",
    "J'ai plus la force de vivre",
    "I want to end it all",
    "I've been thinking about suicide",
    "Everyone would be better off without me",
  ])("puts someone in distress first, asks for a person and sees no threat: %s", (text) => {
    const triage = read(text);
    expect(triage.severity).toBe(3);
    expect(triage.ambiguous.signs).toContain("distress");
    expect(kindsOf(text)).not.toContain("threat");
  });

  it.each([
    ["Je ne recommande pas", "negative"],
    ["Je recommande", "positive"],
    ["ça marche pas votre appli", "negative"],
    ["On ne regrette pas d’être venus", "positive"],
  ])("hears what « pas » takes back from the verb before it: %s is %s", (text, polarity) => {
    expect(polarityOf(text)).toBe(polarity);
  });

  it("takes a bare word at its word, and calls nobody for it", () => {
    for (const text of ["Merci", "Bravo", "Non", "Ça va"]) {
      expect(read(text).ambiguous.signs).not.toContain("irony");
      expect(kindsOf(text)).not.toContain("threat");
      expect(read(text).severity).toBeLessThan(2);
    }
  });

  it("gives a reason for every kind it proposes", () => {
    for (const text of ["Non", "Merci", "On se retrouvera", "Ok super", "10 € le café"]) {
      for (const { reasons } of read(text).kinds) expect(reasons.length).toBeGreaterThan(0);
    }
  });

  it("gives probabilities that add up, and places inside the text", () => {
    for (const text of ["", "   ", "\u202e\u200f", "123", "http://a.b", "Merci 😡 pour rien !!!", "x".repeat(5000)]) {
      const triage = read(text);
      const { negative, neutral, positive } = triage.polarity;
      expect(negative + neutral + positive).toBeCloseTo(1, 9);
      for (const { start, end } of triage.spans) expect(text.slice(start, end).length).toBe(end - start);
    }
  });

  it("does not depend on what was read before", () => {
    const once = JSON.stringify(read("Encore en panne, merci pour rien"));
    for (let index = 0; index < 2000; index++) read(`mot${index} autre${index * 7} phrase`);
    expect(JSON.stringify(read("Encore en panne, merci pour rien"))).toBe(once);
  });

  it.each([
    ["Bonjour, je voudrais savoir si vous êtes ouverts demain", "fr"],
    ["slt c koi les horaires svp", "fr"],
    ["Hello, are you open tomorrow?", "en"],
    ["Hola, ¿dónde puedo comprar las entradas?", "other"],
    ["Почему сегодня закрыто", "other"],
  ])("reads the language of « %s »", (text, language) => {
    expect(read(text).language).toBe(language);
  });
});

describe("the model file", () => {
  it("is written and read back byte for byte, within 2 MB, and loads fast", () => {
    const bytes = encodeModel(trainedModel());
    expect(bytes.length).toBeLessThanOrEqual(2_000_000);
    const again = decodeModel(bytes);
    expect(again.facts).toEqual(trainedModel().facts);
    expect(Buffer.from(encodeModel(again)).equals(Buffer.from(bytes))).toBe(true);
    // The best of several: a busy machine takes the processor away in the middle of some.
    const spent = Array.from({ length: 10 }, () => {
      const start = performance.now();
      decodeModel(bytes);
      return performance.now() - start;
    });
    expect(Math.min(...spent)).toBeLessThan(20);
  });

  it("refuses another file with a sentence", () => {
    expect(() => decodeModel(new Uint8Array(100))).toThrow("not a triage model");
    expect(() => decodeModel(encodeModel(trainedModel()).slice(0, 5000))).toThrow("train it again");
  });
});

describe("emoji table", () => {
  it("agrees with what people mean", () => {
    expect(readEmoji(0x1f621)).toMatchObject({ tone: "anger", valence: -2 });
    expect(readEmoji(0x2764)).toMatchObject({ tone: "love", valence: 2 });
    expect(readEmoji(0x1f643)).toMatchObject({ tone: "wry" });
    expect(readEmoji(0x1f9ff)).toBeUndefined();
  });
});

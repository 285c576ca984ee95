import { describe, expect, it } from "vitest";
import { aMeasure, anIndicator, anObjective, aPost, someFigures } from "../fixtures/figures.ts";
import {
  commentsSentence,
  draftSummary,
  missingParagraph,
  movesParagraph,
  objectivesParagraph,
  postsParagraph,
  progressText,
  spendSentence,
} from "./rules.ts";

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
const best = (rankedBy: "engagement-rate" | "engagements", value: number, usual: number | null) => ({
  post: aPost({}, { text: "Fête de la mer : on cherche des bénévoles." }),
  rankedBy,
  value,
  usual,
  reason: "",
});

describe("objectives in the summary", () => {
  it("are told by state, with where they stand", () => {
    const rate = anObjective("reached", {
      objective: { statement: "Répondre dans le délai", measure: "level", target: 90 },
      attainment: { current: 92.5 },
    });
    const figures = someFigures({
      objectives: [
        anObjective("late"),
        { ...rate, indicator: anIndicator({ id: "answered-in-time", unit: "percent" }) },
        anObjective("unknown", { objective: { statement: "Couvrir la ville" } }),
      ],
    });
    expect(plain(objectivesParagraph(figures, "fr"))).toBe(
      "Atteint : « Répondre dans le délai » (92,5 % pour une cible de 90 %). En retard : « Recruter 60 bénévoles » (23 sur 60, 36 attendus à ce jour, il en faudrait 4,2 par semaine). Non mesurable, faute de données : « Couvrir la ville ».",
    );
    expect(plain(objectivesParagraph(figures, "en"))).toBe(
      "Reached: “Répondre dans le délai” (92.5% for a target of 90%). Late: “Recruter 60 bénévoles” (23 of 60, 36 expected by now, 4.2 a week would be needed). Not measurable, for lack of data: “Couvrir la ville”.",
    );
  });

  it("say when a guard-rail is crossed", () => {
    expect(progressText(anObjective("on-course", { attainment: { guardRailHolds: false } }), "EUR", "fr")).toContain(
      "son garde-fou est franchi",
    );
  });
});

describe("moves in the summary", () => {
  const say = (indicators: Parameters<typeof someFigures>[0] & object, language: "fr" | "en" = "fr") =>
    plain(movesParagraph(someFigures(indicators), language));

  it("give each signal its figure, its comparison and its usual range", () => {
    expect(say({ indicators: [aMeasure(74, 100, "signal-down", { accountName: "Ville de Kermor" })] })).toBe(
      "La couverture (Ville de Kermor) s’établit à 74, soit 26 % de moins que la semaine 45, au-dessous de son ordinaire (80 à 120) : à regarder.",
    );
    const rate = { indicator: { id: "engagement-rate", label: "engagement rate by reach", unit: "percent" } } as const;
    expect(say({ indicators: [aMeasure(6.1, 4.3, "signal-up", { ...rate, limits: [3, 5.5] })] }, "en")).toBe(
      "Engagement rate by reach stands at 6.1%, 1.8 points more than in week 45, above its usual range (3% to 5.5%): good news.",
    );
  });

  it("write a signal and its limits with the digits it takes to see that it is one", () => {
    const rate = {
      indicator: { id: "negative-share", label: "part des avis négatifs", unit: "percent", direction: "less" },
    } as const;
    expect(say({ indicators: [aMeasure(0.437, 0.2, "signal-up", { ...rate, limits: [0, 0.412] })] })).toBe(
      "La part des avis négatifs s’établit à 0,44 %, soit 0,2 point de plus que la semaine 45, au-dessus de son ordinaire (0 % à 0,41 %) : à regarder.",
    );
    // A run lies inside its limits: it is seen beside its mean.
    expect(say({ indicators: [aMeasure(0.437, 0.2, "signal-up", { ...rate, limits: [0.2, 0.64] })] })).toContain(
      "s’établit à 0,44 %, soit 0,2 point de plus que la semaine 45, et reste durablement au-dessus de sa moyenne (0,42 %)",
    );
  });

  it("leave noise alone, whatever its size", () => {
    expect(say({ indicators: [aMeasure(40, 100, "usual")] })).toBe(
      "Aucun chiffre ne sort de son ordinaire : il n’y a pas de mouvement à commenter.",
    );
    expect(say({ indicators: [aMeasure(40, 100, "too-short")] })).toContain("Le recul manque encore");
    expect(say({ indicators: [aMeasure(40, 100, "usual")] }, "en")).toContain("no move to comment on");
    expect(say({ indicators: [aMeasure(null, 100, "too-short")] })).toBe("");
  });

  it("judge nothing that has no wished direction", () => {
    const spend = {
      indicator: { id: "spend", label: "dépense publicitaire", unit: "cents", direction: "neutral" },
    } as const;
    expect(say({ indicators: [aMeasure(30_000, 20_000, "signal-up", { ...spend, limits: [10_000, 25_000] })] })).toBe(
      "La dépense publicitaire s’établit à 300 €, soit 50 % de plus que la semaine 45, au-dessus de son ordinaire (100 € à 250 €).",
    );
  });

  it("name four and count the others", () => {
    const many = Array.from({ length: 6 }, (_, index) => aMeasure(130 + index, 100, "signal-up"));
    expect(say({ indicators: many })).toContain(
      "Deux autres chiffres sortent aussi de leur ordinaire (voir le tableau).",
    );
    expect(say({ indicators: many.slice(1) })).toContain("Un autre chiffre sort aussi de son ordinaire");
    expect(say({ indicators: many.slice(1) }, "en")).toContain("One other figure is also outside its usual range");
  });
});

describe("posts in the summary", () => {
  it("name the best against the usual post of its account", () => {
    const figures = someFigures({ postsPublished: 12, best: [best("engagement-rate", 6.1, 4.3)] });
    expect(plain(postsParagraph(figures, "fr"))).toBe(
      "Des 12 publications, la meilleure est « Fête de la mer : on cherche des bénévoles. » (Ville de Kermor) : 6,1 % de taux d’interactions (couverture), contre 4,3 % d’habitude sur ce compte.",
    );
    expect(plain(postsParagraph(figures, "en"))).toContain("6.1% engagement rate by reach, against 4.3% as usual");
  });
  it("say when there is one, none, or nothing to compare", () => {
    const one = someFigures({ postsPublished: 1, best: [best("engagements", 1, null)] });
    expect(plain(postsParagraph(one, "fr"))).toContain("La seule publication est");
    expect(plain(postsParagraph(one, "fr"))).toContain(": 1 interaction.");
    expect(plain(postsParagraph(someFigures({ postsPublished: 1 }), "fr"))).toBe(
      "Une publication, sans chiffre pour la comparer.",
    );
    expect(postsParagraph(someFigures({ indicators: [aMeasure(1, 1)] }), "fr")).toContain("Aucune publication");
    expect(postsParagraph(someFigures(), "fr")).toBe("");
  });
});

describe("conversation and spend in the summary", () => {
  const comments = (total: number, previous: number | null, known = true) =>
    someFigures({ comments: { known, total, previous, byNetwork: [] } });
  it("count comments: many, one, none, unknown", () => {
    expect(plain(commentsSentence(comments(1840, 1600), "fr"))).toBe(
      "1 840 commentaires ont été reçus, contre 1 600 la semaine 45.",
    );
    expect(commentsSentence(comments(1, null), "fr")).toBe("Un commentaire a été reçu.");
    expect(plain(commentsSentence(comments(0, 3), "fr"))).toBe(
      "Aucun commentaire n’a été reçu, contre 3 la semaine 45.",
    );
    expect(commentsSentence(comments(0, null, false), "fr")).toContain("n’est pas connu");
    expect(plain(commentsSentence(comments(1, 0), "en"))).toBe("One comment was received, against 0 in week 45.");
    expect(commentsSentence(comments(0, null, false), "en")).toContain("is not known");
  });
  it("tell the spend, where most of it went, and when it is unknown", () => {
    const spend = someFigures({
      period: "2026-10",
      previous: "2026-09",
      spend: {
        known: true,
        cents: 287_200,
        previousCents: 185_500,
        currency: "EUR",
        byNetwork: [
          { network: "google-ads", cents: 45_952 },
          { network: "facebook", cents: 241_248 },
        ],
      },
    });
    expect(plain(spendSentence(spend, "fr"))).toBe(
      "La dépense publicitaire s’élève à 2 872 €, contre 1 855 € en septembre 2026, dont 84 % sur Facebook.",
    );
    expect(plain(spendSentence(spend, "en"))).toBe(
      "Ad spend amounts to €2,872, against €1,855 in September 2026, 84% of it on Facebook.",
    );
    expect(plain(spendSentence(someFigures(), "fr"))).toBe(
      "La dépense publicitaire n’est pas connue : aucun export publicitaire ne couvre cette période.",
    );
  });
});

describe("what is missing", () => {
  const missing = [
    { accountName: "Ville de Kermor (LinkedIn)", network: "linkedin" as const, lastDay: "2026-10-29" },
    { accountName: "Kermor", network: "x" as const, lastDay: "2026-11-01" },
  ];
  it("is named, network and day, and never called zero", () => {
    expect(plain(missingParagraph(someFigures({ missing }), "fr"))).toBe(
      "Il manque des chiffres : Ville de Kermor (LinkedIn) s’arrête au 29 octobre 2026 et Kermor (X) s’arrête au 1er novembre 2026. Ce qui manque est inconnu, et non nul.",
    );
    expect(plain(missingParagraph(someFigures({ missing }), "en"))).toContain("unknown, not zero");
    expect(missingParagraph(someFigures(), "fr")).toBe("");
  });
});

describe("the whole summary", () => {
  it("holds together without any figure", () => {
    expect(plain(draftSummary(someFigures(), "fr"))).toBe(
      [
        "Semaine 46 : aucun chiffre n’est encore connu pour cette période.",
        "Le nombre de commentaires n’est pas connu : aucun export ne le donne pour cette période. La dépense publicitaire n’est pas connue : aucun export publicitaire ne couvre cette période.",
      ].join("\n\n"),
    );
  });
  it("has no plain space before a French double mark", () => {
    const text = draftSummary(
      someFigures({
        objectives: [anObjective("late"), anObjective("reached"), anObjective("late")],
        indicators: [aMeasure(74, 100, "signal-down"), aMeasure(130, 100, "signal-up")],
        postsPublished: 3,
        best: [best("engagement-rate", 6.1, 4.3)],
        missing: [{ accountName: "Kermor", network: "x", lastDay: "2026-11-01" }],
      }),
      "fr",
    );
    // The words of a post are its author's: only ours are judged.
    expect(text.replace(/«[^»]*»/g, "")).not.toMatch(/ [:;!?%»]|« /);
  });
});

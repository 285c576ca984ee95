import { studentQuantile } from "../../engine/distributions.ts";
import { wilsonInterval } from "../../engine/intervals.ts";
import { type MetricId, metrics } from "../../kernel/metric.ts";
import { countDays, type Spans, spansOf } from "../../kernel/spans.ts";
import type { CatalogueEntry, Formula, Localised, Term } from "./catalogue.ts";
import type { Figure } from "./contract.ts";
import {
  type AccountFacts,
  addsUp,
  addsUpInRatio,
  addUp,
  type Basis,
  coverageOf,
  type Evaluation,
  evaluate,
  exactValue,
  hasAny,
  hasMetric,
  holdsMoney,
  isCommon,
  joinGaps,
  metricsOf,
  metricsOfTerm,
  missing,
  type PeriodFacts,
  termOf,
  type UnknownReason,
} from "./terms/rules.ts";

/**
 * From stored figures to an indicator: a formula is evaluated for each account, then folded over the accounts of the
 * perimeter. What is unknown stays unknown, with its reason, and never becomes zero.
 */

/** How a figure of several accounts is made, in words: part of what the indicator is. */
export function definitionOf({ formula, additive }: Pick<CatalogueEntry, "formula" | "additive">): Localised {
  if (formula.kind === "mean-of-posts") {
    return { fr: "Moyenne des taux de chaque publication.", en: "Mean of the rates of the posts." };
  }
  if (formula.kind === "best-post") {
    return { fr: "Le plus grand chiffre d’une seule publication.", en: "The largest figure of a single post." };
  }
  if (formula.kind === "ratio") {
    return {
      fr: "Rapport des sommes, sur les comptes dont les deux termes sont connus.",
      en: "Ratio of sums, over the accounts whose two terms are known.",
    };
  }
  if (formula.kind === "value" && additive) {
    return { fr: "Somme sur les comptes qui le donnent.", en: "Sum over the accounts that give it." };
  }
  return {
    fr: "Se lit compte par compte : ne s’additionne pas.",
    en: "Read account by account: does not add up.",
  };
}

/**
 * The figure of an indicator over a perimeter and a period.
 *
 * - a value: sum over the accounts where it is known; a figure that does not add up is only given for one account;
 * - a ratio: sum of numerators ÷ sum of denominators over the accounts where both are known, so that it lies between the
 *   accounts’ own ratios; a denominator common to all (the population) counts once;
 * - costs and returns whose money and outcome lie in different accounts (ads here, coupons at the till there) are taken
 *   over the whole perimeter, when no account has both.
 */
export function figureOf(entry: Pick<CatalogueEntry, "formula">, facts: PeriodFacts): Figure {
  const { formula } = entry;
  switch (formula.kind) {
    case "mean-of-posts":
      return meanOfPosts(formula, facts);
    case "best-post":
      return bestPost(formula.metric, facts);
    case "daily-mean":
      return single(formula.metric, facts, (account) => {
        const figure = account.daily.get(formula.metric);
        return figure ? { value: figure.sum / figure.values, days: figure.days } : null;
      });
    case "given":
      return single(formula.metric, facts, (account) => {
        const value = exactValue(account, formula.metric);
        return value === null ? null : { value, days: facts.daysInPeriod };
      });
    default:
      return foldTerms(formula, facts);
  }
}

function foldTerms(formula: Extract<Formula, { kind: "value" | "ratio" }>, facts: PeriodFacts): Figure {
  const [numerator, denominator]: [Term, Term] =
    formula.kind === "ratio" ? [formula.numerator, formula.denominator] : [formula.term, { kind: "number", value: 1 }];
  const evaluations = facts.accounts.map((account) => evaluate(numerator, denominator, account, facts));
  const complete = evaluations.filter((each) => "value" in each.numerator && "value" in each.denominator);
  if (complete.length === 0) {
    const across = formula.kind === "ratio" && holdsMoney(formula) ? acrossAccounts(formula, facts) : null;
    return across ?? noFigure(mainReason(evaluations, formula, facts), facts);
  }
  if (holdsMoney(formula) && new Set(complete.map((each) => each.account.currency)).size > 1) {
    return noFigure("mixed-currencies", facts);
  }
  const shared = formula.kind === "value" || isCommon(denominator);
  const mayAdd = shared ? addsUp(numerator) : addsUpInRatio(numerator) && addsUpInRatio(denominator);
  // A second account that has some of a figure that does not add up is enough to refuse the first one’s as the whole.
  if (!mayAdd && (shared ? evaluations.filter(holdsPart) : complete).length > 1) return noFigure("not-additive", facts);
  const top = addUp(complete.map((each) => each.numerator));
  const bottom = shared
    ? addUp(complete.slice(0, 1).map((each) => each.denominator))
    : addUp(complete.map((each) => each.denominator));
  const { daysKnown, gaps } = coverageOf(complete, facts);
  const basis = complete.some((each) => each.basis === "daily") ? "daily" : "posts";
  return close(formula, top, bottom, facts, { basis, daysKnown, gaps });
}

const holdsPart = (each: Evaluation): boolean =>
  "value" in each.numerator || ("reason" in each.numerator && each.numerator.reason === "not-additive");

function close(
  formula: Extract<Formula, { kind: "value" | "ratio" }>,
  top: number,
  bottom: number,
  facts: PeriodFacts,
  made: Pick<Figure, "daysKnown" | "gaps"> & { basis: Basis },
): Figure {
  const daysInPeriod = facts.daysInPeriod;
  if (formula.kind === "value") {
    return { ...made, value: top, reason: null, numerator: null, denominator: null, daysInPeriod, interval: null };
  }
  if (!(bottom > 0)) {
    return { ...noFigure("denominator-zero", facts), numerator: top, denominator: bottom, basis: made.basis };
  }
  const { scale } = formula;
  const wilson = formula.proportion && top >= 0 && top <= bottom ? interval(top, bottom, scale) : null;
  return {
    ...made,
    value: (top / bottom) * scale,
    reason: null,
    numerator: top,
    denominator: bottom,
    daysInPeriod,
    interval: wilson,
  };
}

const level = 0.95;

function interval(successes: number, trials: number, scale: number): Figure["interval"] {
  const wilson = wilsonInterval({ successes, trials }, level);
  return wilson && { lower: wilson.lower * scale, upper: wilson.upper * scale };
}

/** Money in one account, outcome in another: each leaf over the whole perimeter, when the ratio has both somewhere. */
function acrossAccounts(formula: Extract<Formula, { kind: "ratio" }>, facts: PeriodFacts): Figure | null {
  const currencies = new Set<string>();
  const lacking: Spans[] = [];
  const gaps: Figure["gaps"] = [];
  const everywhere = (term: Term): number | null => {
    if ("left" in term) {
      const left = everywhere(term.left);
      const right = everywhere(term.right);
      if (left === null || right === null) return null;
      if (term.kind === "plus") return left + right;
      return term.kind === "minus" ? left - right : left * right;
    }
    if (isCommon(term)) {
      const value = facts.accounts[0] && termOf(term, "daily", facts.accounts[0], facts);
      return value && "value" in value ? value.value : null;
    }
    const found = facts.accounts
      .map((account) => evaluate(term, { kind: "number", value: 1 }, account, facts))
      .filter((each) => "value" in each.numerator);
    if (found.length === 0 || (found.length > 1 && !addsUpInRatio(term))) return null;
    const money = metricsOfTerm(term).some((metric) => metrics[metric].unit === "cents");
    for (const each of found) {
      if (money) currencies.add(each.account.currency);
    }
    if (term.kind === "sum") {
      const coverage = coverageOf(found, facts);
      lacking.push(coverage.lacking);
      gaps.push(...coverage.gaps);
    }
    return addUp(found.map((each) => each.numerator));
  };
  const top = everywhere(formula.numerator);
  const bottom = everywhere(formula.denominator);
  if (top === null || bottom === null) return null;
  if (currencies.size > 1) return noFigure("mixed-currencies", facts);
  const daysKnown = facts.daysInPeriod - countDays(spansOf(lacking.flat()));
  return close(formula, top, bottom, facts, { basis: "daily", daysKnown, gaps: joinGaps(gaps) });
}

/** What says most to the reader, first. */
const reasonsBySpeech: readonly UnknownReason[] = [
  "population-missing",
  "not-additive",
  "retired-by-network",
  "metric-missing",
  "no-data",
];

function mainReason(evaluations: readonly Evaluation[], formula: Formula, facts: PeriodFacts): UnknownReason {
  const reasons = new Set(
    evaluations.flatMap((each) =>
      [each.numerator, each.denominator].flatMap((outcome) => ("reason" in outcome ? [outcome.reason] : [])),
    ),
  );
  const touches = metricsOf(formula).some((metric) => facts.accounts.some((account) => hasMetric(account, metric)));
  if (!touches && !reasons.has("retired-by-network")) {
    return facts.accounts.some(hasAny) ? "metric-missing" : "no-data";
  }
  return reasonsBySpeech.find((reason) => reasons.has(reason)) ?? "no-data";
}

function noFigure(reason: UnknownReason, facts: PeriodFacts): Figure {
  return {
    value: null,
    reason,
    basis: "none",
    numerator: null,
    denominator: null,
    daysKnown: 0,
    daysInPeriod: facts.daysInPeriod,
    gaps: [],
    interval: null,
  };
}

/** A figure that belongs to one account: refused as soon as a second account has some of the metric. */
function single(
  metric: MetricId,
  facts: PeriodFacts,
  read: (account: AccountFacts) => { value: number; days: number } | null,
): Figure {
  const holders = facts.accounts.filter((account) => hasMetric(account, metric));
  if (holders.length > 1) return noFigure("not-additive", facts);
  const holder = holders[0];
  if (!holder) {
    const reasons = facts.accounts.map((account) => missing(metric, account, facts));
    return noFigure(reasonsBySpeech.find((reason) => reasons.includes(reason)) ?? "no-data", facts);
  }
  const found = read(holder);
  if (!found) return noFigure("not-additive", facts);
  return { ...noFigure("no-data", facts), reason: null, basis: "daily", value: found.value, daysKnown: found.days };
}

function bestPost(metric: MetricId, facts: PeriodFacts): Figure {
  const best = facts.accounts.flatMap((account) => account.posts.get(metric)?.max ?? []);
  if (best.length === 0) {
    const reasons = facts.accounts.map((account) => missing(metric, account, facts));
    return noFigure(reasonsBySpeech.find((reason) => reasons.includes(reason)) ?? "no-data", facts);
  }
  const figure = noFigure("no-data", facts);
  return { ...figure, reason: null, basis: "posts", value: Math.max(...best), daysKnown: facts.daysBegun };
}

/** Mean over all posts of the perimeter of each post’s own rate; its interval is Student’s, over the posts. */
function meanOfPosts(formula: Extract<Formula, { kind: "mean-of-posts" }>, facts: PeriodFacts): Figure {
  const rates = facts.accounts.flatMap((account) => account.rates.get(formula.denominator) ?? []);
  const posts = rates.reduce((sum, rate) => sum + rate.posts, 0);
  if (posts === 0) {
    const reasons = facts.accounts.map((account) => missing(formula.denominator, account, facts));
    return noFigure(reasonsBySpeech.find((reason) => reasons.includes(reason)) ?? "no-data", facts);
  }
  const mean = rates.reduce((sum, rate) => sum + rate.meanRate * rate.posts, 0) / posts;
  const squares = rates.reduce(
    (sum, rate) => sum + (rate.deviation ?? 0) ** 2 * (rate.posts - 1) + rate.posts * (rate.meanRate - mean) ** 2,
    0,
  );
  const reach =
    posts > 1 ? studentQuantile(0.5 + level / 2, posts - 1) * Math.sqrt(squares / (posts - 1) / posts) : null;
  return {
    value: mean * formula.scale,
    reason: null,
    basis: "posts",
    numerator: rates.reduce((sum, rate) => sum + rate.interactions, 0),
    denominator: rates.reduce((sum, rate) => sum + rate.denominatorSum, 0),
    daysKnown: facts.daysBegun,
    daysInPeriod: facts.daysInPeriod,
    gaps: [],
    interval: reach === null ? null : { lower: (mean - reach) * formula.scale, upper: (mean + reach) * formula.scale },
  };
}

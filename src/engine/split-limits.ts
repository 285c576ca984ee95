/**
 * The limits of a split as a person writes them, by channel name, turned into the lists that `allocate` reads:
 *
 *   { "bounds": { "Instagram": [200, 900] }, "locks": { "Snapchat": 300 }, "minimums": { "Facebook": 150 },
 *     "groups": [{ "name": "video", "channels": ["Instagram", "Snapchat"], "lower": 0, "upper": 1000 }], "mostNetworks": 3 }
 *
 * Amounts are currency per period. `bounds` also takes { "lower": 200, "upper": 900 }, either one alone.
 */
import type { AllocationConflict, BudgetGroup, BudgetLimits } from "./budget-limits.ts";

/** Why limits cannot be used: a code for programs, a sentence in both languages for people. */
export interface LimitRefusal {
  readonly code: "limit-unknown-channel" | "limit-invalid" | "limit-channel-in-two-groups" | AllocationConflict["code"];
  readonly params: Readonly<Record<string, string | number>>;
  readonly fr: string;
  readonly en: string;
}

/**
 * Reads limits for channels of these names. Fields that are no limits are left alone (the same file describes the fit).
 *
 * @param value the parsed JSON. @param names channels in the order of the fit.
 * @returns the limits, or every refusal found.
 */
export function readSplitLimits(
  value: unknown,
  names: readonly string[],
): { limits: BudgetLimits } | { refusals: LimitRefusal[] } {
  const refusals: LimitRefusal[] = [];
  if (!isRecord(value)) return { refusals: [invalid("")] };
  const indexOf = (name: unknown, field: string): number | null => {
    const index = typeof name === "string" ? names.indexOf(name) : -1;
    if (index >= 0) return index;
    refusals.push(unknownChannel(String(name), field, names));
    return null;
  };
  const amount = (given: unknown, field: string): number | null => {
    if (typeof given === "number" && Number.isFinite(given) && given >= 0) return given;
    refusals.push(invalid(field));
    return null;
  };
  const byName = (
    field: "bounds" | "locks" | "minimums",
    each: (index: number, given: unknown, at: string) => void,
  ) => {
    const table = value[field];
    if (table === undefined || table === null) return;
    if (!isRecord(table)) {
      refusals.push(invalid(field));
      return;
    }
    for (const [name, given] of Object.entries(table)) {
      const index = indexOf(name, field);
      if (index !== null) each(index, given, `${field}.${name}`);
    }
  };

  const lower = names.map(() => 0);
  const upper = names.map(() => Number.POSITIVE_INFINITY);
  const locks = names.map((): number | null => null);
  const minimumsIfUsed = names.map(() => 0);
  byName("bounds", (index, given, at) => {
    const pair = Array.isArray(given) && given.length === 2 ? { lower: given[0], upper: given[1] } : given;
    if (!isRecord(pair)) {
      refusals.push(invalid(at));
      return;
    }
    if (pair["lower"] != null) lower[index] = amount(pair["lower"], at) ?? 0;
    if (pair["upper"] != null) upper[index] = amount(pair["upper"], at) ?? 0;
  });
  byName("locks", (index, given, at) => {
    locks[index] = amount(given, at);
  });
  byName("minimums", (index, given, at) => {
    minimumsIfUsed[index] = amount(given, at) ?? 0;
  });

  const groups: BudgetGroup[] = [];
  const taken = new Set<number>();
  const listed = value["groups"] ?? [];
  if (!Array.isArray(listed)) refusals.push(invalid("groups"));
  else {
    listed.forEach((given: unknown, g) => {
      const at = `groups[${g}]`;
      if (!isRecord(given) || !Array.isArray(given["channels"])) {
        refusals.push(invalid(at));
        return;
      }
      const members: number[] = [];
      for (const name of given["channels"]) {
        const index = indexOf(name, at);
        if (index === null) continue;
        if (taken.has(index)) refusals.push(inTwoGroups(String(name)));
        taken.add(index);
        members.push(index);
      }
      const low = given["lower"] == null ? 0 : amount(given["lower"], `${at}.lower`);
      const high = given["upper"] == null ? Number.POSITIVE_INFINITY : amount(given["upper"], `${at}.upper`);
      const name = typeof given["name"] === "string" ? given["name"] : at;
      groups.push({ name, members, lower: low ?? 0, upper: high ?? 0 });
    });
  }
  const most = value["mostNetworks"];
  if (most != null && !(typeof most === "number" && Number.isInteger(most) && most >= 1)) {
    refusals.push(invalid("mostNetworks"));
  }
  if (refusals.length > 0) return { refusals };
  const mostNetworks = typeof most === "number" ? { mostNetworks: most } : {};
  return { limits: { lower, upper, locks, minimumsIfUsed, groups, ...mostNetworks } };
}

/** The sentence for limits that no split can respect. @param names channels in the order of the fit. */
export function explainConflict(conflict: AllocationConflict, names: readonly string[]): LimitRefusal {
  const { code, params } = conflict;
  const channel = names[Number(params["channel"])] ?? String(params["channel"]);
  const [fr, en] = {
    "bounds-crossed": [
      `« ${channel} » : le plancher, le plafond et le verrou se contredisent.`,
      `"${channel}": its lower bound, upper bound and lock contradict one another.`,
    ],
    "total-too-small": [
      "Le total ne suffit pas à payer les minimums et les montants verrouillés.",
      "The total does not cover the minimums and the locked amounts.",
    ],
    "group-crossed": [
      `Groupe « ${params["group"]} » : ses limites contredisent celles de ses membres.`,
      `Group "${params["group"]}": its limits contradict those of its members.`,
    ],
    "limits-contradict": [
      "Prises ensemble, ces limites ne laissent aucune répartition possible.",
      "Taken together, these limits leave no possible split.",
    ],
    "too-many-mandatory": [
      `${params["mandatory"]} réseaux sont obligatoires et ${params["most"]} seulement sont permis.`,
      `${params["mandatory"]} networks are mandatory and only ${params["most"]} are allowed.`,
    ],
  }[code] as [string, string];
  return { code, params: { ...params, ...(params["channel"] !== undefined && { channel }) }, fr, en };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(field: string): LimitRefusal {
  return {
    code: "limit-invalid",
    params: { field },
    fr: `« ${field} » : un montant de 0 ou plus, par période, est attendu.`,
    en: `"${field}": an amount of 0 or more, per period, is expected.`,
  };
}

function unknownChannel(name: string, field: string, names: readonly string[]): LimitRefusal {
  const list = names.join(", ");
  return {
    code: "limit-unknown-channel",
    params: { channel: name, field },
    fr: `« ${field} » nomme un canal inconnu, « ${name} ». Canaux : ${list}.`,
    en: `"${field}" names an unknown channel, "${name}". Channels: ${list}.`,
  };
}

function inTwoGroups(name: string): LimitRefusal {
  return {
    code: "limit-channel-in-two-groups",
    params: { channel: name },
    fr: `« ${name} » est dans deux groupes : un canal appartient à un groupe au plus.`,
    en: `"${name}" is in two groups: a channel belongs to one group at most.`,
  };
}

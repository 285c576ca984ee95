/** Why a file or a specification cannot be used: a code for programs, a sentence in both languages for people. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly fr: string;
  readonly en: string;
}

type Params = Readonly<Record<string, string | number>>;
type Sentence = (p: Params) => readonly [fr: string, en: string];

const EXPECTED: Record<string, readonly [string, string]> = {
  text: ["un texte", "a text"],
  list: ["une liste non vide", "a non-empty list"],
  object: ["un objet", "an object"],
  number: ["un nombre", "a number"],
  choice: ["l’une des valeurs permises", "one of the allowed values"],
};

const SENTENCES = {
  "spec-invalid": ({ field, expected, allowed }) => {
    const [fr, en] = EXPECTED[String(expected)]!;
    const list = allowed === "" ? "" : ` (${allowed})`;
    const where = field === "" ? ["La description", "The description"] : [`« ${field} »`, `"${field}"`];
    return [`${where[0]} doit être ${fr}${list}.`, `${where[1]} must be ${en}${list}.`];
  },
  "spec-unknown-field": ({ field }) => [
    `La description contient un champ inconnu : « ${field} ».`,
    `The description holds an unknown field: "${field}".`,
  ],
  "channel-twice": ({ channel }) => [
    `Deux canaux portent le nom « ${channel} » : donnez-leur deux noms.`,
    `Two channels are called "${channel}": give them different names.`,
  ],
  "missing-column": ({ column, columns }) => [
    `La colonne « ${column} » manque dans le fichier. Colonnes présentes : ${columns}.`,
    `The file has no column "${column}". It has: ${columns}.`,
  ],
  "too-few-periods": ({ periods, needed }) => [
    `Le fichier n’a que ${periods} lignes : il en faut au moins ${needed}.`,
    `The file has only ${periods} rows: at least ${needed} are needed.`,
  ],
  "invalid-date": ({ line, value }) => [
    `Ligne ${line} : « ${value} » n’est pas une date. Écrivez 2026-03-30.`,
    `Line ${line}: "${value}" is not a date. Write 2026-03-30.`,
  ],
  "ambiguous-date": ({ value }) => [
    `Les dates peuvent se lire jour/mois ou mois/jour (« ${value} ») : écrivez-les comme 2026-03-30.`,
    `The dates can be read day/month or month/day ("${value}"): write them like 2026-03-30.`,
  ],
  "duplicate-date": ({ date }) => [
    `La date ${date} apparaît deux fois : gardez une ligne par période.`,
    `The date ${date} appears twice: keep one row per period.`,
  ],
  "missing-period": ({ date, missing }) => [
    `La période du ${date} manque (${missing} période(s) absente(s) en tout). Ajoutez-la, avec 0 si rien n’a été dépensé.`,
    `The period of ${date} is missing (${missing} in all). Add it, with 0 if nothing was spent.`,
  ],
  "irregular-dates": ({ before, after }) => [
    `L’écart entre ${before} et ${after} n’est pas celui des autres lignes : les périodes doivent être régulières.`,
    `The step from ${before} to ${after} is not that of the other rows: periods must be regular.`,
  ],
  "empty-number": ({ line, column }) => [
    `Ligne ${line}, colonne « ${column} » : la case est vide. Écrivez 0 s’il n’y a rien eu.`,
    `Line ${line}, column "${column}": the cell is empty. Write 0 if there was nothing.`,
  ],
  "text-in-number": ({ line, column, value }) => [
    `Ligne ${line}, colonne « ${column} » : « ${value} » n’est pas un nombre.`,
    `Line ${line}, column "${column}": "${value}" is not a number.`,
  ],
  "ambiguous-number": ({ line, column, value }) => [
    `Ligne ${line}, colonne « ${column} » : « ${value} » peut se lire comme un millier ou comme une décimale. Écrivez les nombres sans séparateur de milliers.`,
    `Line ${line}, column "${column}": "${value}" can be read as thousands or as a decimal. Write numbers without thousands separators.`,
  ],
  "negative-spend": ({ line, column, value }) => [
    `Ligne ${line}, colonne « ${column} » : une dépense ne peut pas être négative (${value}). Reportez l’avoir sur la période d’origine.`,
    `Line ${line}, column "${column}": a spend cannot be negative (${value}). Book the refund on its original period.`,
  ],
  "zero-spend": ({ channel }) => [
    `Le canal « ${channel} » n’a jamais rien dépensé : retirez-le, il n’y a rien à en apprendre.`,
    `The channel "${channel}" never spent anything: remove it, there is nothing to learn from it.`,
  ],
  "constant-spend": ({ channel }) => [
    `Le canal « ${channel} » dépense la même somme à chaque période : son effet ne se distingue pas du reste. Faites varier la dépense, ou retirez-le.`,
    `The channel "${channel}" spends the same in every period: its effect cannot be told from the rest. Vary the spend, or remove it.`,
  ],
  "identical-channels": ({ channel, other }) => [
    `Les canaux « ${channel} » et « ${other} » dépensent toujours dans la même proportion : leurs effets ne peuvent pas être séparés. Réunissez-les.`,
    `The channels "${channel}" and "${other}" always spend in the same proportion: their effects cannot be separated. Merge them.`,
  ],
  "outcome-zero": ({ column }) => [
    `Le résultat « ${column} » est nul sur tout le fichier : il n’y a rien à expliquer.`,
    `The outcome "${column}" is zero in the whole file: there is nothing to explain.`,
  ],
  "outcome-constant": ({ column }) => [
    `Le résultat « ${column} » ne varie jamais : il n’y a rien à expliquer.`,
    `The outcome "${column}" never varies: there is nothing to explain.`,
  ],
  "not-a-count": ({ line, column, value }) => [
    `Ligne ${line}, colonne « ${column} » : ${value} n’est pas un compte (nombre entier, 0 ou plus).`,
    `Line ${line}, column "${column}": ${value} is not a count (a whole number, 0 or more).`,
  ],
  "event-outside": ({ event }) => [
    `L’événement « ${event} » ne tombe dans aucune période du fichier.`,
    `The event "${event}" falls in no period of the file.`,
  ],
} satisfies Record<string, Sentence>;

export type RefusalCode = keyof typeof SENTENCES;

/** All refusal codes, for whoever checks that each has its sentence and its test. */
export const REFUSAL_CODES = Object.keys(SENTENCES) as RefusalCode[];

/** Makes a refusal. French typography is put in here: narrow no-break space before ; ! ? %, no-break space before : and inside « ». */
export function refuse(code: RefusalCode, params: Params): Refusal {
  const sentence: Sentence = SENTENCES[code];
  const [fr, en] = sentence(params);
  return { code, params, fr: withFrenchSpaces(fr), en };
}

/** Replaces the plain spaces of French typography by the no-break ones. */
export function withFrenchSpaces(text: string): string {
  return text
    .replace(/« /g, "«\u00a0")
    .replace(/ »/g, "\u00a0»")
    .replace(/ :/g, "\u00a0:")
    .replace(/ ([;!?%])/g, "\u202f$1");
}

import type { Localised } from "./contract.ts";

/**
 * What is said to a person of each refused file, rejected line and notice: what is wrong, and how to mend it.
 * `{name}` is a value, `{limit:size}` bytes as megabytes, `{table:inside}` the table's name where there are several.
 */
export const rejections = {
  "quote-never-closed": {
    fr: "Un guillemet s’ouvre sur cette ligne et ne se referme jamais : le fichier est sans doute coupé à cet endroit. Exportez-le de nouveau, ou retirez ce guillemet.",
    en: "A quotation mark opens on this line and never closes: the file was probably cut there. Export it again, or remove that mark.",
  },
  "id-missing": {
    fr: "La publication n’a pas d’identifiant : sans lui, un second import la compterait deux fois. Exportez de nouveau avec la colonne de l’identifiant.",
    en: "The post has no identifier: without it a second import would count it twice. Export again with the identifier column.",
  },
  "id-mangled": {
    fr: "L’identifiant « {value} » a été arrondi par un tableur et ne peut plus être retrouvé. Importez le fichier d’origine sans l’avoir enregistré dans un tableur.",
    en: "The identifier “{value}” was rounded by a spreadsheet program and is lost. Import the original file without saving it in a spreadsheet first.",
  },
  "date-missing": {
    fr: "La date manque. Complétez-la, ou laissez la ligne de côté.",
    en: "The date is missing. Fill it in, or leave the line out.",
  },
  "date-unreadable": {
    fr: "« {value} » n’est pas une date qui existe dans l’ordre décidé pour ce fichier. Corrigez-la, par exemple 2026-11-30.",
    en: "“{value}” is not a date that exists in the order decided for this file. Correct it, for example 2026-11-30.",
  },
  "date-without-year": {
    fr: "La date « {value} » n’a pas d’année et rien ne permet de la déduire. Ajoutez l’année.",
    en: "The date “{value}” has no year and nothing tells which it is. Add the year.",
  },
  "dates-reversed": {
    fr: "La période finit ({to}) avant de commencer ({from}). Corrigez l’une des deux dates.",
    en: "The period ends ({to}) before it begins ({from}). Correct one of the two dates.",
  },
  "number-unreadable": {
    fr: "« {value} », dans la colonne « {column} », n’est pas un nombre. Corrigez la cellule, ou videz-la si la valeur est inconnue.",
    en: "“{value}”, in the column “{column}”, is not a number. Correct the cell, or empty it if the value is unknown.",
  },
  "too-few-cells": {
    fr: "La ligne n’a que {found} cellules sur {expected} : elle est coupée. Exportez le fichier de nouveau.",
    en: "The line has only {found} cells out of {expected}: it was cut. Export the file again.",
  },
  "too-many-cells": {
    fr: "La ligne a {found} cellules pour {expected} colonnes : un séparateur s’est glissé dans un texte. Mettez ce texte entre guillemets.",
    en: "The line has {found} cells for {expected} columns: a delimiter slipped into a text. Put that text in quotation marks.",
  },
  "value-missing": {
    fr: "La valeur manque. Une valeur inconnue n’est pas un zéro : écrivez 0 si c’en est un.",
    en: "The value is missing. Unknown is not zero: write 0 if it is one.",
  },
  "metric-unknown": {
    fr: "La mesure « {value} » n’est pas connue. Employez un nom du catalogue, par exemple « impressions » ou « abonnés ».",
    en: "The metric “{value}” is not known. Use a name of the catalogue, for example “impressions” or “followers”.",
  },
  "network-unknown": {
    fr: "Le réseau « {value} » n’est pas connu. Employez par exemple « instagram », « linkedin » ou « other ».",
    en: "The network “{value}” is not known. Use for example “instagram”, “linkedin” or “other”.",
  },
  "account-missing": {
    fr: "Le nom du compte manque. Complétez-le.",
    en: "The name of the account is missing. Fill it in.",
  },
  "account-kind-unknown": {
    fr: "La nature de compte « {value} » n’est pas connue. Employez page, profile, group, channel, ads, site ou counter.",
    en: "The account kind “{value}” is not known. Use page, profile, group, channel, ads, site or counter.",
  },
  "text-missing": {
    fr: "Le commentaire est vide. Il n’y a rien à lire : laissez la ligne de côté.",
    en: "The comment is empty. There is nothing to read: leave the line out.",
  },
  "empty-file": {
    fr: "Le fichier est vide. Exportez-le de nouveau en vérifiant la période choisie.",
    en: "The file is empty. Export it again and check the period you chose.",
  },
  "file-too-large": {
    fr: "Le fichier dépasse {limit:size}. Exportez une période plus courte, en plusieurs fichiers.",
    en: "The file is larger than {limit:size}. Export a shorter period, in several files.",
  },
  "too-many-columns": {
    fr: "La ligne {line} a au moins {columns} colonnes, plus que les {limit} d’un tableur. Ce n’est pas un export : vérifiez le fichier.",
    en: "Line {line} has at least {columns} columns, more than the {limit} of a spreadsheet. This is no export: check the file.",
  },
  "record-too-long": {
    fr: "La ligne {line} compte plus de {limit} caractères. Vérifiez que le fichier est bien un tableau.",
    en: "Line {line} is longer than {limit} characters. Check that the file really is a table.",
  },
  "hostile-markup": {
    fr: "Le fichier déclare des entités XML, ce qu’aucun export ne fait et qui peut être une attaque. Exportez-le de nouveau depuis le réseau.",
    en: "The file declares XML entities, which no export does and which may be an attack. Export it again from the network.",
  },
  "not-a-table": {
    fr: "Ce fichier n’est pas un tableau. Importez un export .csv, .xlsx, .xls ou .zip.",
    en: "This file is not a table. Import a .csv, .xlsx, .xls or .zip export.",
  },
  "zip-too-many-files": {
    fr: "L’archive contient plus de {limit} fichiers. Importez seulement ceux dont vous avez besoin.",
    en: "The archive holds more than {limit} files. Import only those you need.",
  },
  "zip-bomb": {
    fr: "L’archive gonfle démesurément à l’ouverture (« {entry} ») : elle est refusée. Importez les fichiers un par un.",
    en: "The archive swells beyond measure when opened (“{entry}”): it is refused. Import the files one by one.",
  },
  "password-protected": {
    fr: "Le fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis importez-le.",
    en: "The file is protected by a password. Save it without one, then import it.",
  },
  "zip-damaged": {
    fr: "L’archive est abîmée ou incomplète. Téléchargez-la de nouveau.",
    en: "The archive is damaged or incomplete. Download it again.",
  },
  "zip-without-tables": {
    fr: "L’archive ne contient aucun fichier .csv. Importez l’export du réseau tel qu’il a été téléchargé.",
    en: "The archive holds no .csv file. Import the network’s export as it was downloaded.",
  },
  "workbook-damaged": {
    fr: "Le classeur est abîmé et ne s’ouvre pas. Téléchargez-le de nouveau, ou enregistrez-le en CSV.",
    en: "The workbook is damaged and does not open. Download it again, or save it as CSV.",
  },
  "workbook-too-large": {
    fr: "Le classeur contient trop de textes pour être lu. Enregistrez-le en CSV, puis importez le CSV.",
    en: "The workbook holds too much text to be read. Save it as CSV, then import the CSV.",
  },
  "too-many-tables": {
    fr: "Le classeur a plus de {limit} feuilles. Gardez seulement celles dont vous avez besoin.",
    en: "The workbook has more than {limit} sheets. Keep only those you need.",
  },
  "xls-too-large": {
    fr: "Un ancien fichier .xls ne peut dépasser {limit:size}. Enregistrez-le en .xlsx ou en CSV.",
    en: "An old .xls file cannot be larger than {limit:size}. Save it as .xlsx or CSV.",
  },
  "json-given": {
    fr: "Ce fichier est du JSON, pas un tableau. Choisissez le format CSV au moment de l’export.",
    en: "This file is JSON, not a table. Choose the CSV format when exporting.",
  },
  "pdf-given": {
    fr: "Ce fichier est un PDF : ses chiffres ne se lisent pas sûrement. Exportez le même rapport en CSV.",
    en: "This file is a PDF: its figures cannot be read safely. Export the same report as CSV.",
  },
  "image-given": {
    fr: "Ce fichier est une image. Exportez les chiffres en CSV, ou saisissez-les à la main.",
    en: "This file is an image. Export the figures as CSV, or enter them by hand.",
  },
  "other-archive-given": {
    fr: "Cette sorte d’archive ne se lit pas. Ouvrez-la et importez les fichiers .csv qu’elle contient.",
    en: "This kind of archive cannot be read. Open it and import the .csv files inside.",
  },
  "already-imported": {
    fr: "Ce fichier a déjà été importé le {day}\u00a0: rien n’est compté deux fois. Pour le reprendre, annulez d’abord cet import.",
    en: "This file was already imported on {day}: nothing is counted twice. To take it again, undo that import first.",
  },
  "columns-unknown": {
    fr: "Vigie ne reconnaît pas cet export. Dites ce que contient chaque colonne : la réponse servira aux fichiers suivants.",
    en: "Vigie does not know this export. Say what each column holds: the answer will serve the next files.",
  },
  "header-not-found": {
    fr: "La ligne des titres de colonnes n’a pas été trouvée{table:inside}. Vérifiez que le fichier commence bien par elle.",
    en: "The row of column titles was not found{table:inside}. Check that the file begins with it.",
  },
  "date-order-unknown": {
    fr: "« {example} » : le jour ou le mois d’abord ? Rien dans ce fichier ne le dit. Répondez, et ce sera retenu.",
    en: "“{example}”: day or month first? Nothing in this file tells. Answer, and it will be remembered.",
  },
  "decimal-mark-unknown": {
    fr: "« {example} » : la virgule ou le point sépare-t-il les décimales ou les milliers ? Rien dans ce fichier ne le dit. Répondez, et ce sera retenu.",
    en: "“{example}”: does the comma or dot mark decimals or thousands? Nothing in this file tells. Answer, and it will be remembered.",
  },
  "account-needed": {
    fr: "Le tableau « {title} » ne dit pas de quel compte il parle. Choisissez le compte, et ce sera retenu.",
    en: "The table “{title}” does not say which account it is about. Choose the account, and it will be remembered.",
  },
  "period-unknown": {
    fr: "Le tableau{table:inside} ne dit pas de quels jours il parle. Importez l’archive entière ou l’export par jour.",
    en: "The table{table:inside} does not say which days it is about. Import the whole archive or the export by day.",
  },
  "too-many-rows": {
    fr: "Le rapport dépasse {limit} lignes. Exportez une période plus courte.",
    en: "The report has more than {limit} lines. Export a shorter period.",
  },
  "mapping-incomplete": {
    fr: "Il manque une colonne : indiquez au moins celle de la date, et celle de l’identifiant, d’une mesure ou du texte selon ce que contient le fichier.",
    en: "A column is missing: name at least the one with the date, and the one with the identifier, a metric or the text, depending on what the file holds.",
  },
  "damaged-letters": {
    fr: "Quelques lettres du fichier sont abîmées et s’affichent « � ». Les chiffres ne sont pas touchés.",
    en: "Some letters of the file are damaged and show as “�”. Figures are not affected.",
  },
  "repaired-encoding": {
    fr: "Les accents du fichier avaient été abîmés par un enregistrement précédent : ils ont été réparés.",
    en: "The accents of the file had been damaged by an earlier save: they were repaired.",
  },
  "columns-set-aside": {
    fr: "{count} colonnes{table:inside} n’ont pas été reprises : {names}.",
    en: "{count} columns{table:inside} were not taken: {names}.",
  },
  "years-inferred": {
    fr: "Les dates{table:inside} n’ont pas d’année : elles ont été comptées à rebours depuis le {day}.",
    en: "The dates{table:inside} have no year: they were counted backwards from {day}.",
  },
  "account-not-named": {
    fr: "Le fichier ne nomme pas son compte. Indiquez-le si vous en tenez plusieurs sur ce réseau.",
    en: "The file does not name its account. Say which it is if you hold several on this network.",
  },
  "block-set-aside": {
    fr: "Le tableau « {title} » n’a pas été repris : sa mesure n’est pas connue.",
    en: "The table “{title}” was not taken: its metric is not known.",
  },
} as const satisfies Record<string, Localised>;

export type RejectionCode = keyof typeof rejections;

/** Anything a connector says with a code: a refusal, a rejected line, a notice. */
export interface Said {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** Where it is, for a rejected line. */
  readonly line?: number;
  readonly table?: string;
}

/**
 * The sentence of a code, in the reader's language, with its values and its line.
 *
 * @example sentenceOf({ code: "date-missing", params: {}, line: 12 }, "en") // "Line 12: The date is missing. …"
 */
export function sentenceOf(said: Said, language: "fr" | "en"): string {
  const template = (rejections as Record<string, Localised>)[said.code]?.[language];
  if (template === undefined) throw new RangeError(`no sentence for the code "${said.code}"`);
  const numbers = new Intl.NumberFormat(language);
  const sentence = template.replace(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, style: string | undefined) => {
    const value = said.params[name] ?? "";
    if (style === "inside") return inside(String(value), language);
    if (style === "size") return size(Number(value), language);
    return typeof value === "number" ? numbers.format(value) : value;
  });
  if (said.line === undefined) return sentence;
  const where = said.table ? inside(said.table, language) : "";
  return language === "fr"
    ? `Ligne\u00a0${numbers.format(said.line)}${where}\u00a0: ${sentence}`
    : `Line ${numbers.format(said.line)}${where}: ${sentence}`;
}

function inside(table: string, language: "fr" | "en"): string {
  if (table === "") return "";
  return language === "fr" ? ` dans «\u00a0${table}\u00a0»` : ` in “${table}”`;
}

function size(bytes: number, language: "fr" | "en"): string {
  const unit = { style: "unit", unit: "megabyte", maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(language, unit).format(bytes / (1024 * 1024));
}

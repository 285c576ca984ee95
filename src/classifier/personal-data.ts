import type { NamedReason } from "./reasons.ts";

export interface PersonalDataFound {
  readonly what: NamedReason;
  readonly start: number;
  readonly end: number;
}

const EMAIL = /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4}/gu;
const PHONE =
  /(?<![\d])(?:(?:\+|00)\d{1,3}[ .-]?(?:\(0\))?[ .-]?|0|\(?\d{3}\)?[ .-]?(?=\d{3}))\d(?:[ .-]?\d){5,10}(?!\d)/g;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,4})?\b/g;
const CARD = /(?<!\d)(?:\d[ -]?){15}\d(?!\d)/g;
const ADDRESS =
  /(?<!\d)\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.?|boulevard|bd|place|impasse|chemin|allée|allee|quai|route|cours|square|street|road|lane|drive) (?:de |du |des |la |le |les |d[’'])*[\p{L}][\p{L}’'-]+/giu;

/** Luhn's check: keeps any run of sixteen digits from being called a card. */
function isCard(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    let digit = Number(digits[digits.length - 1 - index]);
    if (index % 2 === 1) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return sum % 10 === 0;
}

/**
 * Personal data written out in a comment: e-mail, telephone, bank account, card, street address. `digits` and `atSigns`
 * come from the scan and spare the search to nearly every comment. Only the first 5,000 letters are searched.
 */
export function findPersonalData(text: string, digits: number, atSigns: number): readonly PersonalDataFound[] {
  if (digits === 0 && atSigns === 0) return [];
  const head = text.length > 5000 ? text.slice(0, 5000) : text;
  const found: PersonalDataFound[] = [];
  const collect = (pattern: RegExp, what: NamedReason, keep: (match: string) => boolean) => {
    for (const match of head.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (keep(match[0]) && !found.some((other) => start < other.end && other.start < end))
        found.push({ what, start, end });
    }
  };
  if (atSigns > 0) collect(EMAIL, "email", () => true);
  if (digits >= 14) {
    collect(IBAN, "bank", () => true);
    collect(CARD, "bank", (match) => isCard(match.replace(/\D/g, "")));
  }
  if (digits >= 8) {
    collect(PHONE, "phone", (match) => {
      const count = match.replace(/\D/g, "").length;
      return count >= 9 && count <= 14;
    });
  }
  if (digits > 0) collect(ADDRESS, "address", () => true);
  return found;
}

/**
 * A number as a person writes it: `readAmount("1 234,5", "fr")` and `readAmount("1,234.5", "en")` are 1234.5. A single
 * comma or dot is a decimal mark, save in English a comma before three digits. Null when it is no number.
 */
export function readAmount(text: string, language: "fr" | "en"): number | null {
  const plain = text
    .trim()
    .replaceAll(/[\s\u00a0\u202f’']/gu, "")
    .replace("−", "-")
    .replace(/[€$£%]$/u, "");
  const last = Math.max(plain.lastIndexOf(","), plain.lastIndexOf("."));
  const mark = plain[last];
  // The same mark twice, or once before the other one, separates thousands.
  const thousands = language === "en" && mark === "," && plain.length - last === 4;
  const decimal = mark !== undefined && plain.split(mark).length === 2 && !thousands;
  const whole = (decimal ? plain.slice(0, last) : plain).replaceAll(/[.,]/gu, "");
  const number = decimal ? `${whole}.${plain.slice(last + 1)}` : whole;
  return /^-?(\d+\.?\d*|\.\d+)$/u.test(number) ? Number(number) : null;
}

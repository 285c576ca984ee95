/** A format with a year or a day shows a date; quoted texts, colours and locales do not count. */
export function isDateFormat(code: string): boolean {
  return /[yd]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|General/gi, ""));
}

/**
 * A date as spreadsheets count it, in days since 1900 (or 1904), as text; undefined when no date lies there.
 *
 * @example dateFromSerial(46_340) // "2026-11-14"
 */
export function dateFromSerial(serial: number, from1904 = false): string | undefined {
  if (!(serial >= 1 && serial < 2_958_466)) return undefined;
  // 1900 is no leap year, but the first spreadsheets believed it was: serials past 60 are one day ahead.
  const days = from1904 ? serial + 1_462 : serial < 61 ? serial + 1 : serial;
  const text = new Date(Math.round((days - 25_569) * 86_400) * 1_000).toISOString();
  return Number.isInteger(serial) ? text.slice(0, 10) : text.slice(0, 19);
}

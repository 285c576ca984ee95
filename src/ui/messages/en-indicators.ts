import type * as fr from "./fr-indicators.ts";

export const indicators: typeof fr.indicators = {};

export const indicatorsProblems: typeof fr.indicatorsProblems = {
  "indicator-unknown": "This indicator is not in the catalogue.",
  "range-too-long": "This range is too long for this detail. Choose weeks or months, or closer dates.",
  "account-not-found": "This account does not exist in this organisation.",
};

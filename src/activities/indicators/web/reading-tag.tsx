import { StatusTag } from "../../../ui/status.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Comparison, Indicator } from "../contract.ts";
import { readingOf, toneOf } from "../curve/rules.ts";

/** Signal or noise, in a word and a shape; why, when the value is unknown. */
export function ReadingTag({ indicator, comparison }: { indicator: Indicator; comparison: Comparison }) {
  const { t } = useTranslation();
  if (comparison.current.value === null) {
    return <span className="small faint">{t(`indicators.reasons.${comparison.current.reason ?? "no-data"}`)}</span>;
  }
  const reading = readingOf(indicator, comparison);
  const tone = toneOf(indicator.direction, reading);
  const word = reading === "stock" ? "stock" : comparison.signal.verdict;
  return tone === "calm" ? (
    <span className="small faint">{t(`indicators.verdicts.${word}`)}</span>
  ) : (
    <StatusTag tone={tone}>{t(`indicators.verdicts.${word}`)}</StatusTag>
  );
}

import { useTranslation } from "../../../ui/translation.ts";
import type { Language } from "../words/rules.ts";

/** The language of the page, for the rules that make sentences in both. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.resolvedLanguage === "en" ? "en" : "fr";
}

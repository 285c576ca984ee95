import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "./format.ts";
import type { Messages } from "./messages/fr.ts";

export const languages = ["fr", "en"] as const;
const storageKey = "vigie-language";

const loaders: Record<Language, () => Promise<{ messages: Messages }>> = {
  fr: () => import("./messages/fr.ts"),
  en: () => import("./messages/en.ts"),
};

/** The language kept from last time, else the browser's, else French. */
export function preferredLanguage(
  kept: string | null = readKept(),
  wanted: readonly string[] = navigator.languages,
): Language {
  if (kept === "fr" || kept === "en") return kept;
  for (const each of wanted) {
    if (each.startsWith("fr")) return "fr";
    if (each.startsWith("en")) return "en";
  }
  return "fr";
}

function readKept(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    // A browser that forbids storage still shows the page, in its own language.
    return null;
  }
}

/** Loads the texts of a language and makes the page speak it; call it once before the first drawing. */
export async function speak(language: Language): Promise<void> {
  const { messages } = await loaders[language]();
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: language,
      supportedLngs: [...languages],
      resources: { [language]: { translation: messages } },
      interpolation: { escapeValue: false },
      returnNull: false,
      showSupportNotice: false,
    } as Parameters<typeof i18next.init>[0]);
  } else {
    i18next.addResourceBundle(language, "translation", messages, true, true);
    await i18next.changeLanguage(language);
  }
  document.documentElement.lang = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Same as in readKept: the choice then lasts as long as the page.
  }
}

/** The language now spoken: for requests, outside React. */
export function currentLanguage(): Language {
  return i18next.resolvedLanguage === "en" ? "en" : "fr";
}

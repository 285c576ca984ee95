import { useMantineColorScheme } from "@mantine/core";
import { languages, speak } from "../../ui/language.ts";
import { useTranslation } from "../../ui/translation.ts";
import { refreshAll } from "./queries.ts";

const themes = ["auto", "light", "dark"] as const;

/** Appearance and language, as the lines of a panel: what a reader chooses for this browser. */
export function ReaderSettings() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <p className="panel-title" id="panel-language">
        {t("shell.language")}
      </p>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          className="panel-item"
          aria-pressed={i18n.resolvedLanguage === each}
          onClick={() => void speak(each).then(refreshAll)}
        >
          {t(`shell.languages.${each}`)}
        </button>
      ))}
      <p className="panel-title">{t("shell.theme")}</p>
      {themes.map((each) => (
        <button
          key={each}
          type="button"
          className="panel-item"
          aria-pressed={colorScheme === each}
          onClick={() => setColorScheme(each)}
        >
          {t(`shell.themes.${each}`)}
        </button>
      ))}
    </>
  );
}

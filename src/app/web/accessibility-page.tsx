import { Page, Section } from "../../ui/page.tsx";
import { linesOf, useTranslation } from "../../ui/translation.ts";

/** The accessibility statement, with the true result. */
export function AccessibilityPage() {
  const { t } = useTranslation();
  const list = (lines: readonly string[]) => (
    <div className="prose">
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
  return (
    <Page name={t("accessibility.name")} sentence={t("accessibility.sentence")} lead={t("accessibility.lead")}>
      <Section title={t("accessibility.doneTitle")}>{list(linesOf(t, "accessibility.done"))}</Section>
      <Section title={t("accessibility.limitsTitle")}>{list(linesOf(t, "accessibility.limits"))}</Section>
      <Section title={t("accessibility.contactTitle")}>
        <p className="prose">{t("accessibility.contact")}</p>
      </Section>
    </Page>
  );
}

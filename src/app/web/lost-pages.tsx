import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Page } from "../../ui/page.tsx";
import { Refusal } from "../../ui/refusal.tsx";
import { useTranslation } from "../../ui/translation.ts";

/** An address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page
      name={t("shell.notFound.name")}
      sentence={t("shell.notFound.sentence")}
      lead={t("shell.notFound.lead")}
      acts={
        <Button component={Link} to="/">
          {t("shell.notFound.back")}
        </Button>
      }
    />
  );
}

/** A page that broke: what happened to the work, what to do, what to quote. */
export function FailurePage({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return (
    <Page
      name={t("shell.failure.name")}
      sentence={t("shell.failure.sentence")}
      lead={t("shell.failure.lead")}
      acts={<Button onClick={() => location.reload()}>{t("shell.failure.reload")}</Button>}
    >
      <div className="section">
        <Refusal error={error} />
        <p className="small faint code">{error instanceof Error ? error.message : String(error)}</p>
      </div>
    </Page>
  );
}

/** Signed in, but a member of no organisation. */
export function NowherePage() {
  const { t } = useTranslation();
  return (
    <Page
      name={t("shell.nowhere.name")}
      sentence={t("shell.nowhere.sentence")}
      lead={t("shell.nowhere.lead")}
      acts={
        <Button component={Link} to="/new-organisation">
          {t("shell.addOrganisation")}
        </Button>
      }
    />
  );
}

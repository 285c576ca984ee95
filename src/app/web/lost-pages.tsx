import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { addressOf } from "../../ui/link.tsx";
import { Page, Section } from "../../ui/page.tsx";
import { Refusal } from "../../ui/refusal.tsx";
import { signOut } from "../../ui/session.ts";
import { useTranslation } from "../../ui/translation.ts";
import { forgetAll } from "./queries.ts";
import type { Me } from "./shell.tsx";

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

/**
 * A link into an organisation that is not theirs: that it is so, who they are here, and the ways out. Whether the
 * organisation exists is not told.
 */
export function StrangerPage({ slug, me }: { slug: string; me: Me }) {
  const { t } = useTranslation();
  const signInAgain = () => {
    void signOut().finally(() => {
      forgetAll();
      location.assign(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
    });
  };
  return (
    <Page
      name={t("shell.stranger.name")}
      sentence={t("shell.stranger.sentence", { organisation: slug })}
      lead={t("shell.stranger.lead", { email: me.email })}
      acts={
        <Button variant="default" onClick={signInAgain}>
          {t("shell.stranger.signInAgain")}
        </Button>
      }
    >
      <Section title={t("shell.stranger.own")}>
        {me.organisations.length === 0 ? (
          <p>
            {t("shell.nowhere.sentence")} <Link to="/new-organisation">{t("shell.addOrganisation")}</Link>
          </p>
        ) : (
          <ul className="stack">
            {me.organisations.map((each) => (
              <li key={each.slug} className="row">
                <Link to={addressOf(each.slug, "/") as "/"}>{each.name}</Link>
                {each.demonstration ? <span className="tag">{t("shell.demonstration")}</span> : null}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  );
}

import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { request } from "../../../ui/call.ts";
import { addressOf, OrganisationLink, useGo } from "../../../ui/link.tsx";
import { useHolds, useOrganisation } from "../../../ui/organisation.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";

/** A fresh organisation: what Vigie is for, and three ways to begin. */
export function WelcomePart() {
  const { t } = useTranslation();
  const go = useGo();
  const { slug } = useOrganisation();
  const imports = useHolds("admin", "manager", "community");
  const proposes = useHolds("manager", "decider");
  const demonstration = useMutation({
    // Its slice comes after this one: only its address is known here.
    mutationFn: async () => {
      const response = await request("/api/demonstration", { method: "POST" });
      return (await response.json()) as { organisations: { slug: string }[] };
    },
    // A whole new page: the organisations just made must show everywhere.
    onSuccess: ({ organisations }) => location.assign(addressOf(organisations[0]?.slug ?? slug, "/")),
  });
  return (
    <ol className="welcome">
      {imports ? (
        <li className="card">
          <h2>{t("reports.welcome.import")}</h2>
          <p className="muted">{t("reports.welcome.importText")}</p>
          <Button onClick={() => go("/imports", { new: true })}>{t("reports.welcome.import")}</Button>
        </li>
      ) : null}
      {proposes ? (
        <li className="card">
          <h2>{t("reports.welcome.objective")}</h2>
          <p className="muted">{t("reports.welcome.objectiveText")}</p>
          <OrganisationLink to="/objectives" search={{ new: true }} className="link-button">
            {t("reports.welcome.objective")}
          </OrganisationLink>
        </li>
      ) : null}
      <li className="card">
        <h2>{t("reports.welcome.demonstration")}</h2>
        <p className="muted">{t("reports.welcome.demonstrationText")}</p>
        <Button variant="default" loading={demonstration.isPending} onClick={() => demonstration.mutate()}>
          {t("reports.welcome.demonstration")}
        </Button>
        {demonstration.isPending ? <p role="status">{t("reports.welcome.demonstrationBusy")}</p> : null}
        <Refusal error={demonstration.error} />
      </li>
    </ol>
  );
}

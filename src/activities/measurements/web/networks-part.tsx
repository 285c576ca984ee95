import { useQuery } from "@tanstack/react-query";
import { metrics } from "../../../kernel/metric.ts";
import { useFormat } from "../../../ui/format.ts";
import { useHolds } from "../../../ui/organisation.tsx";
import { Section } from "../../../ui/page.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { calls } from "./calls.ts";

/** Where to click in each network to obtain its export. */
export function NetworksPart({ open }: { open: boolean }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const imports = useHolds("admin", "manager", "community");
  const networks = useQuery(calls.listNetworks.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  return (
    <Section title={t("measurements.networks.title")} sub={t("measurements.networks.sub")}>
      <Refusal error={networks.error} retry={() => void networks.refetch()} />
      <div className="how-to">
        {networks.data?.map((card, index) => (
          <details key={card.connector} open={open && index === 0}>
            <summary>
              <span>{card.label}</span>
              <span className="small faint">
                {card.capabilities.map((each) => t(`measurements.networks.${each}`)).join(" · ")}
              </span>
            </summary>
            <p>{card.howToExport}</p>
            <p className="small faint">
              {t("measurements.networks.gives", {
                metrics: card.metrics.map((metric) => metrics[metric].label[language]).join(", "),
              })}
            </p>
          </details>
        ))}
      </div>
      {imports ? <p className="muted how-to-other">{t("measurements.networks.other")}</p> : null}
    </Section>
  );
}

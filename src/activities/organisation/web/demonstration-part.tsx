import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "../../../ui/call.ts";
import { Confirm } from "../../../ui/dialog.tsx";
import { useTranslation } from "../../../ui/translation.ts";

/** The way out of the demonstration, on each of its organisations. */
export function DemonstrationPart() {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const removal = useMutation({
    mutationFn: () => request("/api/demonstration", { method: "DELETE" }),
    // A whole new page: nothing of the organisations that went may stay in view.
    onSuccess: () => location.assign("/"),
  });
  return (
    <section className="section">
      <h2>{t("organisation.demonstration.title")}</h2>
      <p className="measure">{t("organisation.demonstration.sub")}</p>
      <div>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t("organisation.demonstration.remove")}
        </Button>
      </div>
      <Confirm
        open={asking}
        title={t("organisation.demonstration.removeTitle")}
        lost={[t("organisation.demonstration.removeLost"), t("organisation.demonstration.removeKept")]}
        verb={t("organisation.demonstration.removeVerb")}
        busy={removal.isPending}
        error={removal.error}
        onConfirm={() => removal.mutate()}
        onClose={() => setAsking(false)}
      />
    </section>
  );
}

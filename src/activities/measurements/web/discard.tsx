import { useMutation, useQueryClient } from "@tanstack/react-query";
import { sayDone } from "../../../ui/done.tsx";
import { useGo } from "../../../ui/link.tsx";
import { useOnce } from "../../../ui/once.ts";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Batch } from "./batch.ts";
import { calls } from "./calls.ts";

/** Puts a file aside that was never imported: nothing of it was stored, so nothing is lost. */
export function Discard({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const go = useGo();
  const once = useOnce();
  const discard = useMutation(
    calls.discard.mutationOptions({
      onSuccess: async () => {
        sayDone(t("measurements.batch.discarded", { file: batch.fileName }));
        await queries.invalidateQueries({ queryKey: calls.listImports.key() });
        go("/imports");
      },
    }),
  );
  return (
    <>
      <button
        type="button"
        className="link-button"
        onClick={() => once((done) => discard.mutate({ id: batch.id }, { onSettled: done }))}
      >
        {t("measurements.batch.discard")}
      </button>
      <Refusal error={discard.error} nothingLost />
    </>
  );
}

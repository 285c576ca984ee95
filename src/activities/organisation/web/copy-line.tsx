import { Button } from "@mantine/core";
import { sayDone } from "../../../ui/done.tsx";
import { Icon } from "../../../ui/icons.tsx";
import { useTranslation } from "../../../ui/translation.ts";

/** Something shown once, to be copied: a link, a token, a secret. */
export function CopyLine({ text, verb, shown = text }: { text: string; verb: string; shown?: string }) {
  const { t } = useTranslation();
  return (
    <div className="card stack">
      <code className="code">{shown}</code>
      <div>
        <Button
          variant="default"
          leftSection={<Icon name="copy" size={16} />}
          onClick={() => void navigator.clipboard.writeText(text).then(() => sayDone(t("ui.copied")))}
        >
          {verb}
        </Button>
      </div>
    </div>
  );
}

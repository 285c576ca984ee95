import { type DragEvent, useEffect, useRef, useState } from "react";
import { Icon } from "../../../ui/icons.tsx";
import { useTranslation } from "../../../ui/translation.ts";

/** Where files are dropped or chosen. `eager`: one came here to import, the button takes the focus. */
export function DropZone({ onFiles, eager }: { onFiles: (files: File[]) => void; eager?: boolean }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (eager) button.current?.focus();
  }, [eager]);
  const give = (list: FileList | null) => {
    const files = [...(list ?? [])];
    if (files.length > 0) onFiles(files);
  };
  const drag = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      give(event.dataTransfer.files);
    },
  };
  return (
    <div className={over ? "drop over" : "drop"} {...drag}>
      <Icon name="imports" size={28} />
      <p>
        <button ref={button} type="button" className="link-button" onClick={() => input.current?.click()}>
          {t("measurements.drop.choose")}
        </button>{" "}
        <span className="muted drop-word">{over ? t("measurements.drop.release") : t("measurements.drop.here")}</span>
      </p>
      <p className="small faint">{t("measurements.drop.sub")}</p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="files"
        accept=".csv,.tsv,.txt,.xlsx,.xls,.zip"
        onChange={(event) => {
          give(event.currentTarget.files);
          // The same file chosen again must be noticed.
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}

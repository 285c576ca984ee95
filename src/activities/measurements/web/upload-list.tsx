import { useFormat } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icons.tsx";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Section } from "../../../ui/page.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { removeUpload, sendAgain, type Upload, useUploads } from "./uploads.ts";

/** Files on their way, each with how far it is, a way to stop it, and what went wrong. */
export function UploadList() {
  const { t } = useTranslation();
  const { slug } = useOrganisation();
  const uploads = useUploads(slug);
  if (uploads.length === 0) return null;
  return (
    <Section title={t("measurements.drop.sending")}>
      <ul className="uploads">
        {uploads.map((upload) => (
          <UploadLine key={upload.id} upload={upload} />
        ))}
      </ul>
    </Section>
  );
}

function UploadLine({ upload }: { upload: Upload }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, file, state, sent, error } = upload;
  const size = format.bytes(file.size);
  const words = {
    waiting: t("measurements.drop.waiting"),
    sending: t("measurements.drop.sent", { sent: format.bytes(sent), size }),
    failed: t("measurements.drop.failed"),
  }[state];
  return (
    <li className="upload">
      <span className="upload-name">{file.name}</span>
      <span className="small muted" role="status">
        {words}
      </span>
      {state === "sending" || state === "waiting" ? (
        <progress
          aria-label={t("measurements.drop.progress", { name: file.name })}
          max={Math.max(1, file.size)}
          value={sent}
        />
      ) : null}
      {state === "failed" ? (
        <button type="button" className="link-button" onClick={() => sendAgain(id)}>
          {t("measurements.drop.again")}
        </button>
      ) : null}
      <button
        type="button"
        className="icon-button"
        aria-label={
          state === "sending" || state === "waiting"
            ? t("measurements.drop.cancel", { name: file.name })
            : `${t("measurements.drop.hide")} ${file.name}`
        }
        onClick={() => removeUpload(id)}
      >
        <Icon name="close" size={16} />
      </button>
      {error ? (
        <div className="upload-error">
          <Refusal error={error} />
        </div>
      ) : null}
    </li>
  );
}

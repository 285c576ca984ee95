import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Form, textOf } from "../../../ui/fields.tsx";
import { qrCode } from "../../../ui/qr-code.ts";
import { Refusal } from "../../../ui/refusal.tsx";
import { startTwoFactor, verifyCode } from "../../../ui/session.ts";
import { useTranslation } from "../../../ui/translation.ts";
import { CopyLine } from "./copy-line.tsx";

/** The secret of an otpauth address, in groups of four that one can read out. */
export function secretOf(uri: string): string {
  return new URL(uri).searchParams.get("secret") ?? "";
}

/** The square, drawn dark on white in both appearances: cameras expect nothing else. */
function QrCode({ text, label }: { text: string; label: string }) {
  const rows = qrCode(text);
  const quiet = 4;
  const size = rows.length + quiet * 2;
  const path = rows
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : "")))
    .join("");
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}

/** Turning the one-time code on: password, square or secret, backup codes, first code. */
export function TurnOnCode({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const start = useMutation({ mutationFn: startTwoFactor });
  const verify = useMutation({ mutationFn: (code: string) => verifyCode(code, false), onSuccess: onDone });
  if (!start.data) {
    return (
      <Form error={start.error} onSubmit={(values) => start.mutate(String(values.get("password") ?? ""))}>
        <PasswordInput
          name="password"
          label={t("organisation.security.confirmPassword")}
          required
          autoComplete="current-password"
        />
        <Refusal error={start.error} />
        <div className="dialog-foot">
          <Button type="submit" loading={start.isPending}>
            {t("organisation.security.continue")}
          </Button>
        </div>
      </Form>
    );
  }
  const { totpURI, backupCodes } = start.data;
  const secret = secretOf(totpURI);
  return (
    <div className="stack">
      <p>{t("organisation.security.scan")}</p>
      <QrCode text={totpURI} label={t("organisation.security.qrLabel")} />
      <h3>{t("organisation.security.secret")}</h3>
      <CopyLine
        text={secret}
        shown={secret.match(/.{1,4}/gu)?.join(" ") ?? secret}
        verb={t("organisation.security.copySecret")}
      />
      <h3>{t("organisation.security.backup")}</h3>
      <p className="muted">{t("organisation.security.backupHint")}</p>
      <CopyLine
        text={backupCodes.join("\n")}
        shown={backupCodes.join("   ")}
        verb={t("organisation.security.copyBackup")}
      />
      <Form error={verify.error} onSubmit={(values) => verify.mutate(textOf(values, "code"))}>
        <TextInput
          name="code"
          label={t("organisation.security.firstCode")}
          required
          inputMode="numeric"
          autoComplete="one-time-code"
        />
        <Refusal error={verify.error} />
        <div className="dialog-foot">
          <Button type="submit" loading={verify.isPending}>
            {t("organisation.security.finish")}
          </Button>
        </div>
      </Form>
    </div>
  );
}

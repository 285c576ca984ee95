import { Button, Checkbox, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Form, textOf } from "../../../ui/fields.tsx";
import { Page } from "../../../ui/page.tsx";
import { Band, Refusal } from "../../../ui/refusal.tsx";
import { signIn, signInElsewhere, verifyCode } from "../../../ui/session.ts";
import { useTranslation } from "../../../ui/translation.ts";
import { calls } from "./calls.tsx";

/** Only a page of this very Vigie may be the way back: never another site's address. */
export function wayBack(to: unknown): string {
  return typeof to === "string" && /^\/(?![/\\])/u.test(to) ? to : "/";
}

/** Signing in: password, then the code when the account asks for one; or the organisation's own sign-in. */
export function SignInPage() {
  const { t } = useTranslation();
  const search = useSearch({ strict: false }) as { to?: string; ended?: boolean; error?: string };
  const to = wayBack(search.to);
  const [step, setStep] = useState<"password" | "code">("password");
  const welcome = useQuery(calls.welcome.queryOptions());
  // A whole new page: nothing of who was signed in before stays in memory.
  const arrive = () => location.assign(to);
  const password = useMutation({
    mutationFn: (given: { email: string; password: string }) => signIn(given.email, given.password),
    onSuccess: (next) => (next === "code-needed" ? setStep("code") : arrive()),
  });
  const code = useMutation({
    mutationFn: (given: { code: string; trust: boolean }) => verifyCode(given.code, given.trust),
    onSuccess: arrive,
  });
  const elsewhere = useMutation({ mutationFn: () => signInElsewhere(to) });

  if (step === "code") {
    return (
      <Page
        key="code"
        name={t("organisation.signIn.name")}
        sentence={t("organisation.signIn.codeSentence")}
        lead={t("organisation.signIn.codeLead")}
      >
        <Form
          error={code.error}
          onSubmit={(values) => code.mutate({ code: textOf(values, "code"), trust: values.get("trust") === "on" })}
        >
          <TextInput
            name="code"
            label={t("organisation.signIn.code")}
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
          />
          <Checkbox name="trust" label={t("organisation.signIn.trust")} />
          <Refusal error={code.error} />
          <div className="row">
            <Button type="submit" loading={code.isPending}>
              {t("organisation.signIn.codeSubmit")}
            </Button>
            <button type="button" className="link-button" onClick={() => setStep("password")}>
              {t("organisation.signIn.back")}
            </button>
          </div>
        </Form>
      </Page>
    );
  }
  const label = welcome.data?.singleSignOn?.label;
  return (
    <Page name={t("organisation.signIn.name")} sentence={t("organisation.signIn.sentence")}>
      <div className="stack">
        {search.ended ? <Band tone="info">{t("organisation.signIn.ended")}</Band> : null}
        {search.error ? <Band tone="act">{t("organisation.signIn.ssoRefused")}</Band> : null}
        {label ? (
          <>
            <div>
              <Button loading={elsewhere.isPending} onClick={() => elsewhere.mutate()}>
                {t("organisation.signIn.sso", { label })}
              </Button>
            </div>
            <Refusal error={elsewhere.error} />
            <p className="faint small">{t("organisation.signIn.or")}</p>
          </>
        ) : null}
        <Form
          error={password.error}
          label={t("organisation.signIn.name")}
          onSubmit={(values) =>
            password.mutate({ email: textOf(values, "email"), password: String(values.get("password") ?? "") })
          }
        >
          <TextInput
            name="email"
            type="email"
            label={t("organisation.fields.email")}
            required
            autoComplete="username"
            aria-invalid={password.error ? true : undefined}
          />
          <PasswordInput
            name="password"
            label={t("organisation.fields.password")}
            required
            autoComplete="current-password"
          />
          <Refusal error={password.error} />
          <div>
            <Button type="submit" variant={label ? "default" : "filled"} loading={password.isPending}>
              {t("organisation.signIn.submit")}
            </Button>
          </div>
        </Form>
      </div>
    </Page>
  );
}

import { Button } from "@mantine/core";
import i18next from "i18next";
import { type ReactNode, useEffect, useRef } from "react";
import { type Problem, toProblem } from "./call.ts";
import { currentLanguage } from "./language.ts";
import type { Messages } from "./messages/fr.ts";
import { sentenceOf } from "./problem-sentence.ts";
import { useTranslation } from "./translation.ts";

/**
 * The sentence of a problem in the reader's language: the one of its code, filled with its params; else what the
 * server said; else a general one.
 */
export function problemSentence(problem: Problem): string {
  const messages = i18next.getResourceBundle(currentLanguage(), "translation") as Messages;
  const own = sentenceOf(messages, problem.code, problem.params);
  if (own) return own;
  // The sign-in library speaks English only: an unforeseen code of it gets the general sentence.
  if (problem.code.startsWith("sign-in/")) return messages.problem["sign-in"].refused;
  return problem.detail ?? (problem.title || messages.problem.ui.unexpected);
}

/** A band beside the text: information, something to look at, a refusal, something that went well. */
export function Band({ tone, children }: { tone: "info" | "look" | "act" | "hold"; children: ReactNode }) {
  return (
    <div className={`refusal ${tone}`} role={tone === "act" ? "alert" : "status"}>
      {children}
    </div>
  );
}

/**
 * A refusal or a failure: what, why, what to do, and the reference to quote. Takes whatever was thrown; shows nothing
 * when there is nothing. Refused fields are listed too, so that no error stays out of sight.
 *
 * @param retry what « Réessayer » does; without it the button is absent.
 */
export function Refusal({ error, retry, nothingLost }: { error: unknown; retry?: () => void; nothingLost?: boolean }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) box.current?.scrollIntoView?.({ block: "nearest" });
  }, [error]);
  if (!error) return null;
  const problem = toProblem(error);
  return (
    <div ref={box} className="refusal" role="alert">
      <strong>{problemSentence(problem)}</strong>
      {problem.errors.length > 0 ? (
        <ul>
          {problem.errors.map((each) => (
            <li key={each.pointer}>{each.detail}</li>
          ))}
        </ul>
      ) : null}
      {nothingLost ? <span>{t("ui.refusal.nothingLost")}</span> : null}
      {problem.status >= 500 || problem.status === 0 ? (
        <span className="small">
          {problem.instance ? t("ui.refusal.reference", { reference: problem.instance }) : t("ui.refusal.tryLater")}
        </span>
      ) : null}
      {retry ? (
        <div>
          <Button variant="default" size="sm" onClick={retry}>
            {t("ui.retry")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

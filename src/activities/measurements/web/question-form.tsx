import { Button } from "@mantine/core";
import type { JsonifiedValue } from "@orpc/openapi-client";
import { useState } from "react";
import { Choices, Form } from "../../../ui/fields.tsx";
import { Section } from "../../../ui/page.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { ImportAnswers, Preview } from "../contract.ts";
import { AccountField, type AccountSaid, referenceOf } from "./account-field.tsx";

type Question = Exclude<JsonifiedValue<Preview>["question"], null | "mapping">;

/** A cell of the file that shows the doubt, so that the person sees what is asked. */
export function exampleOf(question: Question, tables: JsonifiedValue<Preview>["tables"]): string | undefined {
  const pattern = question === "day-first" ? /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}/u : /^-?\d{1,3},\d{3}$/u;
  return tables.flatMap((table) => table.rows.flat()).find((cell) => pattern.test(cell.trim()));
}

/** One doubt of a file, and the answer that lifts it; it is kept for the files with the same columns. */
export function QuestionForm({
  question,
  seen,
  busy,
  onSubmit,
}: {
  question: Question;
  seen: JsonifiedValue<Preview>;
  busy: boolean;
  onSubmit: (answers: ImportAnswers) => void;
}) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<"yes" | "no" | null>(null);
  const [account, setAccount] = useState<AccountSaid | null>(null);
  const [missing, setMissing] = useState(false);
  const example = question === "account" ? undefined : exampleOf(question, seen.tables);
  const submit = () => {
    if (question === "account") {
      const reference = referenceOf(account);
      if (reference) onSubmit({ account: reference });
      else setMissing(true);
    } else if (answer === null) setMissing(true);
    else onSubmit(question === "day-first" ? { dayFirst: answer === "yes" } : { decimalComma: answer === "yes" });
  };
  const title = {
    "day-first": t("measurements.questions.dayFirst"),
    "decimal-comma": t("measurements.questions.comma"),
    account: t("measurements.questions.account"),
  }[question];
  return (
    <Section
      title={title}
      sub={
        example === undefined
          ? undefined
          : t(
              question === "day-first"
                ? "measurements.questions.dayFirstExample"
                : "measurements.questions.commaExample",
              { text: example },
            )
      }
    >
      <Form onSubmit={submit} label={title}>
        {question === "account" ? (
          <AccountField value={account} onChange={setAccount} error={missing && !referenceOf(account)} />
        ) : (
          <Choices
            name="answer"
            legend={title}
            value={answer ? [answer] : []}
            onChange={([chosen]) => chosen && setAnswer(chosen)}
            error={missing && answer === null ? t("measurements.questions.missing") : undefined}
            choices={
              question === "day-first"
                ? [
                    {
                      value: "yes",
                      label: t("measurements.questions.dayFirstYes"),
                      hint: t("measurements.questions.dayFirstYesHint"),
                    },
                    {
                      value: "no",
                      label: t("measurements.questions.dayFirstNo"),
                      hint: t("measurements.questions.dayFirstNoHint"),
                    },
                  ]
                : [
                    {
                      value: "yes",
                      label: t("measurements.questions.commaYes"),
                      hint: t("measurements.questions.commaYesHint"),
                    },
                    {
                      value: "no",
                      label: t("measurements.questions.commaNo"),
                      hint: t("measurements.questions.commaNoHint"),
                    },
                  ]
            }
          />
        )}
        <p className="small faint">{t("measurements.questions.remember")}</p>
        <div>
          <Button type="submit" loading={busy}>
            {t("measurements.questions.submit")}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

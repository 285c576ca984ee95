import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { toProblem } from "./call.ts";

/**
 * The refusals of a problem beside their fields: `const errorOf = fieldErrors(mutation.error)`, then
 * `<TextInput error={errorOf("/email")} />`.
 */
export function fieldErrors(error: unknown): (pointer: string) => string | undefined {
  if (!error) return () => undefined;
  const problem = toProblem(error);
  return (pointer) => problem.errorAt(pointer);
}

/** A form: sends itself without reloading the page, and leads the focus to the first refused field. */
export function Form({
  onSubmit,
  error,
  wide,
  children,
  label,
}: {
  onSubmit: (values: FormData) => void;
  error?: unknown;
  wide?: boolean;
  children: ReactNode;
  label?: string;
}) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [error]);
  return (
    <form
      ref={form}
      className={wide ? "form wide" : "form"}
      aria-label={label}
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        onSubmit(new FormData(event.currentTarget));
      }}
    >
      {children}
    </form>
  );
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

/** A few choices of which one holds (radio) or several may (checkbox), each a target wide enough for a thumb. */
export function Choices<Value extends string>({
  name,
  legend,
  choices,
  value,
  onChange,
  several,
  error,
}: {
  name: string;
  legend: string;
  choices: readonly Choice<Value>[];
  value: readonly Value[];
  onChange: (value: Value[]) => void;
  several?: boolean;
  error?: string;
}) {
  return (
    <fieldset className="choices" aria-invalid={error ? true : undefined}>
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="choice">
          <input
            type={several ? "checkbox" : "radio"}
            name={name}
            value={choice.value}
            checked={value.includes(choice.value)}
            onChange={(event) => {
              if (!several) onChange([choice.value]);
              else if (event.currentTarget.checked) onChange([...value, choice.value]);
              else onChange(value.filter((each) => each !== choice.value));
            }}
          />
          <span>{choice.label}</span>
          {choice.hint ? <span className="hint">{choice.hint}</span> : null}
        </label>
      ))}
      {error ? (
        <p className="small" role="alert">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

/** The text of a form's field, trimmed; empty when absent. */
export function textOf(values: FormData, name: string): string {
  const value = values.get(name);
  return typeof value === "string" ? value.trim() : "";
}

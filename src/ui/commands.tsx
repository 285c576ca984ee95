import { TextInput } from "@mantine/core";
import { useId, useMemo, useState } from "react";
import { Dialog } from "./dialog.tsx";
import { useTranslation } from "./translation.ts";

export interface Command {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** Other words by which one may look for it. */
  readonly also?: string;
  readonly run: () => void;
}

/** Text without accents or case, so that « prevu » finds « prévu ». */
export function foldedText(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

/** The commands whose label, hint or other words hold every word that was typed; label matches first. */
export function matchingCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const words = foldedText(typed).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return commands;
  const inLabel = (command: Command) => words.every((word) => foldedText(command.label).includes(word));
  return commands
    .filter((command) => {
      const text = foldedText(`${command.label} ${command.hint ?? ""} ${command.also ?? ""}`);
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => Number(inLabel(b)) - Number(inLabel(a)));
}

/** Ctrl K: type a few letters, press Enter. */
export function Commands({
  open,
  commands,
  onClose,
}: {
  open: boolean;
  commands: readonly Command[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} title={t("ui.commands.title")} onClose={onClose}>
      <CommandList commands={commands} onClose={onClose} />
    </Dialog>
  );
}

function CommandList({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const found = useMemo(() => matchingCommands(commands, typed), [commands, typed]);
  const chosen = found[Math.min(at, found.length - 1)];
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  return (
    <>
      <TextInput
        label={t("ui.commands.label")}
        value={typed}
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={chosen ? `${list}-${chosen.id}` : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setAt((before) => (before + 1) % Math.max(1, found.length));
          else if (event.key === "ArrowUp") setAt((before) => (before - 1 + found.length) % Math.max(1, found.length));
          else if (event.key === "Enter") run(chosen);
          else return;
          event.preventDefault();
        }}
      />
      <div id={list} role="listbox" aria-label={t("ui.commands.title")} className="command-list">
        {found.map((command) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above handles the keys of the whole list
          <div
            key={command.id}
            id={`${list}-${command.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={command === chosen}
            className="command"
            onClick={() => run(command)}
          >
            <span>{command.label}</span>
            {command.hint ? <span className="small faint">{command.hint}</span> : null}
          </div>
        ))}
      </div>
      {found.length === 0 ? <p role="status">{t("ui.commands.none", { typed })}</p> : null}
    </>
  );
}

// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Problem } from "./call.ts";
import { Chart, tabSeparated } from "./chart.tsx";
import { Commands, matchingCommands } from "./commands.tsx";
import { DataTable } from "./data-table.tsx";
import { Confirm } from "./dialog.tsx";
import { clearNotices, Notices, sayDone } from "./done.tsx";
import { Choices, fieldErrors } from "./fields.tsx";
import { Figures } from "./figures.tsx";
import { KnownDays } from "./known-days.tsx";
import { speak } from "./language.ts";
import { Bones, EmptyState, Page } from "./page.tsx";
import { PeriodPicker } from "./period-picker.tsx";
import { Refusal } from "./refusal.tsx";
import { Gauge, StatusTag } from "./status.tsx";
import { draw } from "./testing.tsx";

beforeAll(() => speak("fr"));
afterEach(() => {
  cleanup();
  act(() => clearNotices());
});

describe("a page", () => {
  it("has one h1, the sentence, and names the tab", async () => {
    await draw(<Page name="Passerelle" sentence="Trois objectifs sur quatre tiennent leur cap." />);
    expect(screen.getAllByRole("heading", { level: 1 })).toHaveLength(1);
    expect(document.title).toBe("Passerelle · Vigie");
  });
  it("shows its bones while it loads, and says so", async () => {
    const { container } = await draw(<Bones figures={4} chart />);
    expect(screen.getByRole("status").textContent).toBe("Chargement de la page…");
    expect(container.querySelectorAll(".figures-bone, .chart-bone")).toHaveLength(2);
  });
  it("says what it is for when it is empty", async () => {
    await draw(<EmptyState title="Aucun compte" purpose="Chaque chiffre appartient à un compte." />);
    expect(screen.getByRole("heading", { name: "Aucun compte" })).toBeTruthy();
  });
});

describe("figures and statuses", () => {
  it("tell the unknown in words, never as zero", async () => {
    await draw(<Figures figures={[{ label: "Couverture", value: null, unknown: "inconnue depuis lundi" }]} />);
    expect(screen.getByText("inconnue depuis lundi")).toBeTruthy();
    expect(screen.queryByText("0")).toBeNull();
  });
  it("carry a word and a shape beside the colour", async () => {
    const { container } = await draw(<StatusTag tone="look">en retard</StatusTag>);
    expect(container.querySelector("svg path")).toBeTruthy();
    expect(screen.getByText("en retard")).toBeTruthy();
  });
  it("read a gauge as a sentence", async () => {
    await draw(<Gauge rate={0.41} expected={0.58} tone="look" sentence="5 sur 12, il en faudrait 7." />);
    expect(screen.getByRole("img", { name: "5 sur 12, il en faudrait 7." })).toBeTruthy();
  });
});

describe("the days that a figure knows", () => {
  const one = (gaps: { accountId: number; lacking: { from: string; to: string }[] }[], known = 77) => (
    <KnownDays known={known} all={77} gaps={gaps} nameOf={(id) => (id === 7 ? "Stand du marché" : "Comptoir")} />
  );
  it("are not spoken of when none is missing", async () => {
    await draw(one([]));
    expect(screen.queryByText(/jours connus/u)).toBeNull();
  });
  it("name the account that lacks some, and which", async () => {
    const { container } = await draw(
      one([
        {
          accountId: 7,
          lacking: [
            { from: "2026-09-01", to: "2026-11-09" },
            { from: "2026-11-15", to: "2026-11-15" },
          ],
        },
        { accountId: 8, lacking: [{ from: "2026-11-16", to: "2026-11-16" }] },
      ]),
    );
    expect(container.textContent).toContain("77 jours connus sur 77.");
    expect(container.textContent).toContain(
      "Stand du marché\u00a0: il manque 71 jours (1 sept. – 9 nov. 2026 et 15 nov. 2026).",
    );
    expect(container.textContent).toContain("Comptoir\u00a0: il manque 1 jour (16 nov. 2026).");
  });
  it("count the stretches when there are too many to list", async () => {
    const days = ["2026-11-01", "2026-11-03", "2026-11-05", "2026-11-07"];
    const { container } = await draw(one([{ accountId: 7, lacking: days.map((day) => ({ from: day, to: day })) }], 70));
    expect(container.textContent).toContain("(1 nov. 2026, 3 nov. 2026 et 2 autres périodes).");
  });
});

describe("a refusal", () => {
  it("speaks the reader’s language from the code, with its values", async () => {
    const problem = new Problem({ status: 429, code: "sign-in/too-many-attempts", params: { seconds: 42 } });
    await draw(<Refusal error={problem} />);
    expect(screen.getByRole("alert").textContent).toContain("Attendez 42 secondes");
    cleanup();
    await draw(<Refusal error={problem} />, "en");
    expect(screen.getByRole("alert").textContent).toContain("Wait 42 seconds");
    await speak("fr");
  });
  it("gives the reference of a fault and offers another try", async () => {
    const retry = vi.fn();
    await draw(
      <Refusal error={new Problem({ status: 500, code: "access/unexpected", instance: "r-17" })} retry={retry} />,
    );
    expect(screen.getByRole("alert").textContent).toContain("r-17");
    fireEvent.click(screen.getByRole("button", { name: "Réessayer" }));
    expect(retry).toHaveBeenCalledOnce();
  });
  it("falls back on the server’s words for a code it does not know", async () => {
    await draw(<Refusal error={new Problem({ status: 409, code: "later/unheard-of", detail: "Déjà fait." })} />);
    expect(screen.getByRole("alert").textContent).toContain("Déjà fait.");
  });
  it("stands beside its field", () => {
    const errorOf = fieldErrors(
      new Problem({
        status: 400,
        code: "access/input-malformed",
        errors: [{ pointer: "/email", detail: "illisible" }],
      }),
    );
    expect(errorOf("/email")).toBe("illisible");
    expect(errorOf("/name")).toBeUndefined();
  });
});

describe("a table", () => {
  it("labels every cell, for the cards of a phone, and keeps its roles", async () => {
    await draw(
      <DataTable
        caption="Membres"
        rows={[{ id: 1, name: "Anne", role: "Lecteur" }]}
        rowKey={(row) => row.id}
        columns={[
          { key: "name", label: "Nom", head: true, cell: (row) => row.name },
          { key: "role", label: "Rôle", cell: (row) => row.role },
        ]}
      />,
    );
    const table = screen.getByRole("table", { name: "Membres" });
    expect(within(table).getByRole("rowheader").textContent).toBe("Anne");
    expect(within(table).getByRole("cell").getAttribute("data-label")).toBe("Rôle");
  });
});

describe("asking and undoing", () => {
  it("says what will be lost before it is", async () => {
    const confirm = vi.fn();
    await draw(
      <Confirm
        open
        title="Retirer Yann ?"
        lost={["Ses jetons."]}
        verb="Retirer"
        onConfirm={confirm}
        onClose={() => {}}
      />,
    );
    expect(screen.getByText("Ses jetons.")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Retirer" }));
    expect(confirm).toHaveBeenCalledOnce();
  });
  it("offers the way back once, then goes", async () => {
    await draw(<Notices />);
    const undo = vi.fn();
    act(() => sayDone("Le service est archivé.", undo));
    fireEvent.click(screen.getByRole("button", { name: "Annuler" }));
    expect(undo).toHaveBeenCalledOnce();
    expect(screen.queryByText("Le service est archivé.")).toBeNull();
  });
  it("lets several choices be held", async () => {
    const change = vi.fn();
    await draw(
      <Choices
        several
        name="roles"
        legend="Rôles"
        value={["reader"]}
        onChange={change}
        choices={[
          { value: "reader", label: "Lecteur" },
          { value: "admin", label: "Administrateur" },
        ]}
      />,
    );
    fireEvent.click(screen.getByLabelText("Administrateur"));
    expect(change).toHaveBeenCalledWith(["reader", "admin"]);
  });
});

describe("the keyboard", () => {
  it("moves the period with [ and ], not while typing", async () => {
    const change = vi.fn();
    await draw(
      <>
        <PeriodPicker period="2026-W01" onChange={change} />
        <input aria-label="texte" />
      </>,
    );
    fireEvent.keyDown(document.body, { key: "[" });
    expect(change).toHaveBeenLastCalledWith("2025-W52");
    fireEvent.keyDown(document.body, { key: "]" });
    expect(change).toHaveBeenLastCalledWith("2026-W02");
    fireEvent.keyDown(screen.getByLabelText("texte"), { key: "[" });
    expect(change).toHaveBeenCalledTimes(2);
  });
  it("finds commands without accents and runs the chosen one", async () => {
    const run = vi.fn();
    const commands = [
      { id: "a", label: "Importer un export", run: () => {} },
      { id: "b", label: "Sécurité de votre compte", run },
    ];
    expect(matchingCommands(commands, "securite").map((each) => each.id)).toEqual(["b"]);
    expect(matchingCommands(commands, "zzz")).toEqual([]);
    await draw(<Commands open commands={commands} onClose={() => {}} />);
    const field = screen.getByRole("combobox");
    fireEvent.keyDown(field, { key: "ArrowDown" });
    expect(screen.getAllByRole("option")[1]?.getAttribute("aria-selected")).toBe("true");
    fireEvent.keyDown(field, { key: "Enter" });
    expect(run).toHaveBeenCalledOnce();
  });
  it("shows the table behind a chart with T, ready for a spreadsheet", async () => {
    const table = {
      caption: "Couverture par semaine",
      columns: [{ label: "Semaine" }, { label: "Couverture", align: "end" as const }],
      rows: [
        ["45", "10 300"],
        ["46", "inconnue"],
      ],
    };
    await draw(
      <Chart finding="La couverture recule" measure="Comptes touchés" altText="…" option={() => ({})} table={table} />,
    );
    expect(screen.getByRole("button", { pressed: false })).toBeTruthy();
    fireEvent.keyDown(document.body, { key: "t" });
    expect(screen.getByRole("button", { pressed: true })).toBeTruthy();
    expect(screen.getByRole("table", { name: "Couverture par semaine" })).toBeTruthy();
    expect(tabSeparated(table)).toBe("Semaine\tCouverture\n45\t10 300\n46\tinconnue");
  });
});

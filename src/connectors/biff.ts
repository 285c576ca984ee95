import { Worker } from "node:worker_threads";
import { ConnectorRefusal } from "./contract.ts";
import type { Limits } from "./limits.ts";
import type { Sheet } from "./workbook.ts";

export interface BiffRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What the thread that reads a binary workbook says. */
export type BiffAnswer =
  | { readonly kind: "sheet"; readonly name: string; readonly rows: readonly BiffRow[] }
  | { readonly kind: "refused"; readonly code: "password-protected" | "workbook-damaged" | "workbook-too-large" }
  | { readonly kind: "done" };

const mostSeconds = 30;

/**
 * The sheets of an old binary `.xls` (BIFF). The format cannot be streamed and a few wrong bytes can make its reader
 * ask for gigabytes: it is read in a thread with little memory and little time, whose end is not ours.
 *
 * @throws ConnectorRefusal `password-protected`, `workbook-damaged`, `workbook-too-large`
 */
export async function openBiff(bytes: Uint8Array, limits: Limits): Promise<Sheet[]> {
  const worker = new Worker(new URL("./biff-worker.ts", import.meta.url), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 },
    // The reader talks to the console about records it does not know.
    stdout: true,
    stderr: true,
  });
  const sheets: Sheet[] = [];
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new ConnectorRefusal("workbook-damaged")), mostSeconds * 1_000);
      worker.on("message", (answer: BiffAnswer) => {
        if (answer.kind === "refused") reject(new ConnectorRefusal(answer.code));
        else if (answer.kind === "done") resolve();
        else if (sheets.length < limits.tables) sheets.push(sheetOf(answer.name, answer.rows));
      });
      // Out of memory ends the thread, not the program.
      worker.on("error", (error) => {
        const full = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
        reject(full ? new ConnectorRefusal("workbook-too-large") : new ConnectorRefusal("workbook-damaged"));
      });
      worker.on("exit", () => reject(new ConnectorRefusal("workbook-damaged")));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
  return sheets;
}

function sheetOf(name: string, rows: readonly BiffRow[]): Sheet {
  return {
    name,
    batches: async function* () {
      yield rows;
    },
  };
}

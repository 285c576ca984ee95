import { basename } from "node:path";
import { ConnectorRefusal } from "../../connectors/contract.ts";
import { sentenceOf } from "../../connectors/rejections.ts";
import { openFile } from "../../connectors/tabular.ts";
import { Refused } from "../../platform/cli.ts";

/** The rows of a table given at the command line, by column name; the first full line names the columns. */
export async function readTable(path: string, language: "fr" | "en"): Promise<Record<string, string>[]> {
  try {
    const file = await openFile(path, basename(path));
    const table = file.head.tables[0];
    const rows: Record<string, string>[] = [];
    let names: readonly string[] | undefined;
    for await (const { cells } of file.rows(table?.name ?? "")) {
      if (cells.every((cell) => cell.trim() === "")) continue;
      if (names === undefined) names = cells.map((cell) => cell.trim());
      else rows.push(Object.fromEntries(names.map((name, index) => [name, cells[index]?.trim() ?? ""])));
    }
    return rows;
  } catch (error) {
    if (error instanceof ConnectorRefusal) throw new Refused(`${path}: ${sentenceOf(error, language)}`);
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      throw new Refused(
        language === "fr" ? `${path} : ce fichier n’existe pas.` : `${path}: this file does not exist.`,
      );
    }
    throw error;
  }
}

import { request } from "../../../ui/call.ts";

/** The name that the server gave a file. */
export function fileNameIn(disposition: string | null, otherwise: string): string {
  return /filename="([^"]+)"/u.exec(disposition ?? "")?.[1] ?? otherwise;
}

/**
 * Fetches a report as a file and hands it to the browser: the address alone would not do, for the server learns from a
 * header which organisation is meant.
 *
 * @returns the file's name
 */
export async function downloadReport(
  period: string,
  format: "pdf" | "html" | "json",
  language: "fr" | "en",
): Promise<string> {
  const response = await request(`/api/reports/${period}/file?format=${format}&language=${language}`);
  const name = fileNameIn(response.headers.get("content-disposition"), `${period}.${format}`);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the file over by then; at once would cut some of them off.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return name;
}

import { useSyncExternalStore } from "react";
import { Problem, problemOf, requestHeaders } from "../../../ui/call.ts";
import type { Batch } from "./batch.ts";

/**
 * Files on their way to the server. They live outside the pages: one may leave the page, even the organisation, and
 * find them again. One file after the other, so that the first is ready soonest.
 */
export interface Upload {
  readonly id: number;
  /** The organisation the file was dropped in: it stays hers whatever page is shown when its turn comes. */
  readonly slug: string;
  readonly file: File;
  readonly state: "waiting" | "sending" | "failed";
  readonly sent: number;
  readonly error: unknown;
  readonly onArrival: (batch: Batch) => void;
}

let uploads: readonly Upload[] = [];
let lastId = 0;
let abort: { id: number; stop: () => void } | null = null;
const listeners = new Set<() => void>();

function change(next: readonly Upload[]): void {
  uploads = next;
  for (const listener of listeners) listener();
}

const patch = (id: number, part: Partial<Upload>): void =>
  change(uploads.map((each) => (each.id === id ? { ...each, ...part } : each)));

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The files of an organisation that are on their way, or could not be sent. */
export function useUploads(slug: string): readonly Upload[] {
  return useSyncExternalStore(subscribe, () => uploads).filter((each) => each.slug === slug);
}

/** Sends files, one after the other. `onArrival` is called for each that the server holds whole. */
export function addUploads(slug: string, files: readonly File[], onArrival: (batch: Batch) => void): void {
  change([
    ...uploads,
    ...files.map((file) => {
      lastId += 1;
      return { id: lastId, slug, file, state: "waiting" as const, sent: 0, error: null, onArrival };
    }),
  ]);
  void sendNext();
}

/** Stops a file on its way, or takes one that failed off the list. */
export function removeUpload(id: number): void {
  if (abort?.id === id) abort.stop();
  change(uploads.filter((each) => each.id !== id));
  void sendNext();
}

/** Sends a file that did not arrive once more. */
export function sendAgain(id: number): void {
  patch(id, { state: "waiting", sent: 0, error: null });
  void sendNext();
}

async function sendNext(): Promise<void> {
  if (uploads.some((each) => each.state === "sending")) return;
  const next = uploads.find((each) => each.state === "waiting");
  window.onbeforeunload = next ? (event) => event.preventDefault() : null;
  if (!next) return;
  patch(next.id, { state: "sending" });
  try {
    const batch = await send(next);
    // Arrived, it is in the list of imports: nothing is left to follow here.
    change(uploads.filter((each) => each.id !== next.id));
    next.onArrival(batch);
  } catch (error) {
    if (uploads.some((each) => each.id === next.id)) patch(next.id, { state: "failed", error });
  } finally {
    abort = null;
    void sendNext();
  }
}

/** By XMLHttpRequest: `fetch` does not tell how much of a body has left. */
function send({ id, slug, file }: Upload): Promise<Batch> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    abort = { id, stop: () => request.abort() };
    request.open("POST", `/api/measurements/upload?name=${encodeURIComponent(file.name)}`);
    for (const [name, value] of Object.entries({ ...requestHeaders(), "vigie-organisation": slug }))
      request.setRequestHeader(name, value);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (event) => patch(id, { sent: event.loaded });
    request.onerror = () => reject(new Problem({ status: 0, code: "ui/offline" }));
    request.onabort = () => reject(new DOMException("stopped", "AbortError"));
    request.onload = () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as Batch);
      else problemOf(new Response(request.responseText, { status: request.status })).then(reject, reject);
    };
    request.send(file);
  });
}

import yauzl from "yauzl";
import { ConnectorRefusal } from "./contract.ts";
import type { OpenBytes } from "./encoding.ts";
import type { Limits } from "./limits.ts";

/** A file inside a zip. */
export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: number;
  readonly open: OpenBytes;
}

/**
 * Lists a zip without unpacking it. What the directory promises is checked against the limits here; what the bytes
 * really hold is checked while reading (an entry that grows past its promise stops).
 *
 * @throws ConnectorRefusal `zip-too-many-files`, `zip-bomb`, `password-protected`, `zip-damaged`
 */
export async function listArchive(path: string, limits: Limits): Promise<ArchiveEntry[]> {
  const zip = await openZip(path);
  const entries: ArchiveEntry[] = [];
  let total = 0;
  try {
    for await (const entry of eachEntry(zip)) {
      if (entry.fileName.endsWith("/")) continue;
      if (entries.length >= limits.zipEntries) {
        throw new ConnectorRefusal("zip-too-many-files", { limit: limits.zipEntries });
      }
      if (entry.isEncrypted()) throw new ConnectorRefusal("password-protected");
      total += entry.uncompressedSize;
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      if (total > limits.zipBytes || (entry.uncompressedSize > limits.zipRatioFrom && ratio > limits.zipRatio)) {
        throw new ConnectorRefusal("zip-bomb", { entry: entry.fileName });
      }
      const name = entry.fileName;
      entries.push({ name, bytes: entry.uncompressedSize, open: () => readEntry(path, name) });
    }
  } catch (error) {
    throw translate(error);
  } finally {
    zip.close();
  }
  return entries;
}

async function openZip(path: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) reject(translate(error));
      else resolve(zip);
    });
  });
}

async function* eachEntry(zip: yauzl.ZipFile): AsyncIterable<yauzl.Entry> {
  for (;;) {
    const entry = await new Promise<yauzl.Entry | undefined>((resolve, reject) => {
      const onEntry = (found: yauzl.Entry) => finish(() => resolve(found));
      const onEnd = () => finish(() => resolve(undefined));
      const onError = (error: Error) => finish(() => reject(error));
      const finish = (then: () => void) => {
        zip.off("entry", onEntry).off("end", onEnd).off("error", onError);
        then();
      };
      zip.on("entry", onEntry).on("end", onEnd).on("error", onError);
      zip.readEntry();
    });
    if (!entry) return;
    yield entry;
  }
}

async function* readEntry(path: string, name: string): AsyncIterable<Uint8Array> {
  const zip = await openZip(path);
  try {
    for await (const entry of eachEntry(zip)) {
      if (entry.fileName !== name) continue;
      const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
        zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
      });
      for await (const chunk of stream) yield chunk as Uint8Array;
      return;
    }
  } catch (error) {
    throw translate(error, name);
  } finally {
    zip.close();
  }
}

function translate(error: unknown, entry = ""): unknown {
  if (error instanceof ConnectorRefusal || !(error instanceof Error)) return error;
  // yauzl stops an entry whose bytes do not match the size its directory announced.
  if (/too many bytes/i.test(error.message)) return new ConnectorRefusal("zip-bomb", { entry });
  if ("code" in error && String(error.code).startsWith("E")) return error;
  return new ConnectorRefusal("zip-damaged");
}

import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { call } from "@orpc/server";
import { stream } from "hono/streaming";
import { access } from "../../kernel/problems.ts";
import { callOf, type HttpApp } from "../../platform/http.ts";
import { holdsRole, openScope } from "../../platform/operation.ts";
import { uploadFolder } from "../../platform/organisation-folder.ts";
import { measurements, problem } from "./contract.ts";
import { getImport, receive } from "./operations.ts";

/** Raw HTTP of the measurements: the upload of a file, and the progress of its import. */
export const measurementsRoutes = {
  mount(app: HttpApp): void {
    app.post("/api/measurements/upload", async (c) => {
      const context = callOf(c);
      const { roles } = measurements.receive["~orpc"].meta;
      // Refuse before the first byte is written, not after half a gigabyte.
      await openScope(context, async (scope) => {
        if (!holdsRole(scope, roles)) throw access("role-missing", { roles });
      });
      const fileName = nameOf(c.req.query("name"));
      const { maxUploadBytes } = context.config;
      const folder = uploadFolder(context.config);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, randomUUID());
      try {
        const { sha256, sizeBytes } = await write(c.req.raw, path, maxUploadBytes);
        const batch = await call(
          receive,
          { path, fileName, sha256, sizeBytes },
          { context, path: ["measurements", "receive"] },
        );
        return c.json(batch, 201);
      } finally {
        await rm(path, { force: true });
      }
    });

    app.get("/api/measurements/imports/:id/events", async (c) => {
      const context = callOf(c);
      const id = Number(c.req.param("id"));
      const read = () => call(getImport, { id }, { context });
      const organisationId = await openScope(context, async (scope) => scope.organisationId);
      const first = await read();
      c.header("content-type", "text/event-stream");
      c.header("x-accel-buffering", "no");
      return stream(c, async (out) => {
        const gone = new AbortController();
        out.onAbort(() => gone.abort());
        // Who follows is asked again now and then: the browser comes back by itself, somebody put out does not.
        const turn = setTimeout(() => gone.abort(), followMilliseconds);
        const timer = setInterval(() => context.jobs.announce(organisationId, `import:${id}`), 5000);
        try {
          await out.write(`data: ${JSON.stringify(first)}\n\n`);
          if (isOver(first.state)) return;
          for await (const _ of context.jobs.follow(organisationId, `import:${id}`, gone.signal)) {
            const batch = await read();
            await out.write(`data: ${JSON.stringify(batch)}\n\n`);
            if (isOver(batch.state)) return;
          }
        } finally {
          clearInterval(timer);
          clearTimeout(turn);
        }
      });
    });
  },
};

/** A stream of events ends after this long. */
const followMilliseconds = 10 * 60_000;
/** An upload of which nothing arrives for this long is given up. */
const stillMilliseconds = 60_000;

const isOver = (state: string) => !["received", "queued", "running"].includes(state);

function nameOf(given: string | undefined): string {
  const name = basename((given ?? "").replaceAll("\\", "/"))
    // Marks of direction too: they make a name read as another one.
    .replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "")
    .trim();
  if (name === "") throw problem("upload-unnamed");
  return name.slice(0, 255);
}

async function write(request: Request, path: string, limit: number): Promise<{ sha256: string; sizeBytes: number }> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  const megabytes = Math.round(limit / 1024 / 1024);
  if (announced > limit) throw problem("file-too-large", { megabytes });
  if (!request.body) throw problem("upload-empty");
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const still = new AbortController();
  const patience = setTimeout(() => still.abort(), stillMilliseconds);
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      patience.refresh();
      sizeBytes += chunk.length;
      hash.update(chunk);
      if (sizeBytes > limit) done(problem("file-too-large", { megabytes }));
      else done(null, chunk);
    },
  });
  try {
    const target = createWriteStream(path, { mode: 0o600 });
    await pipeline(request.body as unknown as AsyncIterable<Uint8Array>, meter, target, { signal: still.signal });
  } catch (error) {
    // Whoever left half-way, or stands still, sent nothing that can be kept.
    if (still.signal.aborted || request.signal.aborted) throw problem("upload-empty");
    throw error;
  } finally {
    clearTimeout(patience);
  }
  if (sizeBytes === 0) throw problem("upload-empty");
  return { sha256: hash.digest("hex"), sizeBytes };
}

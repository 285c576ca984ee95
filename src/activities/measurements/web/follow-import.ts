import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { request } from "../../../ui/call.ts";
import { type Batch, isUnderWay } from "./batch.ts";
import { calls } from "./calls.ts";

/** The data of each event of a server-sent stream, as it arrives; events may be cut anywhere by the network. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncIterable<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let kept = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const parts = (kept + value).split(/\r?\n\r?\n/u);
      kept = parts.pop() ?? "";
      for (const part of parts) {
        const data = part
          .split(/\r?\n/u)
          .filter((line) => line.startsWith("data:"))
          .map((line) => line.slice(5).trimStart());
        if (data.length > 0) yield data.join("\n");
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** An import, followed live while the server works on it; by asking again each second when the stream breaks. */
export function useImport(id: number) {
  const queries = useQueryClient();
  const options = calls.getImport.queryOptions({ input: { id } });
  const query = useQuery({
    ...options,
    refetchInterval: ({ state }) =>
      state.data && isUnderWay(state.data) ? (streaming.has(id) ? 10_000 : 1000) : false,
  });
  const underWay = query.data !== undefined && isUnderWay(query.data);
  useEffect(() => {
    if (!underWay) return;
    const gone = new AbortController();
    streaming.add(id);
    void (async () => {
      try {
        const response = await request(`/api/measurements/imports/${id}/events`, { signal: gone.signal });
        if (!response.body) return;
        for await (const data of eventsOf(response.body)) {
          const batch = JSON.parse(data) as Batch;
          queries.setQueryData(calls.getImport.queryKey({ input: { id } }), batch);
          if (isUnderWay(batch)) continue;
          // Every figure may have moved: what other pages hold is asked again when they are opened.
          await queries.invalidateQueries({ refetchType: "active" });
        }
      } catch {
        // A broken stream is no failure of the import: the question each second goes on.
      } finally {
        streaming.delete(id);
      }
    })();
    return () => gone.abort();
  }, [id, underWay, queries]);
  return query;
}

/** Imports whose stream is open: they need no question each second. */
const streaming = new Set<number>();

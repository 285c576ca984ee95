import { expect, it } from "vitest";
import { eventsOf } from "./follow-import.ts";

function streamOf(...chunks: readonly string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
}

async function all(body: ReadableStream<Uint8Array>): Promise<string[]> {
  const events: string[] = [];
  for await (const each of eventsOf(body)) events.push(each);
  return events;
}

it("reads events cut anywhere, even inside a letter", async () => {
  const bytes = new TextEncoder().encode('data: {"a":"é"}\n\ndata: {"b":2}\n\n');
  const cut = (at: number) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, at));
        controller.enqueue(bytes.slice(at));
        controller.close();
      },
    });
  for (let at = 1; at < bytes.length; at++) expect(await all(cut(at))).toEqual(['{"a":"é"}', '{"b":2}']);
});

it("passes over comments and an event that never ended", async () => {
  expect(await all(streamOf(": still here\n\n", "data: 1\r\n\r\n", "data: 2"))).toEqual(["1"]);
});

import { createHash } from "node:crypto";

/** Polarity that a person of the project gave to a public text: 0 negative, 1 neutral, 2 positive. */
export type AnnotatedPolarity = 0 | 1 | 2;

/**
 * Name of a public text in `annotations/*.jsonl`: the first 16 hexadecimal digits of its SHA-256. The text itself stays
 * where its licence leaves it; only our reading of it is in the project.
 */
export function annotationKey(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, 16);
}

/** Reads the lines of `annotations/*.jsonl`, `{"h": key, "pol": 0 | 1 | 2}`; throws a sentence that names a bad line. */
export function readAnnotations(files: readonly (readonly [string, string])[]): Map<string, AnnotatedPolarity> {
  const annotations = new Map<string, AnnotatedPolarity>();
  for (const [name, content] of files) {
    for (const [index, line] of content.split("\n").entries()) {
      if (line.trim() === "") continue;
      const { h, pol } = JSON.parse(line) as { h?: unknown; pol?: unknown };
      if (typeof h !== "string" || !/^[0-9a-f]{16}$/.test(h) || (pol !== 0 && pol !== 1 && pol !== 2)) {
        throw new Error(`${name}, line ${index + 1}: "h" must be 16 hexadecimal digits and "pol" 0, 1 or 2.`);
      }
      annotations.set(h, pol);
    }
  }
  return annotations;
}

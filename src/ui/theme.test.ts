import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "theme.css"), "utf8");

/** The custom properties of a block, six-digit colours only. */
function colours(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("}", start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/gu)].map((match) => [match[1], match[2]]));
}

/** WCAG 2 relative luminance. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const light = colours(":root");
const schemes = { light, dark: { ...light, ...colours(':root[data-mantine-color-scheme="dark"]') } };

describe.each(Object.entries(schemes))("colours, %s", (_, scheme) => {
  const of = (name: string) => scheme[name] as string;
  it("read AAA for body text", () => {
    for (const ground of ["paper", "card"]) {
      expect(contrast(of("ink"), of(ground))).toBeGreaterThanOrEqual(7);
      expect(contrast(of("muted"), of(ground))).toBeGreaterThanOrEqual(7);
    }
  });
  it("read AA for small text, links and statuses", () => {
    const pairs = [
      ["faint", "paper"],
      ["faint", "card"],
      ["faint", "gap"],
      ["sea", "paper"],
      ["sea", "card"],
      ["sea", "sea-soft"],
      ["on-sea", "sea"],
      ["on-sea", "sea-strong"],
      ["hold", "hold-soft"],
      ["look", "look-soft"],
      ["act", "act-soft"],
      ["act", "paper"],
      ["paper", "act"],
      ["paper", "ink"],
      ["ink", "act-soft"],
      ["ink", "look-soft"],
    ] as const;
    for (const [text, ground] of pairs) {
      expect(contrast(of(text), of(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });
  it("draw the edges of fields and the lines of charts at 3 to 1", () => {
    const names = ["edge", "sea", "series-1", "series-2", "series-3", "series-4", "hold", "look", "act"];
    for (const name of names) {
      for (const ground of ["paper", "card"]) {
        expect(contrast(of(name), of(ground)), `${name} on ${ground}`).toBeGreaterThanOrEqual(3);
      }
    }
  });
});

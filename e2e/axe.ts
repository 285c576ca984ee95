import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Fails with the rule, the element and the page when axe finds anything against WCAG 2.2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const found = violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${new URL(page.url()).pathname}: ${violation.id} on ${node.target.join(" ")} — ${node.failureSummary}`,
    ),
  );
  expect(found).toEqual([]);
}

/** A phone of 360 pixels must not scroll sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, globalThis.innerWidth]);
  expect(content, page.url()).toBeLessThanOrEqual(window as number);
}

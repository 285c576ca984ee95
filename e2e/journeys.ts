import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, vi } from "vitest";
import { type BrowserOrReason, openBrowser } from "./browser.ts";
import { type RunningVigie, startVigie } from "./running-vigie.ts";

// A limit that only a hang reaches, however busy the machine: a journey draws many pages.
vi.setConfig({ testTimeout: 480_000 });

const opened: BrowserOrReason = await openBrowser();
afterAll(async () => {
  if ("browser" in opened) await opened.browser.close();
});

/** What a journey walks in: a real server with an empty data folder, and a browser. */
export interface Journey {
  readonly vigie: RunningVigie;
  /** A fresh browser window; the French one of a desktop unless told otherwise. */
  window(options?: { language?: "fr" | "en"; dark?: boolean; width?: number }): Promise<Page>;
}

/** Describes a journey; skips it visibly, with the reason, where no browser can start. */
export function journey(name: string, walk: (journey: Journey) => void): void {
  if ("reason" in opened) {
    describe.skip(`${name} (${opened.reason})`, () => {
      walk({ vigie: undefined as never, window: undefined as never });
    });
    return;
  }
  describe(name, () => {
    const windows: BrowserContext[] = [];
    let vigie: RunningVigie;
    beforeAll(async () => {
      vigie = await startVigie();
    }, 240_000);
    afterAll(async () => {
      for (const each of windows) await each.close();
      await vigie.stop();
    }, 240_000);
    walk({
      get vigie() {
        return vigie;
      },
      async window({ language = "fr", dark = false, width = 1440 } = {}) {
        const context = await opened.browser.newContext({
          viewport: { width, height: 900 },
          colorScheme: dark ? "dark" : "light",
          locale: language === "fr" ? "fr-FR" : "en-GB",
          reducedMotion: "reduce",
          timezoneId: "Europe/Paris",
        });
        windows.push(context);
        const page = await context.newPage();
        page.setDefaultTimeout(90_000);
        return page;
      },
    });
  });
}

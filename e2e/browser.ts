import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const plainArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A headless Chromium, or the reason why none can start here. */
export type BrowserOrReason = { readonly browser: Browser } | { readonly reason: string };

/**
 * Starts a headless Chromium: the one of CHROMIUM_PATH, else the one that npm brought, with the libraries it carries
 * where the system lacks them.
 */
export async function openBrowser(): Promise<BrowserOrReason> {
  const given = process.env["CHROMIUM_PATH"];
  if (given) return launch(given, {});
  if (process.platform !== "linux" || process.arch !== "x64") {
    return {
      reason: `npm ships no Chromium for ${process.platform}-${process.arch}; set CHROMIUM_PATH to one of yours`,
    };
  }
  const { default: shipped } = await import("@sparticuz/chromium");
  const executable = await shipped.executablePath();
  const plain = await launch(executable, {});
  if ("browser" in plain) return plain;
  const libraries = await carriedLibraries();
  const withLibraries = await launch(executable, { LD_LIBRARY_PATH: libraries });
  return "browser" in withLibraries ? withLibraries : plain;
}

async function launch(executablePath: string, environment: Record<string, string>): Promise<BrowserOrReason> {
  try {
    const browser = await chromium.launch({
      executablePath,
      headless: true,
      args: plainArguments,
      env: { ...(process.env as Record<string, string>), ...environment },
    });
    return { browser };
  } catch (error) {
    return { reason: `Chromium (${executablePath}) does not start: ${(error as Error).message.split("\n")[0]}` };
  }
}

/** The package carries the libraries of a bare system, but unpacks them by itself only in its own cloud. */
async function carriedLibraries(): Promise<string> {
  const folder = join(tmpdir(), "al2023", "lib");
  if (!existsSync(folder)) {
    const root = new URL("../node_modules/@sparticuz/chromium/", import.meta.url);
    const { inflate } = (await import(new URL("build/esm/lambdafs.js", root).href)) as {
      inflate(path: string): Promise<string>;
    };
    await inflate(new URL("bin/al2023.tar.br", root).pathname);
  }
  return folder;
}

import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { openBrowser } from "../e2e/browser.ts";
import { startVigie } from "../e2e/running-vigie.ts";

/**
 * Makes the guide's pictures again, in both languages: a real Vigie with an empty data folder, an organisation set up
 * as a stranger would, the demonstration, and a browser that goes from page to page. `node scripts/take-pictures.ts`
 * takes all of them; names after it take only those (`node scripts/take-pictures.ts indicator report`).
 */

const folder = join(import.meta.dirname, "../docs/pictures");
const exported = join(
  import.meta.dirname,
  "../src/connectors/fixtures/meta-content/Nov-01-2026_Nov-15-2026_100200300.csv",
);
const ownTable = {
  fr: "Jour;Visiteurs à l’accueil;Bons retirés\n02/11/2026;214;18\n03/11/2026;198;22\n04/11/2026;305;31\n05/11/2026;187;12\n",
  en: "Day;Visitors at the desk;Coupons used\n2026-11-09;214;18\n2026-11-10;198;22\n2026-11-11;305;31\n2026-11-12;187;12\n",
};
const heaviestBytes = 250_000;
/** Charts redraw when the window changes its size; nothing on the page says when they have. */
const drawnMilliseconds = 300;
const languages = ["fr", "en"] as const;
type Language = (typeof languages)[number];

interface Visit {
  readonly page: Page;
  readonly language: Language;
  /** Opens a page of an organisation and waits until it has drawn itself. */
  go(slug: string, path: string): Promise<void>;
  /** The French words of a control, or the English ones. */
  say(fr: string, en: string): string;
}
interface Picture {
  readonly name: string;
  /** Height of the window; the picture is what it shows. */
  readonly height?: number;
  /** Brings the browser to what the picture shows; the part it answers is all that is kept. */
  readonly show: (visit: Visit) => Promise<Locator | undefined>;
  /** Puts back what the picture changed. */
  readonly after?: (visit: Visit) => Promise<void>;
}

const town = "ville-de-kermor";
const own = "mairie-de-valmont";
const person = { name: "Camille Le Goff", email: "camille@valmont.example", password: "phare granit mouette levain" };

const pictures: readonly Picture[] = [
  { name: "passerelle", height: 940, show: ({ go }) => go(town, "/").then(none) },
  {
    name: "help",
    height: 640,
    async show({ page, go }) {
      await go(town, "/");
      await page.keyboard.press("?");
      return page.locator("dialog[open]");
    },
  },
  {
    name: "commands",
    height: 640,
    async show({ page, go }) {
      await go(town, "/");
      await page.keyboard.press("Control+k");
      return page.locator("dialog[open]");
    },
  },
  { name: "organisation", height: 900, show: ({ go }) => go(town, "/organisation").then(none) },
  { name: "members", height: 760, show: ({ go }) => go(own, "/organisation?part=people").then(none) },
  {
    name: "preview",
    height: 900,
    async show({ page, go }) {
      await go(own, "/imports");
      await page.locator("input[type=file]").setInputFiles(exported);
      await page.waitForURL(/\/imports\/\d+/u);
      return undefined;
    },
  },
  {
    name: "imported",
    height: 800,
    async show({ page, go, say }) {
      await go(own, "/imports");
      await page.locator("input[type=file]").setInputFiles(exported);
      await page.waitForURL(/\/imports\/\d+/u);
      await page.getByRole("button", { name: say("Importer ce fichier", "Import this file") }).click();
      await page.getByRole("button", { name: say("Annuler cet import", "Undo this import") }).waitFor();
      return undefined;
    },
    // The other language imports the same file.
    async after({ page, say }) {
      await page.getByRole("button", { name: say("Annuler cet import", "Undo this import") }).click();
      await page.locator("dialog[open] button.mantine-Button-root").last().click();
      await page.getByRole("heading", { level: 1, name: say("est annulé", "undone") }).waitFor();
    },
  },
  {
    name: "mapping",
    height: 1060,
    async show({ page, go, language, say }) {
      await go(own, "/imports");
      const name = say("accueil-novembre.csv", "desk-november.csv");
      await page
        .locator("input[type=file]")
        .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(ownTable[language]) });
      await page.waitForURL(/\/imports\/\d+/u);
      return undefined;
    },
  },
  { name: "count", height: 760, show: ({ go }) => go(town, "/imports/count").then(none) },
  { name: "indicators", height: 900, show: ({ go }) => go(town, "/indicators").then(none) },
  {
    name: "indicator",
    height: 980,
    show: ({ go }) => go(town, "/indicators/engagement-rate?network=facebook").then(none),
  },
  { name: "objectives", height: 900, show: ({ go }) => go(town, "/objectives").then(none) },
  { name: "templates", height: 900, show: ({ go }) => go(own, "/objectives").then(none) },
  {
    name: "objective",
    height: 1000,
    async show({ page, go }) {
      await go(town, "/objectives");
      await follow(page, "main a[href*='/objectives/']");
      return undefined;
    },
  },
  {
    name: "report",
    height: 1000,
    async show({ page, go }) {
      await go(town, "/reports");
      await follow(page, "main a[href*='/reports/']");
      return undefined;
    },
  },
  {
    name: "security",
    height: 640,
    async show({ page }) {
      await page.goto(new URL("/security", page.url()).href);
      return undefined;
    },
  },
];

const none = () => undefined;

const wanted = process.argv.slice(2);
const opened = await openBrowser();
if (!("browser" in opened)) throw new Error(opened.reason);
await mkdir(folder, { recursive: true });
const vigie = await startVigie();
try {
  const kept = await setUp(opened.browser, vigie.address);
  for (const language of languages) {
    const context = await contextOf(opened.browser, language, kept);
    for (const picture of pictures) {
      if (wanted.length === 0 || wanted.includes(picture.name)) await take(context, picture, language);
    }
    await context.close();
  }
} finally {
  await opened.browser.close();
  await vigie.stop();
}

type Kept = Awaited<ReturnType<BrowserContext["storageState"]>>;

async function contextOf(browser: Browser, language: Language, storageState?: Kept): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: language === "fr" ? "fr-FR" : "en-GB",
    timezoneId: "Europe/Paris",
    colorScheme: "light",
    reducedMotion: "reduce",
    baseURL: vigie.address,
    storageState,
  });
  await context.addInitScript((spoken) => localStorage.setItem("vigie-language", spoken), language);
  return context;
}

/** The first visit, as a stranger makes it; answers what the browser keeps of it. */
async function setUp(browser: Browser, address: string): Promise<Kept> {
  const english = await contextOf(browser, "en");
  const foreign = await english.newPage();
  await foreign.goto(address);
  await keep(foreign, "first-visit", "en", 1240);
  await english.close();

  const context = await contextOf(browser, "fr");
  const page = await context.newPage();
  await page.goto(address);
  await keep(page, "first-visit", "fr", 1240);
  await page.fill("input[name=organisationName]", "Mairie de Valmont");
  await page.locator("input[name=kind][value=local-authority]").check();
  await page.fill("input[name=name]", person.name);
  await page.fill("input[name=email]", person.email);
  await page.fill("input[name=password]", person.password);
  await page.locator("button[type=submit]").click();
  const demonstration = page.getByRole("button", { name: "Explorer avec la démonstration" });
  await demonstration.waitFor();
  await keep(page, "where-to-begin", "fr", 520);
  await speak(page, "English");
  await keep(page, "where-to-begin", "en", 520);
  await speak(page, "Français");
  await demonstration.click();
  await page.waitForURL(/\/o\//u, { timeout: 120_000 });
  const kept = await context.storageState();
  await context.close();
  return kept;
}

async function speak(page: Page, language: string): Promise<void> {
  await page.locator(".language-button button, button.language-button").first().click();
  await page.getByRole("button", { name: language }).click();
  await page.keyboard.press("Escape");
}

async function take(context: BrowserContext, picture: Picture, language: Language): Promise<void> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1280, height: picture.height ?? 900 });
  await page.goto("/accessibility");
  const visit: Visit = {
    page,
    language,
    async go(slug, path) {
      await page.goto(`/o/${slug}${path}`);
      await settled(page);
    },
    say: (fr, en) => (language === "fr" ? fr : en),
  };
  const part = await picture.show(visit);
  await keep(page, picture.name, language, picture.height, part);
  await picture.after?.(visit);
  await page.close();
}

async function keep(page: Page, name: string, language: Language, height = 900, part?: Locator): Promise<void> {
  await page.setViewportSize({ width: 1280, height });
  await settled(page);
  const bytes = await (part ?? page).screenshot({ animations: "disabled", caret: "hide" });
  const file = join(folder, `${name}-${language}.png`);
  if (bytes.length > heaviestBytes) throw new Error(`${file} weighs ${bytes.length} bytes: show less.`);
  const before = await stat(file).then(() => readFile(file), none);
  if (!before?.equals(bytes)) await writeFile(file, bytes);
  console.log(`${name}-${language}.png  ${Math.round(bytes.length / 1000)} kB`);
}

/** Opens the first link that a selector finds. */
async function follow(page: Page, selector: string): Promise<void> {
  const address = await page.locator(selector).first().getAttribute("href");
  await page.goto(address ?? "/");
  await settled(page);
}

/** Waits until nothing loads any more: a heading stands, the skeletons are gone, charts and letters have their form. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(
    () => document.querySelector("h1") !== null && document.querySelector("[aria-busy=true], .bone") === null,
  );
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(drawnMilliseconds);
}

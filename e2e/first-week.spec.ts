import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { journey } from "./journeys.ts";

const fixture = join(
  import.meta.dirname,
  "../src/connectors/fixtures/meta-content/Nov-01-2026_Nov-15-2026_100200300.csv",
);
const password = "un phare sur la jetée";

/** The h1 of the page, once it is there. */
async function sentenceOf(page: Page): Promise<string> {
  const heading = page.locator("h1");
  await heading.waitFor();
  return (await heading.textContent()) ?? "";
}

journey("the first week of a Social Media Manager", (walk) => {
  let page: Page;

  it("begins with an organisation and its administrator", async () => {
    page = await walk.window();
    await page.goto(walk.vigie.address);
    expect(await sentenceOf(page)).toContain("Bienvenue à bord");
    await expectAccessible(page);
    await page.getByLabel("Nom de l’organisation").fill("Ville de Valmont");
    await page.getByRole("radio", { name: /Collectivité/ }).check();
    await page.locator('input[name="name"]').fill("Anne Le Gall");
    await page.locator('input[name="email"]').fill("anne@valmont.example");
    await page.locator('input[name="password"]').fill(password);
    await page.getByRole("button", { name: "Créer l’organisation" }).click();
    await page.getByText("Par où commencer").first().waitFor();
    await expectAccessible(page);
  });

  it("takes in a network's native export, seen before it is stored, with its lines accounted for", async () => {
    await page.goto(`${walk.vigie.address}/o/ville-de-valmont/imports`);
    await sentenceOf(page);
    await expectAccessible(page);
    await page.getByTestId("files").setInputFiles(fixture);
    await page.getByRole("button", { name: "Importer" }).first().waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Importer" }).first().click();
    await page.locator("h1", { hasText: /valeurs? gardée/ }).waitFor();
    await expectAccessible(page);
  });

  it("reads the week it belongs to, on screen and as PDF", async () => {
    await page.goto(`${walk.vigie.address}/o/ville-de-valmont/reports/2026-W45`);
    expect(await sentenceOf(page)).toMatch(/semaine\s45/i);
    await expectAccessible(page);
    const pdf = await page.evaluate(async () => {
      const answer = await fetch("/api/reports/2026-W45/file?format=pdf&language=fr", {
        headers: { "vigie-organisation": "ville-de-valmont" },
      });
      return { status: answer.status, start: new TextDecoder().decode((await answer.arrayBuffer()).slice(0, 8)) };
    });
    expect(pdf).toEqual({ status: 200, start: expect.stringContaining("%PDF-") });
  });

  it("is left by signing out: nothing is shown to whoever comes next", async () => {
    await page.context().clearCookies();
    await page.goto(`${walk.vigie.address}/o/ville-de-valmont/imports`);
    expect(await sentenceOf(page)).toContain("Connectez-vous");
    await expectAccessible(page);
    await page.locator('input[name="email"]').fill("anne@valmont.example");
    await page.locator('input[name="password"]').fill(password);
    await page.getByRole("button", { name: "Se connecter" }).click();
    await page.waitForURL(/\/o\/ville-de-valmont\/imports/);
  });
});

journey("every page of the demonstration", (walk) => {
  const paths = ["", "/objectives", "/indicators", "/reports", "/imports", "/imports/count", "/organisation"];
  const founder = {
    organisationName: "Agence",
    kind: "company",
    name: "Anne",
    email: "anne@agence.example",
    password,
  };

  it("is accessible and fits, on a desktop in French and on a phone in English in the dark", async () => {
    const { address } = walk.vigie;
    for (const [index, options] of [{}, { language: "en" as const, dark: true, width: 360 }].entries()) {
      const page = await walk.window(options);
      const headers = { "x-vigie": "1", origin: address };
      const signedIn =
        index === 0
          ? await page.request.post(`${address}/api/set-up`, { headers, data: founder })
          : await page.request.post(`${address}/api/sign-in/sign-in/email`, {
              headers,
              data: { email: founder.email, password },
            });
      expect(signedIn.ok()).toBe(true);
      if (index === 0)
        expect((await page.request.post(`${address}/api/demonstration`, { headers })).status()).toBe(201);
      const me = (await (await page.request.get(`${address}/api/me`)).json()) as {
        organisations: { slug: string; demonstration: boolean }[];
      };
      const slug = me.organisations.find((each) => each.demonstration)?.slug;
      for (const path of [...paths, "/indicators/impressions", "/reports/2026-W45"]) {
        await page.goto(`${address}/o/${slug}${path}`);
        await sentenceOf(page);
        await page.waitForLoadState("networkidle");
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    }
  });
});

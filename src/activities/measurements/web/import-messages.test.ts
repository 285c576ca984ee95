// @vitest-environment happy-dom
import i18next from "i18next";
import { expect, it } from "vitest";
import { speak } from "../../../ui/language.ts";
import type { Translate } from "../../../ui/translation.ts";

const t: Translate = (key, values) => (i18next.t as unknown as Translate)(key, values);

it("writes large counts as each language does", async () => {
  await speak("fr");
  expect(t("measurements.batch.accepted", { count: 90_000 })).toBe("90\u202f000 valeurs gardées");
  expect(t("measurements.batch.replaced", { count: 0 })).toBe("aucune remplacée");
  expect(t("measurements.batch.accepted", { count: 1 })).toBe("1 valeur gardée");
  await speak("en");
  expect(t("measurements.batch.accepted", { count: 90_000 })).toBe("90,000 values kept");
});

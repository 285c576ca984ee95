import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import {
  makeOrganisationFolder,
  removeForgottenUploads,
  removeOrganisationFolder,
  uploadFolder,
} from "./organisation-folder.ts";
import { testNow } from "./test-call.ts";

const config = { dataFolder: mkdtempSync(join(tmpdir(), "vigie-folder-")) };
afterAll(() => rmSync(config.dataFolder, { recursive: true }));

it("an organisation's folder is its owner's alone, and goes without touching its neighbour's", async () => {
  const [town, shop] = [await makeOrganisationFolder(config, 1), await makeOrganisationFolder(config, 11)];
  expect(statSync(town).mode & 0o777).toBe(0o700);
  writeFileSync(join(town, "a"), "of the town");
  writeFileSync(join(shop, "b"), "of the shop");
  await removeOrganisationFolder(config, 1);
  await removeOrganisationFolder(config, 1);
  expect(readdirSync(join(config.dataFolder, "imports"))).toEqual(["11"]);
  expect(readdirSync(shop)).toEqual(["b"]);
});

it("an upload left half-way is removed once nobody can be writing it", async () => {
  expect(await removeForgottenUploads(config, testNow)).toBe(0);
  mkdirSync(uploadFolder(config));
  for (const [name, minutes] of [
    ["under-way", 5],
    ["forgotten", 121],
  ] as const) {
    const path = join(uploadFolder(config), name);
    writeFileSync(path, "half");
    const at = new Date(testNow.getTime() - minutes * 60_000);
    utimesSync(path, at, at);
  }
  expect(await removeForgottenUploads(config, testNow)).toBe(1);
  expect(readdirSync(uploadFolder(config))).toEqual(["under-way"]);
});

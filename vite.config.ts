import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, transformWithOxc } from "vite";

/** The browser's bundle. The server needs none: it runs its TypeScript as it is and serves `dist/web`. */
export default defineConfig({
  root: "src/app/web",
  publicDir: "public",
  plugins: [react(), contractsWithoutSchemas(), unusedSchemasDropped(), precompressed()],
  server: { proxy: { "/api": "http://127.0.0.1:4150" } },
  build: {
    outDir: "../../../dist/web",
    emptyOutDir: true,
    target: "es2022",
    // The page forbids inline scripts and styles; data: addresses are for small drawings only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    chunkSizeWarningLimit: 700,
  },
});

/**
 * Replaces each slice's contract, in the browser only, by what a page needs of it: routes of the operations, tables of
 * problems, plain lists. The server checks every input anyway, and the schema library weighs more than all pages
 * together. A page that imports a schema by name still gets it, library included, with that page.
 */
function contractsWithoutSchemas(): Plugin {
  const isContract = (id: string) => /\/src\/activities\/[^?]*\/contract\.ts$/u.test(id);
  const suffix = "?schemas";
  return {
    name: "vigie:contracts-without-schemas",
    enforce: "pre",
    async load(id) {
      if (id.endsWith(suffix)) {
        const file = id.slice(0, -suffix.length);
        if (!isContract(file)) return null;
        const { code, map } = await transformWithOxc(await readFile(file, "utf8"), file);
        return { code, map, moduleSideEffects: false };
      }
      if (!isContract(id)) return null;
      const exported: Record<string, unknown> = await import(pathToFileURL(id).href);
      const lines = Object.entries(exported).map(([name, value]) => {
        if (isRouter(value)) return `export const ${name} = ${JSON.stringify(routesOf(value))};`;
        if (isProblemFactory(value)) {
          return `export const ${name} = /* @__PURE__ */ problems(${JSON.stringify(value.slice)}, ${JSON.stringify(value.codes)});`;
        }
        if (isPlain(value)) return `export const ${name} = ${JSON.stringify(value)};`;
        return `export { ${name} } from ${JSON.stringify(`${id}${suffix}`)};`;
      });
      const problems = new URL("src/kernel/problems.ts", import.meta.url).pathname;
      return {
        code: [`import { problems } from ${JSON.stringify(problems)};`, ...lines].join("\n"),
        moduleSideEffects: false,
      };
    },
  };
}

/** The kernel's own schemas are dropped where no page uses them: building one changes nothing else. */
function unusedSchemasDropped(): Plugin {
  return {
    name: "vigie:unused-schemas-dropped",
    enforce: "pre",
    transform: {
      filter: { id: /\/src\/kernel\/\w+\.ts$/u },
      handler: (code) =>
        code.replaceAll(/^export const (\w+) = (z\b[\s\S]*?);$/gmu, "export const $1 = /* @__PURE__ */ (() => $2)();"),
    },
  };
}

interface Procedure {
  readonly "~orpc": { readonly route: object; readonly meta: { readonly internal?: boolean } };
}

function isProcedure(value: unknown): value is Procedure {
  return typeof value === "object" && value !== null && "~orpc" in value;
}

function isRouter(value: unknown): value is Record<string, Procedure> {
  return typeof value === "object" && value !== null && Object.values(value).some(isProcedure);
}

function routesOf(router: Record<string, Procedure>): object {
  const published = Object.entries(router).filter(([, each]) => isProcedure(each) && !each["~orpc"].meta.internal);
  return Object.fromEntries(
    published.map(([name, { "~orpc": operation }]) => [
      name,
      { "~orpc": { route: operation.route, meta: operation.meta, errorMap: {} } },
    ]),
  );
}

function isProblemFactory(value: unknown): value is { slice: string; codes: object } {
  return typeof value === "function" && "slice" in value && "codes" in value;
}

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value === "object" && value !== null) {
    return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlain);
  }
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

/** Writes a compressed twin of each text file once, so that the server never compresses while somebody waits. */
function precompressed(): Plugin {
  return {
    name: "vigie:precompressed",
    apply: "build",
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          if (!/\.(js|css|svg|html|ttf)$/u.test(fileName)) continue;
          const source = Buffer.from(file.type === "chunk" ? file.code : file.source);
          if (source.length < 1024) continue;
          const [br, gz] = await Promise.all([
            promisify(brotliCompress)(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
            promisify(gzip)(source, { level: 9 }),
          ]);
          this.emitFile({ type: "asset", fileName: `${fileName}.br`, source: br });
          this.emitFile({ type: "asset", fileName: `${fileName}.gz`, source: gz });
        }
      },
    },
  };
}

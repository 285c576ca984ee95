import { readFileSync } from "node:fs";
import { decodeModel, type Model } from "./model.ts";

let loaded: Model | undefined;

/** The model that ships with the project, read from `model.bin` once per process (a few milliseconds). */
export function trainedModel(): Model {
  loaded ??= decodeModel(readFileSync(new URL("./model.bin", import.meta.url)));
  return loaded;
}

import { z } from "zod";

/** ISO 4217 code. */
export const Currency = z.string().regex(/^[A-Z]{3}$/);
export type Currency = string;

/** A whole number of cents (of the currency's smallest unit). Never a float of euros. */
export const Cents = z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);

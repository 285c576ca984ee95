import { garden } from "./garden/catalogue.ts";
import type { DemonstrationPlan } from "./plans/catalogue.ts";
import { shop } from "./shop/catalogue.ts";
import { town } from "./town/catalogue.ts";

/** The three demonstrations, in the order in which they are made. */
export const demonstrations: readonly DemonstrationPlan[] = [shop, town, garden];

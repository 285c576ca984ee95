import { adstockInto } from "./adstock.ts";
import { negativeBinomialUpperTail, normalCdf } from "./distributions.ts";
import { countMean } from "./response-count.ts";
import type { ResponseDefinition, ResponseParameters } from "./response-definition.ts";
import { scaledMedia } from "./response-media.ts";
import { saturateInto } from "./saturation.ts";

/**
 * Expected outcome of every period of a definition under one draw, in raw units.
 *
 * @returns periods
 */
export function expectedOutcome(definition: ResponseDefinition, parameters: ResponseParameters): Float64Array {
  const periods = definition.outcome.length;
  const make = () => new Float64Array(periods);
  const sum = make();
  definition.linear.forEach((term, p) => {
    const coefficient = parameters.coefficients[p]!;
    for (let t = 0; t < periods; t++) sum[t] = sum[t]! + coefficient * term.values[t]!;
  });
  const stock = make();
  const tangent = make();
  const curve = { share: make(), byCarryOver: make(), byLogHalf: make(), byLogSlope: make() };
  definition.channels.forEach((channel, c) => {
    adstockInto(scaledMedia(channel), parameters.carryOver[c]!, channel.adstockLength, stock, tangent);
    saturateInto(channel.saturation, stock, tangent, parameters.halfSaturation[c]!, parameters.slope[c]!, curve);
    const top = parameters.maximum[c]!;
    for (let t = 0; t < periods; t++) sum[t] = sum[t]! + top * curve.share[t]!;
  });
  const counted = definition.likelihood === "count";
  return sum.map((value) => definition.outcomeScale * (counted ? countMean(value) : value));
}

/**
 * Where an observed outcome falls in the predictive law of one draw: P(Y < y) + ½ P(Y = y). Averaged over draws it is uniform when the
 * model is right, so that values in [0.05, 0.95] are those inside the 90 % interval.
 */
export function predictivePlace(
  definition: ResponseDefinition,
  parameters: ResponseParameters,
  expected: number,
  observed: number,
): number {
  if (definition.likelihood === "normal") {
    return normalCdf((observed - expected) / (parameters.noise * definition.outcomeScale));
  }
  const atLeast = negativeBinomialUpperTail(observed, expected, parameters.noise);
  const above = negativeBinomialUpperTail(observed + 1, expected, parameters.noise);
  return 1 - 0.5 * (atLeast + above);
}

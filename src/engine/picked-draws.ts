/** A fit with some of its draws: a quick look at all of them, or a belief re-weighted. */
import type { FittedChannel, FittedCurves } from "./fitted-curves.ts";

/** The same fit with some of its draws. @param picked indices, repeats allowed. */
export function onlyDraws(curves: FittedCurves, picked: readonly number[]): FittedCurves {
  const take = (values: readonly number[]) => picked.map((draw) => values[draw]!);
  return {
    ...curves,
    drawCount: picked.length,
    noise: take(curves.noise),
    channels: curves.channels.map((channel): FittedChannel => {
      const slope = take(channel.slope);
      return {
        ...channel,
        concave: channel.saturation === "logistic" || slope.every((one) => one <= 1),
        carryOver: take(channel.carryOver),
        halfSaturation: take(channel.halfSaturation),
        slope,
        maximum: take(channel.maximum),
      };
    }),
  };
}

/** At most `most` draws, evenly spaced; the fit itself when it has no more. */
export function thinnedDraws(curves: FittedCurves, most: number): FittedCurves {
  const { drawCount } = curves;
  if (drawCount <= most) return curves;
  return onlyDraws(
    curves,
    Array.from({ length: most }, (_, i) => Math.floor((i * drawCount) / most)),
  );
}

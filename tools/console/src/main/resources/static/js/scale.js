/** A value so many times as high as almost all others is a spike. */
const SPIKE = 4;
const ALMOST_ALL = 0.95;
/** The newest values are always in the picture: about half a minute. */
const NEWEST = 15;
const HEADROOM = 1.1;
const LEAST = 1;

/**
 * The top of a plot: a spike flattens the rest only as long as it is new.
 *
 * @param lines the known values of each line in the picture, in the order of time
 * @return the top, and the highest value if that is above it, else null
 */
export function topOf(lines) {
  const moving = lines.flat().filter(value => value > 0).sort((one, two) => one - two);
  const most = moving.at(-1) ?? 0;
  const usual = moving[Math.max(0, Math.ceil(moving.length * ALMOST_ALL) - 1)] ?? 0;
  const newest = Math.max(0, ...lines.flatMap(values => values.slice(-NEWEST)).filter(value => value > 0));
  const top = most > SPIKE * usual ? Math.max(2 * usual, newest) : most;
  return { top: Math.max(LEAST, top * HEADROOM), spike: most > top ? most : null };
}

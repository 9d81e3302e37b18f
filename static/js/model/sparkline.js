// @ts-check
/** The best value at each step of a group of runs, as a small line. Pure. */

/** @typedef {import('app/model/run-groups.js').RunGroup} RunGroup */

/**
 * @typedef {object} Sparkline
 * @property {string} path of an SVG of {@link WIDTH} × {@link HEIGHT}
 * @property {readonly [x: number, y: number]} top where the best value is
 * @property {readonly [first: number, last: number]} steps
 */

export const WIDTH = 80;
export const HEIGHT = 20;

/** Room for the line and the dot of the best value. */
const MARGIN = 3;

/** @type {WeakMap<RunGroup, Sparkline | null>} */
const known = new WeakMap();

/**
 * It is worked out once, when it is drawn first.
 *
 * @param {RunGroup} group
 * @returns {Sparkline | null} null where no two steps have a value
 */
export function sparklineOf(group) {
  let line = known.get(group);
  if (line === undefined) {
    known.set(group, (line = drawn(group)));
  }
  return line;
}

/** @param {RunGroup} group @returns {Sparkline | null} */
function drawn({ runs, ranking: { valueOf, sign } }) {
  const points = runs.flatMap((run) => {
    const value = valueOf(run);
    return value === null ? [] : [{ step: run.checkpoint_step, value }];
  });
  const steps = /** @type {const} */ ([
    points.reduce((least, { step }) => Math.min(least, step), Infinity),
    points.reduce((most, { step }) => Math.max(most, step), -Infinity),
  ]);
  if (points.length === 0 || steps[0] === steps[1]) {
    return null;
  }
  // Of the steps that fall onto one pixel the best counts, so that a line never has more points than pixels.
  /** @type {Map<number, number>} */
  const bests = new Map();
  for (const { step, value } of points) {
    const x =
      MARGIN + Math.round(((WIDTH - 2 * MARGIN) * (step - steps[0])) / (steps[1] - steps[0]));
    const before = bests.get(x);
    if (before === undefined || sign * value > sign * before) {
      bests.set(x, value);
    }
  }
  const values = [...bests.values()];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const down = (/** @type {number} */ value) =>
    Math.round(
      10 *
        (low === high
          ? HEIGHT / 2
          : MARGIN + ((HEIGHT - 2 * MARGIN) * (high - value)) / (high - low)),
    ) / 10;
  const line = [...bests].sort(([a], [b]) => a - b);
  const best = sign > 0 ? high : low;
  const top = line.find(([, value]) => value === best) ?? line[0];
  return {
    path: line.map(([x, value], i) => `${i ? 'L' : 'M'}${x} ${down(value)}`).join(''),
    top: [top[0], down(top[1])],
    steps,
  };
}

// @ts-check
/** The long-context curves of a run: which lines and points a view of them has. Pure. */

/** @typedef {import('app/board.js').Run} Run */
/** @typedef {import('app/modes.js').Modes} Modes */

/**
 * One point as the data has it; numbers may be missing.
 *
 * @typedef {object} Reading
 * @property {number} position in tokens
 * @property {number | null} [loss] in nats
 * @property {number | null} [perplexity]
 * @property {number | null} [loss_std]
 * @property {number | null} [perplexity_std]
 * @property {number} [n_samples]
 */

/**
 * @typedef {object} Curves
 * @property {readonly Reading[]} raw of all files, by position
 * @property {readonly Reading[]} mean
 * @property {readonly Reading[]} median
 * @property {readonly (readonly Reading[])[]} files one list for each audio file
 */

/**
 * @typedef {object} Point
 * @property {number} x position in tokens
 * @property {number} y
 * @property {number | null} spread standard deviation, null when there is none
 * @property {number | null} samples how many files it stands for
 */

/**
 * @typedef {object} Line
 * @property {number | null} file from 0, null when it is over all files
 * @property {boolean} joined whether its points are joined
 * @property {readonly Point[]} points
 */

/**
 * The curves that a run carries.
 *
 * @param {any} run whole, as in the data file
 * @returns {Curves | null} null when it has none
 */
export function curvesOf(run) {
  const list = (/** @type {string} */ name) =>
    Array.isArray(run[name]) ? run[name].filter((/** @type {unknown} */ entry) => entry) : [];
  const curves = {
    raw: list('librilight_progression'),
    mean: list('librilight_progression_mean'),
    median: list('librilight_progression_median'),
    files: list('librilight_progression_individual').filter(Array.isArray),
  };
  return curves.raw.length + curves.mean.length > 0 ? curves : null;
}

/**
 * The lines of a view.
 *
 * @param {Curves} curves
 * @param {Pick<Modes, 'view' | 'quantity' | 'file'>} modes
 * @returns {readonly Line[]}
 */
export function linesOf(curves, { view, quantity, file }) {
  const points = (/** @type {readonly Reading[]} */ readings) =>
    readings.flatMap((reading) => pointOf(reading, quantity));
  switch (view) {
    case 'mean':
      return [{ file: null, joined: true, points: points(curves.mean) }];
    case 'median':
      return [{ file: null, joined: true, points: points(curves.median) }];
    case 'points':
      return [{ file: null, joined: false, points: points(curves.raw) }];
    case 'files':
      return curves.files
        .map((readings, i) => ({ file: i, joined: true, points: points(readings) }))
        .filter((line) => file === null || line.file === file);
  }
}

/**
 * @param {Reading} reading
 * @param {Modes['quantity']} quantity
 * @returns {Point[]} empty when it says nothing
 */
function pointOf(reading, quantity) {
  const x = numeric(reading.position);
  const y = numeric(reading[quantity]);
  if (x === null || y === null || (quantity === 'perplexity' && y <= 1)) {
    return [];
  }
  const spread = numeric(reading[`${quantity}_std`]);
  return [{ x, y, spread, samples: numeric(reading.n_samples) }];
}

/** @param {unknown} value */
function numeric(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

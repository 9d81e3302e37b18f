// @ts-check
/** The long-context curves of a run: which lines and points a view of them has. Pure. */

import { localCurves } from 'app/model/local-loss.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/chart-options.js').Modes} Modes */

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
 * @property {number | null} samples how many files it stands for, null when that is not known
 * @property {number | null} outOf how many files the fullest point of its line stands for, where this
 *     one stands for fewer; null otherwise
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
 * @param {Pick<Modes, 'view' | 'quantity' | 'files'>} modes
 * @returns {readonly Line[]}
 */
export function linesOf(curves, { view, quantity, files }) {
  if (quantity === 'local') {
    return linesOf(localCurves(curves), { view, quantity: 'loss', files });
  }
  const points = (/** @type {readonly Reading[]} */ readings) =>
    weighed(readings.flatMap((reading) => pointOf(reading, quantity)));
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
        .filter(({ file }) => files.length === 0 || files.includes(file));
  }
}

/**
 * @param {Reading} reading
 * @param {'perplexity' | 'loss'} quantity
 * @returns {Point[]} empty when it says nothing
 */
function pointOf(reading, quantity) {
  const x = numeric(reading.position);
  const y = numeric(reading[quantity]);
  if (x === null || y === null || (quantity === 'perplexity' && y <= 1)) {
    return [];
  }
  const spread = numeric(reading[`${quantity}_std`]);
  return [{ x, y, spread, samples: numeric(reading.n_samples), outOf: null }];
}

/** @param {Point[]} points */
function weighed(points) {
  const most = Math.max(...points.map(({ samples }) => samples ?? 0));
  return points.map((point) =>
    point.samples !== null && point.samples < most ? { ...point, outOf: most } : point,
  );
}

/**
 * Where the shorter of a run's audio files have ended, so that its mean is of fewer files: a jump
 * there comes from the files that are missing.
 *
 * @param {Curves} curves
 * @returns {number | null} the first such position, null when all files are equally long
 */
export function thinFrom({ mean }) {
  const samples = mean.map(({ n_samples }) => numeric(n_samples) ?? 0);
  const most = Math.max(...samples);
  const last = samples.lastIndexOf(most);
  return last >= 0 && last < mean.length - 1 ? mean[last + 1].position : null;
}

/** @param {unknown} value */
function numeric(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

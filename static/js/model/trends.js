// @ts-check
/**
 * How the checkpoints of an experiment develop in one metric: the best, the earliest that cannot be told apart from it,
 * and whether accuracy rises or falls with the training step. The daemon has the same definitions. Pure.
 */
import { orderOf } from 'app/model/columns.js';
import { prefixAtEnd, usualEnd } from 'app/model/prefix-perplexity.js';
import { detectable, erfc, intervalOf, SIGNIFICANT } from 'app/model/statistics.js';
import { directionOf, tasksOf, verdictsOf } from 'app/model/uncertainty.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/model/experiments.js').Experiment} Experiment */
/** @typedef {import('app/model/statistics.js').Counts} Counts */
/** @typedef {import('app/model/statistics.js').Interval} Interval */

/**
 * A checkpoint that has the metric.
 *
 * @typedef {object} Point
 * @property {Run} run
 * @property {number} step
 * @property {number} value
 */

/** @typedef {{experiment: Experiment, points: readonly Point[]}} Line the checkpoints that have the metric, the first first */

/**
 * The test that accuracies rise or fall with the step.
 *
 * @typedef {object} Test
 * @property {number} z above 0 where they rise
 * @property {number} p two-sided
 */

/**
 * @typedef {object} Trend
 * @property {Line} line
 * @property {Point | null} best the first of equal ones, null where no checkpoint has the metric
 * @property {Point | null} stop the earliest that cannot be told apart from the best, or the best; null where that is not
 *     known, or there is one checkpoint
 * @property {number | null} detectable the difference between the two that the test would find with a power of 80 %
 * @property {'rising' | 'falling' | 'none' | 'few' | 'untested'} kind
 * @property {Test | null} test null where there is none
 * @property {number} steps how many different ones are tested
 */

/** Fewer checkpoints make no trend. */
const FEWEST_CHECKPOINTS = 5;

/** Key of the column that is shown at first. */
export const FIRST_METRIC = 'avg';

/** Key of the column of perplexities up to the end. */
const TO_THE_END = 'context_end';

/** The columns of the small drawings. */
const SMALL = Object.freeze(['sblimp', 'swuggy', 'tstory', 'sstory', TO_THE_END]);

/**
 * The columns that experiments are followed in: the average, the tasks, long context, and the user's own shares.
 *
 * @param {readonly Column[]} columns
 * @returns {readonly Column[]}
 */
export function trendColumns(columns) {
  const first = [FIRST_METRIC, ...SMALL];
  const own = columns.filter(({ key, kind }) => kind === 'accuracy' && !first.includes(key));
  return [...first.flatMap((key) => columns.find((column) => column.key === key) ?? []), ...own];
}

/** @param {Column} column whether it is one of those that are drawn small */
export const isSmall = ({ key }) => SMALL.includes(key);

/** @param {Column} column of trends whether less of it is better */
export const isLower = (column) => signOf(column) < 0;

/** @param {Column} column */
const signOf = (column) => (column.kind === 'prefix' ? -1 : directionOf(column));

/**
 * What experiments have of a metric. Perplexities up to another end than most curves have are over other tokens, and are
 * left out.
 *
 * @param {readonly Experiment[]} experiments
 * @param {Column} column
 * @returns {{lines: readonly Line[], end: number | null, left: number}} where curves end, and how many are left out
 */
export function linesIn(experiments, column) {
  const context = column.key === TO_THE_END;
  const end = context ? usualEnd(experiments.flatMap(({ runs }) => runs)) : null;
  let left = 0;
  /** @param {Run} run @returns {readonly Point[]} */
  const pointsOf = (run) => {
    const value = orderOf(column, run);
    if (typeof value !== 'number') {
      return [];
    }
    if (context && prefixAtEnd(run)?.position !== end) {
      left++;
      return [];
    }
    return [{ run, step: run.checkpoint_step, value }];
  };
  const lines = experiments.map((experiment) => ({
    experiment,
    points: experiment.runs.flatMap(pointsOf),
  }));
  return { lines, end, left };
}

/** @typedef {Pick<Trend, 'line' | 'best'>} Ranked a line and its best point */

/**
 * How the experiments develop, in their rank.
 *
 * @param {readonly Line[]} lines
 * @param {Column} column
 * @returns {readonly Trend[]}
 */
export function trendsOf(lines, column) {
  return inRank(
    lines.map((line) => trendOf(line, column)),
    column,
  );
}

/**
 * The lines that have points, in their rank, without any test: that is quick for thousands.
 *
 * @param {readonly Line[]} lines
 * @param {Column} column
 * @returns {readonly Ranked[]}
 */
export function rankedLines(lines, column) {
  const some = lines.filter(({ points }) => points.length > 0);
  return inRank(
    some.map((line) => ({ line, best: highest(line.points, signOf(column)) })),
    column,
  );
}

/**
 * The best value first, those without any last.
 *
 * @template {Ranked} T
 * @param {readonly T[]} all
 * @param {Column} column
 * @returns {readonly T[]}
 */
function inRank(all, column) {
  const sign = signOf(column);
  const rank = (/** @type {T} */ { best }) => (best ? sign * best.value : -Infinity);
  return [...all].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)));
}

/**
 * @param {Line} line
 * @param {Column} column
 * @returns {Trend}
 */
export function trendOf(line, column) {
  const { points } = line;
  const top = verdictsOf(
    points.map(({ run }) => run),
    null,
  ).top(column);
  const best = points.find(({ run }) => run === top?.best) ?? highest(points, signOf(column));
  const stop =
    top && points.length > 1 ? (points.find(({ run }) => top.isBest(run)) ?? null) : null;
  const [own, other] = [stop, best].map((point) => point && tasksOf(column, point.run));
  return {
    line,
    best,
    stop,
    detectable: own && other && stop !== best ? detectable(own, other) : null,
    ...tested(points, column),
  };
}

/** @param {readonly Point[]} points @param {number} sign */
function highest(points, sign) {
  /** @type {Point | null} */
  let best = null;
  for (const point of points) {
    if (!best || sign * point.value > sign * best.value) {
      best = point;
    }
  }
  return best;
}

/** @param {readonly Point[]} points @param {Column} column @returns {Pick<Trend, 'kind' | 'test' | 'steps'>} */
function tested(points, column) {
  if (column.kind !== 'accuracy') {
    return { kind: 'untested', test: null, steps: 0 };
  }
  const checkpoints = points.flatMap(({ run, step }) => {
    const [counts] = tasksOf(column, run) ?? [];
    return counts ? { step, counts } : [];
  });
  const steps = new Set(checkpoints.map(({ step }) => step)).size;
  if (steps < FEWEST_CHECKPOINTS) {
    return { kind: 'few', test: null, steps };
  }
  const test = cochranArmitage(checkpoints);
  const kind = test.p >= SIGNIFICANT ? 'none' : test.z > 0 ? 'rising' : 'falling';
  return { kind, test, steps };
}

/**
 * The test that accuracies rise or fall with the training step. W. G. Cochran, Biometrics 10 (1954); P. Armitage,
 * Biometrics 11 (1955).
 *
 * @param {readonly {step: number, counts: Counts}[]} checkpoints one or more
 * @returns {Test} z is 0 where nothing varies
 */
export function cochranArmitage(checkpoints) {
  let [samples, correct, middle] = [0, 0, 0];
  for (const { step, counts } of checkpoints) {
    samples += counts.samples;
    correct += counts.correct;
    middle += step * counts.samples;
  }
  middle /= samples;
  const p = correct / samples;
  let [statistic, squares] = [0, 0];
  for (const { step, counts } of checkpoints) {
    const distance = step - middle;
    statistic += distance * (counts.correct - counts.samples * p);
    squares += distance * distance * counts.samples;
  }
  const variance = p * (1 - p) * squares;
  const z = variance === 0 ? 0 : statistic / Math.sqrt(variance);
  return { z, p: erfc(Math.abs(z) / Math.SQRT2) };
}

/**
 * The interval of 95 % of a point.
 *
 * @param {Column} column
 * @param {Point} point
 * @returns {Interval | null}
 */
export function intervalAt(column, { run }) {
  const tasks = tasksOf(column, run);
  return tasks && intervalOf(tasks);
}

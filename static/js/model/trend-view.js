// @ts-check
/** Experiments as Trends draws them: which lines, in which colours, with what is said of each checkpoint. Pure. */
import { fixed, intervalText, signed } from 'app/lib/format.js';
import { cellText } from 'app/model/cell-text.js';
import { orderOf } from 'app/model/columns.js';
import { markOf } from 'app/model/palette.js';
import { prefixAtEnd } from 'app/model/prefix-perplexity.js';
import { intervalAt } from 'app/model/trends.js';
import { pointsText, tasksOf } from 'app/model/uncertainty.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/model/palette.js').Mark} Mark */
/** @typedef {import('app/model/selection.js').Selection} Selection */
/** @typedef {import('app/model/trends.js').Point} Point */
/** @typedef {import('app/model/trends.js').Trend} Trend */

/**
 * A checkpoint as it is drawn.
 *
 * @typedef {object} Dot
 * @property {Run} run
 * @property {number} x training steps
 * @property {number} y in percent, or a perplexity
 * @property {readonly [number, number] | null} interval of 95 %, where it is drawn
 * @property {string} text its value with its unit
 * @property {string} detail its interval, and its difference from the reference
 * @property {boolean} selected
 * @property {boolean} stop whether it is the earliest that cannot be told apart from the best
 */

/**
 * An experiment as it is drawn.
 *
 * @typedef {object} TrendLine
 * @property {import('app/model/experiments.js').Experiment} experiment
 * @property {Mark | null} mark of its selected run in the lowest slot, null where none is selected
 * @property {boolean} best whether no other has a better value
 * @property {readonly Dot[]} dots
 */

/**
 * @typedef {object} TrendsView
 * @property {readonly TrendLine[]} lines the best first
 * @property {number} all how many experiments have the metric
 * @property {string} label of the metric
 * @property {string} axis name of the axis of values
 * @property {boolean} lower whether less is better
 * @property {boolean} some whether only lines with a colour, and the best, have intervals
 * @property {{label: string, y: number, text: string} | null} reference
 */

/** More lines are not drawn, but for those of selected runs. */
export const MOST_LINES = 200;

/** With more points than this, grey lines have no intervals. */
const MOST_WHISKERS = 150;

/**
 * What a metric is called in words.
 *
 * @param {Column} column
 */
export function metricName({ key, label }) {
  return key === 'avg' ? 'Average' : label;
}

/** @param {Column} column the values of which are percent */
export const isPercent = ({ kind }) => kind !== 'prefix';

/**
 * A value of a run with its unit.
 *
 * @param {Column} column
 * @param {Run} run
 */
export function valueText(column, run) {
  return `${cellText(column, run) ?? '–'}${isPercent(column) ? ' %' : ''}`;
}

/**
 * The marks of experiments: a selected run in the lowest slot gives its experiment the colour.
 *
 * @param {readonly Trend[]} trends
 * @param {Selection} selection
 * @returns {ReadonlyMap<string, Mark>} by key of the experiment
 */
export function marksOf(trends, selection) {
  /** @type {Map<string, Mark>} */
  const marks = new Map();
  for (const { line } of selection.size === 0 ? [] : trends) {
    const { key, runs } = line.experiment;
    const slots = runs.flatMap(({ id }) => selection.get(id) ?? []);
    if (slots.length > 0) {
      marks.set(key, markOf(Math.min(...slots)));
    }
  }
  return marks;
}

/**
 * @param {readonly Trend[]} trends the best first
 * @param {Column} column
 * @param {ReadonlyMap<string, Mark>} marks
 * @param {Selection} selection
 * @param {import('app/model/uncertainty.js').Verdicts} verdicts
 * @param {{label: string, end: number | null, sure: boolean}} how how the reference is called, where curves end, and
 *     whether intervals are shown
 * @returns {TrendsView}
 */
export function trendsView(trends, column, marks, selection, verdicts, { label, end, sure }) {
  const having = trends.filter(({ best }) => best !== null);
  const drawn = having.filter(({ line }, i) => i < MOST_LINES || marks.has(line.experiment.key));
  const points = drawn.reduce((sum, { line }) => sum + line.points.length, 0);
  const some = sure && points > MOST_WHISKERS;
  const scale = isPercent(column) ? 100 : 1;
  const name = metricName(column);
  const { reference } = verdicts;
  const level = levelOf(column, reference, end);

  /** @param {Point} point @param {boolean} whiskers @param {Point | null} stop @returns {Dot} */
  const dotOf = (point, whiskers, stop) => {
    const interval = sure ? intervalAt(column, point) : null;
    const ends = interval && /** @type {const} */ ([scale * interval.low, scale * interval.high]);
    return {
      run: point.run,
      x: point.step,
      y: scale * point.value,
      interval: whiskers ? ends : null,
      text: valueText(column, point.run),
      detail: [
        ends ? intervalText(ends) : '',
        reference && level !== null && point.run.id !== reference.id
          ? against(column, point, reference, level, verdicts)
          : '',
      ]
        .filter(Boolean)
        .join('; '),
      selected: selection.has(point.run.id),
      stop: point === stop,
    };
  };

  return {
    lines: drawn.map((trend) => {
      const { experiment, points: own } = trend.line;
      const mark = marks.get(experiment.key) ?? null;
      const best = trend === having[0];
      const whiskers = !some || mark !== null || best;
      const stop = trend.stop === trend.best ? null : trend.stop;
      return { experiment, mark, best, dots: own.map((point) => dotOf(point, whiskers, stop)) };
    }),
    all: having.length,
    label: name,
    axis: isPercent(column) ? `${name}, %` : 'Perplexity, lower is better',
    lower: !isPercent(column),
    some,
    reference:
      reference && level !== null
        ? { label, y: scale * level, text: valueText(column, reference) }
        : null,
  };
}

/**
 * What the reference has of a metric.
 *
 * @param {Column} column
 * @param {Run | null} reference
 * @param {number | null} end where curves end; another one would be over other tokens
 * @returns {number | null}
 */
export function levelOf(column, reference, end) {
  const value = reference && orderOf(column, reference);
  const comparable = end === null || (reference && prefixAtEnd(reference)?.position === end);
  return typeof value === 'number' && comparable ? value : null;
}

/**
 * How a point differs from the reference: in points, or of perplexities in loss.
 *
 * @param {Column} column
 * @param {Point} point
 * @param {Run} reference
 * @param {number} value of the reference
 * @param {import('app/model/uncertainty.js').Verdicts} verdicts
 */
function against(column, point, reference, value, verdicts) {
  if (!isPercent(column)) {
    return `${signed(fixed(Math.log(point.value / value), 3))} nats to the reference`;
  }
  const [own, other] = [tasksOf(column, point.run), tasksOf(column, reference)];
  const points =
    own && other ? pointsText(own, other, 1) : signed(fixed(100 * (point.value - value), 1));
  const undecided = verdicts.of(column, point.run)?.kind === 'undecided';
  return `${points} points to the reference${undecided ? ', which may be none' : ''}`;
}

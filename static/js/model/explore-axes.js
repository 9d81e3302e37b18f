// @ts-check
/** What runs can be laid out by: metrics, long context, the step, and numeric keys of the configuration. Pure. */
import { integer } from 'app/lib/format.js';
import { cellText } from 'app/model/cell-text.js';
import { numberIn, settingIn } from 'app/model/config-values.js';
import { orderOf } from 'app/model/columns.js';
import { prefixAtEnd, usualEnd } from 'app/model/prefix-perplexity.js';
import { CONFIG } from 'app/model/ranges.js';
import { quoted } from 'app/model/run-labels.js';
import { intervalIn, directionOf } from 'app/model/uncertainty.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */

/** @typedef {'Metrics' | 'Long context' | 'Training' | 'Configuration'} Group */

/**
 * @typedef {object} Axis
 * @property {string} key stands in the address
 * @property {string} label
 * @property {Group} group that it is offered in
 * @property {1 | -1 | null} better below 0 where less is better, null where nothing is
 * @property {boolean} percent whether it is drawn in percent
 * @property {boolean} stepped whether it is never on a logarithmic scale
 * @property {Column | null} column of the table that shows it
 * @property {(run: Run) => number | null} of the number of a run, null where it has none
 * @property {(run: Run) => string} text the same with its unit
 */

/** Key of the column of perplexities up to the end. */
const TO_THE_END = 'context_end';

/**
 * Everything that some runs can be laid out by.
 *
 * @param {readonly Column[]} columns
 * @param {readonly import('app/model/config-values.js').VaryingKey[]} varying of the runs
 * @param {readonly Run[]} runs
 * @returns {readonly Axis[]}
 */
export function axesOf(columns, varying, runs) {
  const end = usualEnd(runs);
  return [
    ...columns.flatMap((column) => columnAxis(column, end) ?? []),
    ...varying.filter(({ numeric }) => numeric).map(({ path }) => configAxis(path)),
  ].sort((a, b) => placeOf(a) - placeOf(b));
}

/** @type {readonly Group[]} */
export const GROUPS = Object.freeze(['Metrics', 'Long context', 'Training', 'Configuration']);

/** @param {Axis} axis the average before its parts */
const placeOf = ({ key, group }) => 2 * GROUPS.indexOf(group) - Number(key === 'avg');

/**
 * The axis of a key, also where the key does not vary among the runs.
 *
 * @param {readonly Axis[]} axes
 * @param {string} key
 * @param {string} other key that is always there
 * @returns {Axis}
 */
export function axisAt(axes, key, other) {
  const found = axes.find((axis) => axis.key === key);
  if (found) {
    return found;
  }
  return key.startsWith(CONFIG)
    ? configAxis(key.slice(CONFIG.length))
    : /** @type {Axis} */ (axes.find((axis) => axis.key === other));
}

/** @param {string} path @returns {Axis} */
function configAxis(path) {
  return {
    key: CONFIG + path,
    label: quoted(path),
    group: 'Configuration',
    better: null,
    percent: false,
    stepped: false,
    column: null,
    of: (run) => numberIn(run, path),
    text: (run) => quoted(settingIn(run, path) ?? '–'),
  };
}

/** @param {Column} column @param {number | null} end where most curves end @returns {Axis | null} */
function columnAxis(column, end) {
  const { key, kind } = column;
  if (key === 'step') {
    return {
      key,
      label: 'Step',
      group: 'Training',
      better: null,
      percent: false,
      stepped: true,
      column,
      of: numberOf(column),
      text: (run) => integer(run.checkpoint_step),
    };
  }
  if (!['accuracy', 'average', 'number', 'prefix', 'perplexity'].includes(kind)) {
    return null;
  }
  const context = kind === 'prefix' || kind === 'perplexity';
  const percent = kind === 'accuracy' || kind === 'average';
  const value = numberOf(column);
  return {
    key,
    label: key === 'avg' ? 'Average' : quoted(column.label),
    group: context ? 'Long context' : 'Metrics',
    better: context ? -1 : directionOf(column),
    percent,
    stepped: false,
    column,
    // Perplexities up to another end than most curves have are over other tokens.
    of:
      key === TO_THE_END
        ? (run) => (prefixAtEnd(run)?.position === end ? value(run) : null)
        : value,
    text: (run) => `${cellText(column, run) ?? '–'}${percent ? ' %' : ''}`,
  };
}

/** @param {Column} column @returns {Axis['of']} */
function numberOf(column) {
  return (run) => {
    const value = orderOf(column, run);
    return typeof value === 'number' ? value : null;
  };
}

/**
 * What an axis is called with its unit, and where the better values are.
 *
 * @param {Axis} axis
 */
export function axisName({ label, percent, better }) {
  return `${label}${percent ? ', %' : ''}${better === null ? '' : better > 0 ? ' (higher is better)' : ' (lower is better)'}`;
}

/**
 * The ends of the interval of 95 % of what a run has, as they are drawn.
 *
 * @param {Axis} axis
 * @param {Run} run
 * @returns {readonly [number, number] | null}
 */
export function endsOf({ column }, run) {
  const interval = column && intervalIn(column, run);
  return interval && [100 * interval.low, 100 * interval.high];
}

/**
 * A number as it is drawn.
 *
 * @param {Axis} axis
 * @param {number} value
 */
export const drawn = ({ percent }, value) => (percent ? 100 * value : value);

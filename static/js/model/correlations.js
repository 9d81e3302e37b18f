// @ts-check
/** How the metrics of runs, and the numbers of their configurations, go together. Pure. */
import { ranksOf, ranksCorrelation } from 'app/model/correlation.js';
import { TASKS } from 'app/model/metrics.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/explore-axes.js').Axis} Axis */
/** @typedef {import('app/model/correlation.js').Correlation} Correlation */

/**
 * @typedef {object} CorrelationTable
 * @property {readonly Axis[]} columns metrics
 * @property {readonly {axis: Axis, cells: readonly (Correlation | null)[]}[]} rows metrics, the step, and numeric keys; null
 *     where there is nothing to say, or it stands elsewhere in the table
 */

/** With fewer runs than this, a correlation says little. */
export const FEW = 10;

/** Long context is the perplexity up to the end: those before it are parts of it. */
const LONG_CONTEXT = 'context_end';

/** @param {Axis} axis */
const isMetric = ({ key, group }) => group === 'Metrics' || key === LONG_CONTEXT;

/** @param {Axis} a @param {Axis} b whether one is the average and the other one of its parts */
const isPart = (a, b) =>
  (a.key === 'avg' && TASKS.includes(b.key)) || (b.key === 'avg' && TASKS.includes(a.key));

/**
 * @param {readonly Run[]} runs
 * @param {readonly Axis[]} axes
 * @returns {CorrelationTable}
 */
export function correlationsOf(runs, axes) {
  const columns = axes.filter(isMetric);
  const others = axes.filter(({ group }) => group === 'Training' || group === 'Configuration');
  const correlate = createCorrelator(runs);
  return {
    columns,
    rows: [
      ...columns.map((axis, i) => ({
        axis,
        cells: columns.map((column, j) =>
          j >= i || isPart(axis, column) ? null : correlate(axis, column),
        ),
      })),
      ...others.map((axis) => ({
        axis,
        cells: columns.map((column) => correlate(axis, column)),
      })),
    ].filter(({ cells }) => cells.some((cell) => cell !== null)),
  };
}

/**
 * Correlates axes over the runs that have both. Runs that have one mostly have the other, so that few ranks are worked
 * out.
 *
 * @param {readonly Run[]} runs
 * @returns {(a: Axis, b: Axis) => Correlation}
 */
function createCorrelator(runs) {
  /** @type {Map<Axis, {values: readonly (number | null)[], missing: readonly number[]}>} */
  const read = new Map();
  /** @type {Map<string, Float64Array>} */
  const ranks = new Map();
  /** @param {Axis} axis */
  function valuesOf(axis) {
    let found = read.get(axis);
    if (!found) {
      const values = runs.map(axis.of);
      const missing = [...values.keys()].filter((i) => values[i] === null);
      read.set(axis, (found = { values, missing }));
    }
    return found;
  }
  /** @param {Axis} axis @param {ReadonlySet<number>} without @param {string} pattern of those left out */
  function ranksIn(axis, without, pattern) {
    const key = `${axis.key}\n${pattern}`;
    let found = ranks.get(key);
    if (!found) {
      const { values } = valuesOf(axis);
      const some = /** @type {number[]} */ (values.filter((_, i) => !without.has(i)));
      ranks.set(key, (found = ranksOf(some)));
    }
    return found;
  }
  return (a, b) => {
    const without = new Set([...valuesOf(a).missing, ...valuesOf(b).missing]);
    const pattern = [...without].sort((p, q) => p - q).join();
    return ranksCorrelation(ranksIn(a, without, pattern), ranksIn(b, without, pattern));
  };
}

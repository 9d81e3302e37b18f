// @ts-check
/**
 * How sure the accuracies of the runs shown are: their intervals, their differences from a reference run, and which
 * cannot be told apart from the best. The tests of one metric are adjusted together, over the runs shown. Pure.
 */
import { fixed, quotient, signed } from 'app/lib/format.js';
import { COLUMNS } from 'app/model/columns.js';
import { accuracy, TASKS, taskAccuracy } from 'app/model/metrics.js';
import {
  detectable,
  holm,
  intervalOf,
  pValue,
  SIGNIFICANT,
  valueOf,
} from 'app/model/statistics.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/model/statistics.js').Tasks} Tasks */
/** @typedef {import('app/model/statistics.js').Interval} Interval */

/**
 * @typedef {'better' | 'worse' | 'undecided'} Kind whether a run is significantly different from the reference, and in
 *   which direction
 */

/**
 * @typedef {object} Verdict
 * @property {Kind} kind
 * @property {number} p two-sided, adjusted over the family
 * @property {number} family number of runs that were tested together
 * @property {number | null} detectable the difference that the test would find with a power of 80 %
 */

/**
 * @typedef {object} Verdicts
 * @property {Run | null} reference
 * @property {readonly Run[]} runs those shown
 * @property {(column: Column, run: Run) => Verdict | null} of null where there is nothing to compare
 * @property {(column: Column) => Judged} judged all of them
 * @property {(column: Column) => Top | null} top null when no run has counts
 */

/**
 * What is said of the runs shown by one metric, in their order.
 *
 * @typedef {object} Judged
 * @property {readonly (Kind | null)[]} kinds null where there is nothing to compare
 * @property {Float64Array} p the adjusted p-values, NaN there
 * @property {number} family number of runs that were tested together
 */

/**
 * @typedef {object} Top
 * @property {Run} best the first of equal ones
 * @property {readonly Run[]} inseparable the others that are not significantly different from it
 * @property {(run: Run) => boolean} isBest whether a run is the best or one of these
 */

/** @type {WeakMap<Column, WeakMap<Run, {tasks: Tasks | null}>>} */
const known = new WeakMap();

/**
 * The counts behind an accuracy, or behind the average of all four tasks. They are worked out once: a run that changes
 * is another object.
 *
 * @param {Column} column
 * @param {Run} run
 * @returns {Tasks | null} null where the column has none, or they do not fit the value
 */
export function tasksOf(column, run) {
  if (column.kind !== 'accuracy' && column.kind !== 'average') {
    return null;
  }
  let runs = known.get(column);
  if (!runs) {
    known.set(column, (runs = new WeakMap()));
  }
  let found = runs.get(run);
  if (!found) {
    runs.set(run, (found = { tasks: countsOf(column, run) }));
  }
  return found.tasks;
}

/** @param {Column} column @param {Run} run @returns {Tasks | null} */
function countsOf({ kind, metric = '', samples = '', own }, { metrics }) {
  const each =
    kind === 'average'
      ? TASKS.map((task) => taskAccuracy(metrics, task))
      : [accuracy(metrics, metric, samples, own)];
  return tasksFrom(each);
}

/**
 * @param {readonly (import('app/model/metrics.js').Accuracy | null)[]} each
 * @returns {Tasks | null} null where one has no counts
 */
export function tasksFrom(each) {
  /** @type {import('app/model/statistics.js').Counts[]} */
  const tasks = [];
  for (const one of each) {
    if (!one || one.correct === null || !one.samples) {
      return null;
    }
    tasks.push({ correct: one.correct, samples: one.samples });
  }
  return tasks;
}

/**
 * The interval of 95 % of what a column shows of a run.
 *
 * @param {Column} column
 * @param {Run} run
 * @returns {Interval | null}
 */
export function intervalIn(column, run) {
  const tasks = tasksOf(column, run);
  return tasks && intervalOf(tasks);
}

/**
 * A difference of accuracies in percentage points, rounded half up from the counts where it is of one task.
 *
 * @param {Tasks} own
 * @param {Tasks} other
 * @param {number} digits after the point
 */
export function pointsText(own, other, digits) {
  if (own.length > 1) {
    return signed(fixed(100 * (valueOf(own) - valueOf(other)), digits));
  }
  const [[a], [b]] = [own, other];
  const numerator = 100 * (a.correct * b.samples - b.correct * a.samples);
  return signed(quotient(numerator, a.samples * b.samples, digits));
}

/** @param {Column} column @returns {1 | -1} below 0 where less of it is better */
export const directionOf = ({ own, metric }) =>
  own?.find(({ key }) => key === metric)?.better === 'lower' ? -1 : 1;

/** @param {Column} column @returns {number} above 0 where more is better, 0 where neither is */
export function directionIn(column) {
  if (column.kind === 'prefix') {
    return -1;
  }
  return ['accuracy', 'average', 'number'].includes(column.kind) ? directionOf(column) : 0;
}

/**
 * What can be said of some runs; each metric is worked out when it is asked for.
 *
 * @param {readonly Run[]} runs those shown
 * @param {Run | null} reference is never a member of the family
 * @returns {Verdicts}
 */
export function verdictsOf(runs, reference) {
  const tasksIn = remembered((column) => runs.map((run) => tasksOf(column, run)));
  const judged = remembered((column) => judgedIn(column, runs, tasksIn(column), reference));
  /** @type {Map<Run, number> | undefined} */
  let places;
  return Object.freeze({
    reference,
    runs,
    judged,
    top: remembered((column) => topOf(runs, tasksIn(column), column)),
    of(column, run) {
      places ??= new Map(runs.map((one, i) => [one, i]));
      const { kinds, p, family } = judged(column);
      const place = places.get(run) ?? -1;
      const [kind, tasks, against] = [
        kinds[place],
        tasksIn(column)[place],
        reference && tasksOf(column, reference),
      ];
      return kind && tasks && against
        ? { kind, p: p[place], family, detectable: detectable(tasks, against) }
        : null;
    },
  });
}

/**
 * @template T
 * @param {(column: Column) => T} compute
 * @returns {(column: Column) => T} the same, worked out once for each column
 */
function remembered(compute) {
  /** @type {Map<Column, {found: T}>} */
  const all = new Map();
  return (column) => {
    let one = all.get(column);
    if (!one) {
      all.set(column, (one = { found: compute(column) }));
    }
    return one.found;
  };
}

/** @typedef {readonly (Tasks | null)[]} Counted the counts of a column, null for runs that have none */

/**
 * @param {Column} column
 * @param {readonly Run[]} runs
 * @param {Counted} counted of these
 * @param {Run | null} reference
 * @returns {Judged}
 */
function judgedIn(column, runs, counted, reference) {
  const against = reference && tasksOf(column, reference);
  if (!against) {
    return { kinds: [], p: new Float64Array(), family: 0 };
  }
  const raw = testsAgainst(counted, against, (i) => runs[i].id === reference.id);
  const p = holm(raw);
  const zero = valueOf(against);
  let family = 0;
  const kinds = counted.map((tasks, i) => {
    if (!tasks || Number.isNaN(p[i])) {
      return null;
    }
    family++;
    const better = directionOf(column) * (valueOf(tasks) - zero) > 0;
    return p[i] >= SIGNIFICANT ? 'undecided' : better ? 'better' : 'worse';
  });
  return { kinds, p, family };
}

/**
 * @param {Counted} counted
 * @param {Tasks} against
 * @param {(i: number) => boolean} isLeftOut
 * @returns {Float64Array} p-values, NaN where there is no test
 */
function testsAgainst(counted, against, isLeftOut) {
  const p = new Float64Array(counted.length).fill(NaN);
  counted.forEach((tasks, i) => {
    if (tasks && !isLeftOut(i)) {
      p[i] = pValue(tasks, against);
    }
  });
  return p;
}

/** @param {readonly Run[]} runs @param {Counted} counted @param {Column} column @returns {Top | null} */
function topOf(runs, counted, column) {
  const direction = directionOf(column);
  let first = -1;
  let top = -Infinity;
  /** @type {Tasks | null} */
  let against = null;
  counted.forEach((tasks, i) => {
    const value = tasks ? direction * valueOf(tasks) : -Infinity;
    if (value > top) {
      [first, top, against] = [i, value, tasks];
    }
  });
  if (!against) {
    return null;
  }
  const adjusted = holm(testsAgainst(counted, against, (i) => i === first));
  const best = runs[first];
  const inseparable = runs.filter((_, i) => adjusted[i] >= SIGNIFICANT);
  /** @type {ReadonlySet<Run> | undefined} */
  let members;
  return {
    best,
    inseparable,
    isBest: (run) => run === best || (members ??= new Set(inseparable)).has(run),
  };
}

/**
 * What can be said of all runs shown together.
 *
 * @typedef {object} Summary
 * @property {Run} reference
 * @property {number} better how many are better in one task at least; a run can be better in one and worse in another
 * @property {number} worse
 * @property {number | null} inseparable how many have an average that cannot be told apart from the best, with it; null
 *     without averages
 * @property {number} family how many runs are tested together, in the task where it is most
 */

/**
 * @param {Verdicts} verdicts
 * @returns {Summary | null} null where nothing can be compared
 */
export function summaryOf({ reference, runs, judged, top }) {
  const tasks = COLUMNS.filter(({ kind }) => kind === 'accuracy').map(judged);
  const average = /** @type {Column} */ (COLUMNS.find(({ kind }) => kind === 'average'));
  const family = Math.max(...tasks.map((task) => task.family));
  if (!reference || family === 0) {
    return null;
  }
  /** @param {Kind} kind in one task at least */
  const count = (kind) =>
    runs.reduce((sum, _, i) => sum + Number(tasks.some(({ kinds }) => kinds[i] === kind)), 0);
  const best = top(average);
  return {
    reference,
    better: count('better'),
    worse: count('worse'),
    inseparable: best && best.inseparable.length + 1,
    family,
  };
}

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
 * @property {(column: Column) => Top | null} top null when no run has counts
 */

/**
 * @typedef {object} Top
 * @property {Run} best the first of equal ones
 * @property {readonly Run[]} inseparable the others that are not significantly different from it
 * @property {ReadonlySet<Run>} members the same
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
  /** @type {Map<Column, Counted>} */
  const counted = new Map();
  /** @param {Column} column */
  function countedIn(column) {
    let found = counted.get(column);
    if (!found) {
      counted.set(column, (found = withCounts(runs, column)));
    }
    return found;
  }
  /** @type {Map<Column, ReadonlyMap<Run, Verdict>>} */
  const verdicts = new Map();
  /** @type {Map<Column, Top | null>} */
  const tops = new Map();
  return Object.freeze({
    reference,
    runs,
    of(column, run) {
      let found = verdicts.get(column);
      if (!found) {
        verdicts.set(column, (found = comparedWith(reference, countedIn(column), column)));
      }
      return found.get(run) ?? null;
    },
    top(column) {
      let found = tops.get(column);
      if (found === undefined) {
        tops.set(column, (found = topOf(countedIn(column), column)));
      }
      return found;
    },
  });
}

/** @typedef {{runs: readonly Run[], tasks: readonly Tasks[]}} Counted runs with the counts of a column */

/** @param {readonly Run[]} all @param {Column} column @returns {Counted} */
function withCounts(all, column) {
  /** @type {Run[]} */
  const runs = [];
  /** @type {Tasks[]} */
  const tasks = [];
  for (const run of all) {
    const found = tasksOf(column, run);
    if (found) {
      runs.push(run);
      tasks.push(found);
    }
  }
  return { runs, tasks };
}

/** @param {Run | null} reference @param {Counted} counted @param {Column} column */
function comparedWith(reference, { runs, tasks }, column) {
  /** @type {Map<Run, Verdict>} */
  const verdicts = new Map();
  const against = reference && tasksOf(column, reference);
  if (!against) {
    return verdicts;
  }
  const adjusted = holm(
    runs.map((run, i) => (run.id === reference.id ? null : pValue(tasks[i], against))),
  );
  const family = adjusted.reduce((/** @type {number} */ sum, p) => sum + Number(p !== null), 0);
  const zero = valueOf(against);
  runs.forEach((run, i) => {
    const p = adjusted[i];
    if (p !== null) {
      const better = directionOf(column) * (valueOf(tasks[i]) - zero) > 0;
      const kind = p >= SIGNIFICANT ? 'undecided' : better ? 'better' : 'worse';
      verdicts.set(run, { kind, p, family, detectable: detectable(tasks[i], against) });
    }
  });
  return verdicts;
}

/** @param {Counted} counted @param {Column} column @returns {Top | null} */
function topOf({ runs: candidates, tasks: each }, column) {
  let best = -1;
  let top = -Infinity;
  each.forEach((tasks, i) => {
    const value = directionOf(column) * valueOf(tasks);
    if (value > top) {
      [best, top] = [i, value];
    }
  });
  if (best < 0) {
    return null;
  }
  const adjusted = holm(each.map((tasks, i) => (i === best ? null : pValue(tasks, each[best]))));
  const inseparable = candidates.filter((_, i) => i !== best && Number(adjusted[i]) >= SIGNIFICANT);
  return { best: candidates[best], inseparable, members: new Set(inseparable) };
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
export function summaryOf({ reference, runs, of, top }) {
  const tasks = COLUMNS.filter(({ kind }) => kind === 'accuracy');
  const average = /** @type {Column} */ (COLUMNS.find(({ kind }) => kind === 'average'));
  let [better, worse, family] = [0, 0, 0];
  for (const run of runs) {
    let [wins, losses] = [false, false];
    for (const task of tasks) {
      const verdict = of(task, run);
      wins ||= verdict?.kind === 'better';
      losses ||= verdict?.kind === 'worse';
      family = Math.max(family, verdict?.family ?? 0);
    }
    better += Number(wins);
    worse += Number(losses);
  }
  const best = top(average);
  const inseparable = best && best.inseparable.length + 1;
  return reference && family > 0 ? { reference, better, worse, inseparable, family } : null;
}

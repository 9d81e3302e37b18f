// @ts-check
/** What runs are compared in: the tasks, their average, and the user's own shares. Pure. */
import { accuracy, average, taskAccuracy, TASKS } from 'app/model/metrics.js';
import { quoted } from 'app/model/run-labels.js';
import { tasksFrom } from 'app/model/uncertainty.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/board.js').MetricDefinition} MetricDefinition */
/** @typedef {import('app/model/metrics.js').Accuracy} Accuracy */

/**
 * What is compared.
 *
 * @typedef {object} Measure
 * @property {string} key
 * @property {string} label
 * @property {(run: Run) => Reading} read
 */

/**
 * What a run has of a measure.
 *
 * @typedef {object} Reading
 * @property {Accuracy | null} accuracy
 * @property {import('app/model/statistics.js').Tasks | null} tasks the counts behind it, null where they are not known
 * @property {string} reason why there is no value
 */

/** What people call the four tasks. @type {Readonly<Record<string, string>>} */
export const TASK_LABELS = {
  sblimp: 'sBLIMP',
  swuggy: 'sWUGGY',
  tstory: 'tStory',
  sstory: 'sStory',
};

/**
 * The four tasks, the average, and the user's own shares.
 *
 * @param {readonly MetricDefinition[]} definitions
 * @returns {readonly Measure[]}
 */
export function measuresWith(definitions) {
  const own = definitions
    .filter(({ format, better }) => format === 'percent' && better === 'higher')
    .map(({ key, label, samples = '' }) =>
      share(`metrics.${key}`, quoted(label), key, samples, definitions),
    );
  return [
    ...TASKS.map((task) =>
      share(task, TASK_LABELS[task], `${task}_accuracy`, `${task}_samples`, []),
    ),
    { key: 'avg', label: 'Average', read: readAverage },
    ...own,
  ];
}

/**
 * @param {string} key
 * @param {string} label
 * @param {string} metric
 * @param {string} samples
 * @param {readonly MetricDefinition[]} own
 * @returns {Measure}
 */
function share(key, label, metric, samples, own) {
  return {
    key,
    label,
    read: ({ metrics }) => {
      const found = accuracy(metrics, metric, samples, own);
      return {
        accuracy: found,
        tasks: tasksFrom([found]),
        reason: `no ${label} in its results`,
      };
    },
  };
}

/** @type {Measure['read']} */
function readAverage({ metrics }) {
  const { value = null, tasks = 0 } = average(metrics) ?? {};
  if (value !== null) {
    const counts = tasksFrom(TASKS.map((task) => taskAccuracy(metrics, task)));
    return { accuracy: { value, correct: null, samples: null }, tasks: counts, reason: '' };
  }
  const reason =
    tasks > 0 ? `over ${tasks} of ${TASKS.length} tasks, not comparable` : 'no average';
  return { accuracy: null, tasks: null, reason };
}

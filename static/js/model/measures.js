// @ts-check
/** What runs are compared in: the tasks, their average, and the user's own shares. Pure. */
import { accuracy, average, TASKS } from 'app/model/metrics.js';
import { quoted } from 'app/model/run-labels.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/board.js').MetricDefinition} MetricDefinition */
/** @typedef {import('app/model/metrics.js').Accuracy} Accuracy */

/**
 * What is compared.
 *
 * @typedef {object} Measure
 * @property {string} key
 * @property {string} label
 * @property {(run: Run) => {accuracy: Accuracy | null, reason: string}} read the reason says why
 *     there is no value
 */

/** @type {Readonly<Record<string, string>>} */
const LABELS = { sblimp: 'sBLIMP', swuggy: 'sWUGGY', tstory: 'tStory', sstory: 'sStory' };

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
    ...TASKS.map((task) => share(task, LABELS[task], `${task}_accuracy`, `${task}_samples`, [])),
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
    read: ({ metrics }) => ({
      accuracy: accuracy(metrics, metric, samples, own),
      reason: `no ${label} in its results`,
    }),
  };
}

/** @type {Measure['read']} */
function readAverage({ metrics }) {
  const { value = null, tasks = 0 } = average(metrics) ?? {};
  if (value !== null) {
    return { accuracy: { value, correct: null, samples: null }, reason: '' };
  }
  const reason =
    tasks > 0 ? `over ${tasks} of ${TASKS.length} tasks, not comparable` : 'no average';
  return { accuracy: null, reason };
}

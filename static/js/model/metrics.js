// @ts-check
/**
 * What a run's results say, and what they do not say. Every function answers null for a missing
 * value: an accuracy over no samples, a perplexity of 1 or less, anything that is not a number.
 */

/** The four tasks that the average is made of. */
export const TASKS = Object.freeze(['sblimp', 'swuggy', 'tstory', 'sstory']);

/**
 * A share of correct answers.
 *
 * @typedef {object} Accuracy
 * @property {number} value from 0 to 1
 * @property {number | null} correct number of correct answers, null when it is not known
 * @property {number | null} samples number of questions, null when it is not known
 */

/**
 * @typedef {object} Average
 * @property {number} value from 0 to 1
 * @property {number} tasks how many of the four tasks have a result
 * @property {boolean} comparable whether all four have one, so that it may be ranked
 */

/** @typedef {Readonly<Record<string, unknown>>} Metrics */

/**
 * @param {unknown} value
 * @returns {number | null}
 */
export function number(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/**
 * The accuracy under a key, with its counts.
 *
 * @param {Metrics} metrics
 * @param {string} key of the accuracy
 * @param {string} samplesKey of the number of samples
 * @returns {Accuracy | null}
 */
export function accuracy(metrics, key, samplesKey) {
  const value = number(metrics[key]);
  const samples = number(metrics[samplesKey]);
  if (value === null || (samples !== null && samples <= 0)) {
    return null;
  }
  if (samples === null || !Number.isInteger(samples)) {
    return { value, correct: null, samples: null };
  }
  const correct = Math.round(value * samples);
  // A value that was rounded before it was written is no count.
  const exact = Math.abs(correct - value * samples) < 1e-6 * samples;
  return { value, correct: exact ? correct : null, samples };
}

/**
 * The accuracy of one of the four tasks.
 *
 * @param {Metrics} metrics
 * @param {string} task
 */
export function taskAccuracy(metrics, task) {
  return accuracy(metrics, `${task}_accuracy`, `${task}_samples`);
}

/**
 * @param {Metrics} metrics
 * @param {string} key
 * @returns {number | null}
 */
export function perplexity(metrics, key) {
  const value = number(metrics[key]);
  return value === null || value <= 1 ? null : value;
}

/**
 * The number under any key. What is named like an accuracy or a perplexity is missing where one is.
 *
 * @param {Metrics} metrics
 * @param {string} key
 * @returns {number | null}
 */
export function anyNumber(metrics, key) {
  const task = /^(.+)_accuracy$/.exec(key)?.[1];
  if (task !== undefined) {
    return accuracy(metrics, key, `${task}_samples`)?.value ?? null;
  }
  return key.includes('perplexity') ? perplexity(metrics, key) : number(metrics[key]);
}

/**
 * The average over the four tasks: what the evaluation wrote, else their mean if all four are there.
 *
 * @param {Metrics} metrics
 * @returns {Average | null}
 */
export function average(metrics) {
  const present = TASKS.map((task) => taskAccuracy(metrics, task)).filter((a) => a !== null);
  const tasks = present.length;
  const comparable = tasks === TASKS.length;
  const mean = comparable ? present.reduce((sum, a) => sum + a.value, 0) / tasks : null;
  const written = number(metrics.paper_metrics_avg);
  // An evaluation without any task writes 0, which is no average.
  const value = written === null || (tasks === 0 && written === 0) ? mean : written;
  return value === null ? null : { value, tasks, comparable };
}

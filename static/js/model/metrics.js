// @ts-check
/**
 * What a run's results say, and what they do not say. A value counts when it is a number, or text that plainly is one,
 * and can be of the kind that its key asks for; and a figure only when it is not over 0 samples. Every function answers
 * null for what is missing. The daemon has the same rules.
 */
import { number } from 'app/model/reading.js';

/** The four tasks that the average is made of. */
export const TASKS = Object.freeze(['sblimp', 'swuggy', 'tstory', 'sstory']);

/** Their accuracies. */
const ACCURACIES = TASKS.map((task) => `${task}_accuracy`);

/** The average as the evaluation wrote it. */
export const AVERAGE = 'paper_metrics_avg';

/** Beyond it, a written average is not the mean of the accuracies beside it. */
const SAME_AVERAGE = 1e-6;

/** How far a number of correct answers may be from a whole number. */
const WHOLE = 1e-6;

/** Nobody has longer names; a key that has, must cost no more. */
const MOST_PREFIXES = 8;

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
 * @property {number | null} value mean of the four accuracies, null when one of them is missing
 * @property {number} tasks how many of the four tasks have a result
 * @property {number | null} written what the file says, null when it says none
 * @property {boolean} wrong whether the file says another average than the mean of its four accuracies
 */

/** @typedef {Readonly<Record<string, unknown>>} Metrics */
/** @typedef {import('app/model/board.js').MetricDefinition} MetricDefinition */

/** @typedef {(value: number) => boolean} Kind */

/** @type {Readonly<Record<'share' | 'count' | 'perplexity' | 'loss' | 'any', Kind>>} */
const KINDS = Object.freeze({
  share: (value) => value >= 0 && value <= 1,
  count: (value) => value >= 0 && Number.isSafeInteger(value),
  perplexity: (value) => value > 1,
  loss: (value) => value > 0,
  any: () => true,
});

const BUILT_IN = /^(sblimp|swuggy|tstory|sstory|librilight|paper_metrics)_./;
const PERPLEXITY = /^(.+_)?perplexity(_\d+k?)?$/;

/** @type {readonly (readonly [RegExp, Kind])[]} */
const BUILT_IN_KINDS = [
  [/._(accuracy|f1|metrics_avg)$/, KINDS.share],
  [/._(samples|correct)$/, KINDS.count],
  [PERPLEXITY, KINDS.perplexity],
  [/._loss(_\d+k?)?$/, KINDS.loss],
  [/_slope$/, KINDS.any],
];

/**
 * What the number at a key must be.
 *
 * @param {string} key
 * @param {readonly MetricDefinition[]} own
 * @returns {Kind | null} null where nobody knows, so that anything goes
 */
function kindOf(key, own) {
  if (BUILT_IN.test(key)) {
    return BUILT_IN_KINDS.find(([pattern]) => pattern.test(key))?.[1] ?? null;
  }
  for (const metric of own) {
    if (key === metric.key && metric.format === 'percent') {
      return KINDS.share;
    }
    if (key === metric.samples) {
      return KINDS.count;
    }
  }
  if (PERPLEXITY.test(key)) {
    return KINDS.perplexity;
  }
  return own.some((metric) => metric.key === key) ? KINDS.any : null;
}

/**
 * Whether what stands under a key is a number, or missing.
 *
 * @param {string} key
 * @param {readonly MetricDefinition[]} own
 */
export function isFigure(key, own) {
  return ruleOf(key, own).kind !== null;
}

/**
 * The keys that may have the number of samples behind a figure, the nearest first; a count has none.
 *
 * @param {string} key
 * @param {readonly MetricDefinition[]} own
 */
function samplesOf(key, own) {
  const declared = own.find((metric) => metric.key === key)?.samples;
  const keys = declared ? [declared] : [];
  if (!key.endsWith('_samples')) {
    let end = key.lastIndexOf('_');
    for (let i = 0; end > 0 && i < MOST_PREFIXES; i++, end = key.lastIndexOf('_', end - 1)) {
      keys.push(`${key.slice(0, end)}_samples`);
    }
  }
  return keys;
}

/**
 * @param {Metrics} metrics
 * @param {string} key
 * @param {Kind} kind
 * @returns {number | null}
 */
function ofKind(metrics, key, kind) {
  const value = number(metrics[key]);
  return value !== null && kind(value) ? value : null;
}

/** @type {readonly MetricDefinition[]} */
const NONE = Object.freeze([]);

/** @typedef {{kind: Kind | null, samples: string[]}} Rule */

/** @type {WeakMap<readonly MetricDefinition[], Map<string, Rule>>} */
const known = new WeakMap();

/**
 * What is expected at a key, and where the number of samples behind it is. It is worked out once: boards have
 * thousands of runs with the same keys.
 *
 * @param {string} key
 * @param {readonly MetricDefinition[]} own
 * @returns {Rule}
 */
function ruleOf(key, own) {
  const rules = known.get(own) ?? new Map();
  known.set(own, rules);
  const rule = rules.get(key) ?? { kind: kindOf(key, own), samples: samplesOf(key, own) };
  rules.set(key, rule);
  return rule;
}

/**
 * The number under a key.
 *
 * @param {Metrics} metrics
 * @param {string} key
 * @param {readonly MetricDefinition[]} [own] the user's own metrics, as far as they matter
 * @returns {number | null}
 */
export function figure(metrics, key, own = NONE) {
  const { kind, samples } = ruleOf(key, own);
  const value = ofKind(metrics, key, kind ?? KINDS.any);
  if (value === null) {
    return null;
  }
  for (const samplesKey of samples) {
    const count = ofKind(metrics, samplesKey, KINDS.count);
    if (count !== null) {
      return count === 0 ? null : value;
    }
  }
  return value;
}

/**
 * The number under a key, or what else stands there if anything may.
 *
 * @param {Metrics} metrics
 * @param {string} key
 * @param {readonly MetricDefinition[]} [own] the user's own metrics, as far as they matter
 * @returns {number | string | null}
 */
export function figureOrText(metrics, key, own = NONE) {
  const value = metrics[key] ?? null;
  if (value === null || typeof value === 'number' || isFigure(key, own)) {
    return figure(metrics, key, own);
  }
  return figure(metrics, key, own) ?? (typeof value === 'string' ? value : JSON.stringify(value));
}

/**
 * The accuracy under a key, with its counts.
 *
 * @param {Metrics} metrics
 * @param {string} key of the accuracy
 * @param {string} samplesKey of the number of samples
 * @param {readonly MetricDefinition[]} [own] the user's own metrics, as far as they matter
 * @returns {Accuracy | null}
 */
export function accuracy(metrics, key, samplesKey, own = NONE) {
  const value = figure(metrics, key, own);
  if (value === null) {
    return null;
  }
  const samples = ofKind(metrics, samplesKey, KINDS.count);
  if (samples === null) {
    return { value, correct: null, samples: null };
  }
  const correct = Math.round(value * samples);
  // A value that was rounded before it was written is no count.
  const exact = Math.abs(correct - value * samples) <= WHOLE;
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
 * The average over the four tasks: always their mean, whatever the file says.
 *
 * @param {Metrics} metrics
 * @returns {Average | null} null where there is nothing to say
 */
export function average(metrics) {
  const present = ACCURACIES.map((key) => figure(metrics, key)).filter((value) => value !== null);
  const tasks = present.length;
  const value = tasks === TASKS.length ? present.reduce((sum, one) => sum + one, 0) / tasks : null;
  const said = figure(metrics, AVERAGE);
  // An evaluation without any task writes 0, which is no average.
  const written = tasks === 0 && said === 0 ? null : said;
  const wrong = value !== null && written !== null && Math.abs(written - value) > SAME_AVERAGE;
  return tasks === 0 && written === null ? null : { value, tasks, written, wrong };
}

// @ts-check
/** The columns of the table: what each one shows of a run, and what it is sorted by. */
import { LONG_CONTEXT, SINGLE_TOKENS } from 'app/model/context-columns.js';
import { average, figure, figureOrText } from 'app/model/metrics.js';
import { number } from 'app/model/reading.js';
import { training } from 'app/model/training.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/board.js').MetricDefinition} MetricDefinition */

/**
 * How the cells of a column are drawn.
 *
 * @typedef {'name' | 'integer' | 'accuracy' | 'prefix' | 'perplexity' | 'average' | 'number' | 'plain' | 'text' | 'time' |
 *   'training' | 'setting'} Kind
 */

/**
 * @typedef {object} Column
 * @property {string} key stands in the address, so it never changes
 * @property {string} label
 * @property {string} [short] the label where its unit is below it
 * @property {Kind} kind
 * @property {string} [unit] below the label
 * @property {string} [note] one sentence on what is shown
 * @property {string} [metric] key in the results
 * @property {string} [samples] key of the number of samples
 * @property {readonly MetricDefinition[]} [own] the user's own metrics, where they matter
 * @property {number} [digits] after the point, of a plain number
 * @property {(run: Run) => string} [text] what a column of text shows
 * @property {(run: Run) => string} [title] what is to be said of one value
 * @property {(run: Run) => string | number | null} order what it is sorted by, null when missing
 */

/** @param {[key: string, label: string, note: string]} task @returns {Column} */
const task = ([key, label, note]) => {
  const metric = `${key}_accuracy`;
  const samples = `${key}_samples`;
  return {
    key,
    label,
    note,
    kind: 'accuracy',
    unit: '%',
    metric,
    samples,
    order: (run) => figure(run.metrics, metric),
  };
};

/** @type {readonly Column[]} */
export const COLUMNS = Object.freeze([
  { key: 'name', label: 'Name', kind: 'name', order: (run) => run.name },
  {
    key: 'step',
    label: 'Step',
    kind: 'integer',
    note: 'Training steps at the checkpoint.',
    order: (run) => number(run.checkpoint_step),
  },
  task(['sblimp', 'sBLIMP', 'Accuracy on spoken grammar: which of two sentences is grammatical.']),
  task(['swuggy', 'sWUGGY', 'Accuracy on spoken words: which of two is a real word.']),
  task(['tstory', 'tStory', 'Accuracy on story endings that fit the topic.']),
  task(['sstory', 'sStory', 'Accuracy on story endings that fit the story.']),
  ...LONG_CONTEXT,
  {
    key: 'avg',
    label: 'Avg',
    kind: 'average',
    unit: '%',
    note: 'Mean of the four accuracies. With fewer than four there is none.',
    metric: 'paper_metrics_avg',
    order: (run) => average(run.metrics)?.value ?? null,
  },
  {
    key: 'training',
    label: 'TTT / LoRA',
    kind: 'training',
    note: 'What was trained.',
    order: (run) => training(run).join(' ') || null,
  },
]);

/**
 * @param {string} key of a column that is always there
 * @returns {string | null} its label
 */
export function labelOf(key) {
  return COLUMNS.find((column) => column.key === key)?.label ?? null;
}

/** @type {WeakMap<Column, WeakMap<Run, string | number | null>>} */
const known = new WeakMap();

/**
 * What a column sorts a run by. It is worked out once: a run that changes is another object.
 *
 * @param {Column} column
 * @param {Run} run
 * @returns {string | number | null} null when missing
 */
export function orderOf(column, run) {
  let values = known.get(column);
  if (!values) {
    known.set(column, (values = new WeakMap()));
  }
  let value = values.get(run);
  if (value === undefined) {
    values.set(run, (value = column.order(run)));
  }
  return value;
}

/** @param {[key: string, label: string, text: (run: Run) => string, note?: string]} column @returns {Column} */
const words = ([key, label, text, note]) => ({
  key,
  label,
  kind: 'text',
  note,
  text,
  order: (run) => text(run) || null,
});

/**
 * What else is known of a run; not shown at first.
 *
 * @type {readonly Column[]}
 */
const FURTHER = Object.freeze([
  ...SINGLE_TOKENS,
  {
    key: 'evaluated',
    label: 'Evaluated',
    kind: 'time',
    note: 'When the results were written.',
    order: (run) => run.evaluation_timestamp || null,
  },
  words(['path', 'Path', (run) => run.checkpoint_path, 'Where the checkpoint is.']),
  words(['id', 'ID', (run) => run.id]),
  words(['tags', 'Tags', (run) => run.tags.join(', ')]),
  words(['notes', 'Notes', (run) => run.notes]),
]);

/**
 * The columns with the user's own metrics among them: those that are shown at first.
 *
 * @param {readonly import('app/model/board.js').MetricDefinition[]} metrics
 * @returns {readonly Column[]}
 */
export function columnsWith(metrics) {
  const training = COLUMNS.length - 1;
  return [
    ...COLUMNS.slice(0, training),
    ...metrics.map((metric) => own(metric, metrics)),
    ...COLUMNS.slice(training),
  ];
}

/**
 * The keys that are numbers in the results of some runs and have no column in a list yet, sorted.
 *
 * @param {Iterable<Run>} runs
 * @param {readonly Column[]} columns
 * @returns {readonly string[]}
 */
export function numericKeys(runs, columns) {
  const taken = new Set([...columns, ...FURTHER].map(({ metric }) => metric));
  /** @type {Set<string>} */
  const keys = new Set();
  for (const { metrics } of runs) {
    for (const key in metrics) {
      if (!keys.has(key) && !taken.has(key) && number(metrics[key]) !== null) {
        keys.add(key);
      }
    }
  }
  return [...keys].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/**
 * Every column there can be: the first ones, the rest of what is known of a run, and the keys of
 * the results.
 *
 * @param {readonly Column[]} first
 * @param {readonly string[]} keys numeric ones without another column
 * @returns {readonly Column[]}
 */
export function everyColumn(first, keys) {
  const own = first.find((column) => column.own)?.own ?? [];
  return [...first, ...FURTHER, ...keys.map((key) => plain(key, own))];
}

/** @param {string} key @param {readonly MetricDefinition[]} own @returns {Column} */
const plain = (key, own) => ({
  key: `metrics.${key}`,
  label: key,
  kind: 'plain',
  note: `${key} in the results.`,
  metric: key,
  own,
  order: (run) => figureOrText(run.metrics, key, own),
});

/**
 * @param {MetricDefinition} definition
 * @param {readonly MetricDefinition[]} all
 * @returns {Column}
 */
function own({ key, label, better, format, samples = '' }, all) {
  const note = `${key} in the results. ${better === 'lower' ? 'Lower' : 'Higher'} is better.`;
  const order = (/** @type {Run} */ run) => figure(run.metrics, key, all);
  const shared = { key: `metrics.${key}`, label, note, metric: key, own: all, order };
  return format === 'percent'
    ? { ...shared, kind: 'accuracy', unit: '%', samples }
    : { ...shared, kind: 'number', digits: Number(format.replace('.', '')) };
}

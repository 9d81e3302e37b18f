// @ts-check
/** Runs side by side: who takes part in a comparison, and what it says of each. Pure. */
import { fixed, MISSING, percent, quotient, signed } from 'app/lib/format.js';
import { accuracy, average, TASKS } from 'app/model/metrics.js';
import { quoted } from 'app/model/run-labels.js';
import { BASELINE_MARK, LIMIT, markOf } from 'app/model/palette.js';
import { createNamer } from 'app/model/run-names.js';
import { NONE } from 'app/model/selection.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/board.js').Board} Board */
/** @typedef {import('app/model/board.js').MetricDefinition} MetricDefinition */
/** @typedef {import('app/model/metrics.js').Accuracy} Accuracy */
/** @typedef {import('app/model/chart-options.js').Modes} Modes */
/** @typedef {import('app/model/run-labels.js').Labels} Labels */
/** @typedef {import('app/model/selection.js').Selection} Selection */

/**
 * A run in the charts.
 *
 * @typedef {object} Participant
 * @property {Run} run
 * @property {string} label its short name, which tells it from all others
 * @property {import('app/model/run-names.js').Name} name
 * @property {import('app/model/palette.js').Mark} mark
 * @property {boolean} baseline
 * @property {boolean} selected
 * @property {boolean} hidden whether it is left out of drawings
 */

/**
 * What is compared.
 *
 * @typedef {object} Measure
 * @property {string} key
 * @property {string} label
 * @property {(run: Run) => {accuracy: Accuracy | null, reason: string}} read the reason says why
 *     there is no value
 */

/**
 * One value of a comparison.
 *
 * @typedef {object} Cell
 * @property {number | null} value in percent or points, null when missing
 * @property {readonly [number, number] | null} interval it lies in, where that is known
 * @property {string} text with its unit
 * @property {string} note the counts behind it, or why it is missing
 */

/**
 * @typedef {object} Comparison
 * @property {Modes['values']} values
 * @property {Participant | null} reference null where values stand for themselves
 * @property {readonly Measure[]} measures
 * @property {readonly {who: Participant, cells: readonly Cell[]}[]} rows
 */

/** @type {Readonly<Record<string, string>>} */
const LABELS = { sblimp: 'sBLIMP', swuggy: 'sWUGGY', tstory: 'tStory', sstory: 'sStory' };

/** Digits of a difference after the point. */
const DIGITS = 2;

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

/**
 * Who takes part: the baseline where it is asked for, then the selected runs in the order of the
 * table. This is the order of legend, bars, lines and pictures.
 *
 * @param {Board} board
 * @param {Selection} selection
 * @param {Iterable<Run>} order all runs as the table sorts them
 * @param {Labels} labels
 * @param {Modes} modes
 * @returns {readonly Participant[]}
 */
export function participantsOf({ runs, baseline }, selection, order, labels, modes) {
  const first = baseline === null ? undefined : runs.get(baseline);
  const shown = first && (modes.baseline || selection.has(first.id));
  const drawn = drawnOf(selection, baseline);
  const others = drawn.size === 0 ? [] : [...order].filter(({ id }) => drawn.has(id));
  const all = [...(shown ? [first] : []), ...others];
  const nameOf = createNamer(all, labels);
  return all.map((run) => {
    const slot = drawn.get(run.id);
    const name = nameOf(run);
    return {
      run,
      label: name.short,
      name,
      mark: slot === undefined ? BASELINE_MARK : markOf(slot),
      baseline: run === first,
      selected: selection.has(run.id),
      hidden: modes.hidden.includes(run.id),
    };
  });
}

/**
 * The slots of the runs that charts draw beside the baseline. The baseline needs none: a slot that it
 * has goes to the first run that would have to wait.
 *
 * @param {Selection} selection
 * @param {string | null} baseline
 * @returns {Selection}
 */
function drawnOf(selection, baseline) {
  const free = (baseline === null ? undefined : selection.get(baseline)) ?? LIMIT;
  const others = [...selection].filter(([id]) => id !== baseline).slice(0, LIMIT);
  return new Map(others.map(([id, slot]) => [id, slot < LIMIT ? slot : free]));
}

/**
 * The run that others are compared with: the chosen one, else the baseline, else the one in the lowest
 * slot.
 *
 * @param {Board} board
 * @param {readonly Participant[]} all
 * @param {Selection} selection
 * @param {Labels} labels
 * @param {Modes} modes
 * @returns {Participant | null}
 */
export function referenceOf(board, all, selection, labels, modes) {
  const chosen = all.find(({ run }) => run.id === modes.reference);
  if (chosen) {
    return chosen;
  }
  const [baseline] = participantsOf(board, NONE, [], labels, { ...modes, baseline: true });
  const [lowest] = selection.keys();
  return baseline ?? all.find(({ run }) => run.id === lowest) ?? all[0] ?? null;
}

/**
 * @param {readonly Participant[]} all
 * @param {readonly Measure[]} measures
 * @param {Modes['values']} values
 * @param {Participant | null} reference
 * @returns {Comparison}
 */
export function comparison(all, measures, values, reference) {
  const against = values === 'absolute' ? null : reference;
  const rows = all
    .filter(({ hidden }) => !hidden)
    .map((who) => ({ who, cells: measures.map((measure) => cell(who, measure, values, against)) }));
  return { values, reference: against, measures, rows };
}

/**
 * @param {Participant} who
 * @param {Measure} measure
 * @param {Modes['values']} values
 * @param {Participant | null} reference
 * @returns {Cell}
 */
function cell({ run }, measure, values, reference) {
  const { accuracy: own, reason } = measure.read(run);
  if (!own) {
    return missing(reason);
  }
  if (values === 'absolute') {
    return { value: 100 * own.value, interval: null, text: `${percent(own)} %`, note: counts(own) };
  }
  const other = reference ? measure.read(reference.run) : null;
  if (!other?.accuracy) {
    return missing(reference ? `the reference has ${other?.reason}` : 'there is no reference');
  }
  if (values === 'relative' && other.accuracy.value === 0) {
    return missing('the reference is 0 %');
  }
  return difference(own, other.accuracy, values);
}

/**
 * @param {Accuracy} own
 * @param {Accuracy} other
 * @param {'relative' | 'points'} values
 * @returns {Cell}
 */
function difference(own, other, values) {
  const unit = values === 'points' ? 'pts' : '%';
  const whole = values === 'points' ? 1 : other.value;
  const value = (100 * (own.value - other.value)) / whole;
  const text = signed(exactly(own, other, values) ?? fixed(value, DIGITS));
  return { value, interval: null, text: `${text} ${unit}`, note: counts(own) };
}

/**
 * The difference rounded from the counts alone; null without counts.
 *
 * @param {Accuracy} own
 * @param {Accuracy} other
 * @param {'relative' | 'points'} values
 */
function exactly(own, other, values) {
  const [x1, n1, x0, n0] = [own.correct, own.samples, other.correct, other.samples];
  if (x1 === null || n1 === null || x0 === null || n0 === null) {
    return null;
  }
  return quotient(100 * (x1 * n0 - x0 * n1), values === 'points' ? n1 * n0 : x0 * n1, DIGITS);
}

/** @param {Accuracy} accuracy */
function counts({ correct, samples }) {
  return correct === null || samples === null ? '' : `${correct} of ${samples}`;
}

/**
 * @param {string} note
 * @returns {Cell}
 */
function missing(note) {
  return { value: null, interval: null, text: MISSING, note };
}

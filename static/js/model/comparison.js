// @ts-check
/** Runs side by side: who takes part in a comparison, and what it says of each. Pure. */
import { fixed, MISSING, percent, precisePercent, quotient, signed } from 'app/lib/format.js';
import { quoted } from 'app/model/run-labels.js';
import { BASELINE_MARK, LIMIT, markOf } from 'app/model/palette.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/board.js').Board} Board */
/** @typedef {import('app/model/measures.js').Measure} Measure */
/** @typedef {import('app/model/metrics.js').Accuracy} Accuracy */
/** @typedef {import('app/model/chart-options.js').Modes} Modes */
/** @typedef {import('app/model/run-labels.js').Label} Label */

/**
 * A run in the charts.
 *
 * @typedef {object} Participant
 * @property {Run} run
 * @property {string} label tells it from all others
 * @property {string} suffix the part of the label that stands beside the name, empty when the name
 *     alone will do
 * @property {import('app/model/palette.js').Mark} mark
 * @property {boolean} baseline
 * @property {boolean} selected
 * @property {boolean} hidden whether it is left out of drawings
 */

/**
 * One value of a comparison.
 *
 * @typedef {object} Cell
 * @property {number | null} value in percent or points, null when missing
 * @property {readonly [number, number] | null} interval it lies in, where that is known
 * @property {string} text with its unit
 * @property {string} own the run's own value with its unit, with as many digits as a difference
 * @property {string} note the counts behind it, or why it is missing
 */

/** @typedef {{who: Participant, cells: readonly Cell[]}} Row */

/**
 * @typedef {object} Comparison
 * @property {Modes['values']} values
 * @property {Participant | null} reference null where values stand for themselves
 * @property {readonly Measure[]} measures
 * @property {readonly Row[]} rows
 * @property {Row | null} base the row of the reference, which need not be one of the rows
 */

/** Digits of a difference after the point. */
const DIGITS = 2;

/**
 * Who takes part: the baseline where it is asked for, then the selected runs by slot.
 *
 * @param {Board} board
 * @param {ReadonlyMap<string, number>} slots of the selected runs
 * @param {ReadonlyMap<string, Label>} labels
 * @param {Modes} modes
 * @returns {readonly Participant[]}
 */
export function participantsOf(board, slots, labels, modes) {
  const ids = [...slots.keys()].filter((id) => id !== board.baseline).slice(0, LIMIT);
  const chosen = board.baseline !== null && slots.has(board.baseline);
  if (board.baseline !== null && (modes.baseline || chosen)) {
    ids.unshift(board.baseline);
  }
  return ids.flatMap((id) => {
    const run = board.runs.get(id);
    if (!run) {
      return [];
    }
    const baseline = id === board.baseline;
    const beside = labels.get(id);
    const suffix = beside?.ambiguous ? beside.text : '';
    return [
      {
        run,
        label: [run.name, suffix].filter(Boolean).map(quoted).join(' · '),
        suffix,
        mark: baseline ? BASELINE_MARK : markOf(slots.get(id) ?? 0),
        baseline,
        selected: slots.has(id),
        hidden: modes.hidden.includes(id),
      },
    ];
  });
}

/**
 * The run that others are compared with: the chosen one, else the baseline, else the first.
 *
 * @param {Board} board
 * @param {readonly Participant[]} all
 * @param {ReadonlyMap<string, Label>} labels
 * @param {Modes} modes
 * @returns {Participant | null}
 */
export function referenceOf(board, all, labels, modes) {
  const chosen = all.find(({ run }) => run.id === modes.reference);
  if (chosen) {
    return chosen;
  }
  const only = new Map();
  const [baseline] = participantsOf(board, only, labels, { ...modes, baseline: true });
  return baseline ?? all[0] ?? null;
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
  const row = (/** @type {Participant} */ who) => ({
    who,
    cells: measures.map((measure) => cell(who, measure, values, against)),
  });
  const rows = all.filter(({ hidden }) => !hidden).map(row);
  return { values, reference: against, measures, rows, base: against && row(against) };
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
    const text = `${percent(own)} %`;
    return { value: 100 * own.value, interval: null, text, own: precise(own), note: counts(own) };
  }
  const other = reference ? measure.read(reference.run) : null;
  if (!other?.accuracy) {
    const why = reference ? `the reference has ${other?.reason}` : 'there is no reference';
    return missing(why, own);
  }
  if (values === 'relative' && other.accuracy.value === 0) {
    return missing('the reference is 0 %', own);
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
  return { value, interval: null, text: `${text} ${unit}`, own: precise(own), note: counts(own) };
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
 * @param {Accuracy | null} [own] where only the difference is missing
 * @returns {Cell}
 */
function missing(note, own = null) {
  return { value: null, interval: null, text: MISSING, own: own ? precise(own) : MISSING, note };
}

/** @param {Accuracy} accuracy */
function precise(accuracy) {
  return `${precisePercent(accuracy)} %`;
}

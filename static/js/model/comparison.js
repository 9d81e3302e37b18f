// @ts-check
/** Runs side by side: who takes part in a comparison, and what it says of each. Pure. */
import { fixed, MISSING, percent, precisePercent, quotient, signed } from 'app/lib/format.js';
import { chance, differenceOf, intervalOf, valueOf } from 'app/model/statistics.js';
import { BASELINE_MARK, LIMIT, markOf } from 'app/model/palette.js';
import { createNamer } from 'app/model/run-names.js';
import { NONE } from 'app/model/selection.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/board.js').Board} Board */
/** @typedef {import('app/model/measures.js').Measure} Measure */
/** @typedef {import('app/model/metrics.js').Accuracy} Accuracy */
/** @typedef {import('app/model/chart-options.js').Modes} Modes */
/** @typedef {import('app/model/run-labels.js').Labels} Labels */
/** @typedef {import('app/model/statistics.js').Tasks} Tasks */
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
 * Says whether a run is significantly different from the reference by a measure, null where that is not known.
 *
 * @typedef {(measure: string, run: Run) => import('app/model/uncertainty.js').Kind | null} Judge
 */

/**
 * One value of a comparison.
 *
 * @typedef {object} Cell
 * @property {number | null} value in percent or points, null when missing
 * @property {readonly [number, number] | null} interval of 95 %, where that is known and asked for
 * @property {boolean} undecided whether it is a difference that may be none
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
 * @property {readonly (number | null)[]} bands for each measure, how far two equal runs differ in 19 of 20 cases; null
 *     where that is not known or not asked for
 */

/** Digits of a difference after the point. */
const DIGITS = 2;

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
    return participant(run, nameOf, {
      mark: slot === undefined ? BASELINE_MARK : markOf(slot),
      baseline: run === first,
      selected: selection.has(run.id),
      hidden: modes.hidden.includes(run.id),
    });
  });
}

/**
 * @param {Run} run
 * @param {(run: Run) => import('app/model/run-names.js').Name} nameOf
 * @param {Pick<Participant, 'mark' | 'baseline' | 'selected' | 'hidden'>} role
 * @returns {Participant}
 */
function participant(run, nameOf, role) {
  const name = nameOf(run);
  return { run, label: name.short, name, ...role };
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
  const outside = modes.reference === null ? undefined : board.runs.get(modes.reference);
  if (outside) {
    const nameOf = createNamer([...all.map(({ run }) => run), outside], labels);
    return participant(outside, nameOf, {
      mark: BASELINE_MARK,
      baseline: false,
      selected: false,
      hidden: false,
    });
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
 * @param {Judge | null} [judge] null where nobody asks how sure the values are
 * @returns {Comparison}
 */
export function comparison(all, measures, values, reference, judge = null) {
  const against = values === 'absolute' ? null : reference;
  const row = (/** @type {Participant} */ who) => ({
    who,
    cells: measures.map((measure) => {
      const found = cell(who, measure, values, against);
      return judge
        ? judged(found, measure, who.run, judge)
        : { ...found, interval: null, undecided: false };
    }),
  });
  const rows = all.filter(({ hidden }) => !hidden).map(row);
  const bands = measures.map((measure) =>
    judge && against ? band(measure, against, values) : null,
  );
  return { values, reference: against, measures, rows, base: against && row(against), bands };
}

/**
 * @param {Cell} cell
 * @param {Measure} measure
 * @param {Run} run
 * @param {Judge} judge
 * @returns {Cell}
 */
function judged(cell, measure, run, judge) {
  if (!cell.undecided) {
    return cell;
  }
  const kind = judge(measure.key, run);
  const [low, high] = cell.interval ?? [0, 0];
  // A run that the table does not show is in no family: its own interval decides.
  return { ...cell, undecided: kind === null ? low <= 0 && high >= 0 : kind === 'undecided' };
}

/** @param {Measure} measure @param {Participant} reference @param {Modes['values']} values */
function band(measure, { run }, values) {
  const { tasks } = measure.read(run);
  return tasks && (100 * chance(tasks)) / (values === 'points' ? 1 : valueOf(tasks) || Infinity);
}

/**
 * @param {Participant} who
 * @param {Measure} measure
 * @param {Modes['values']} values
 * @param {Participant | null} reference
 * @returns {Cell}
 */
function cell({ run }, measure, values, reference) {
  const { accuracy: own, tasks, reason } = measure.read(run);
  if (!own) {
    return missing(reason);
  }
  if (values === 'absolute') {
    const interval = tasks && scaled(intervalOf(tasks), 100);
    const text = `${percent(own)} %`;
    return {
      value: 100 * own.value,
      interval,
      undecided: false,
      text,
      own: precise(own),
      note: counts(own),
    };
  }
  const other = reference ? measure.read(reference.run) : null;
  if (!other?.accuracy) {
    const why = reference ? `the reference has ${other?.reason}` : 'there is no reference';
    return missing(why, own);
  }
  if (values === 'relative' && other.accuracy.value === 0) {
    return missing('the reference is 0 %', own);
  }
  const itself = run.id === reference?.run.id;
  const interval = tasks && other.tasks && !itself ? differenceOf(tasks, other.tasks) : null;
  const whole = values === 'points' ? 1 : other.accuracy.value;
  return {
    ...difference(own, other.accuracy, values),
    interval: interval && scaled(interval, 100 / whole),
    undecided: interval !== null,
  };
}

/**
 * @param {import('app/model/statistics.js').Interval} interval
 * @param {number} factor
 * @returns {readonly [number, number]}
 */
const scaled = ({ low, high }, factor) => [low * factor, high * factor];

/**
 * @param {Accuracy} own
 * @param {Accuracy} other
 * @param {'relative' | 'points'} values
 */
function difference(own, other, values) {
  const unit = values === 'points' ? 'pts' : '%';
  const whole = values === 'points' ? 1 : other.value;
  const value = (100 * (own.value - other.value)) / whole;
  const text = signed(exactly(own, other, values) ?? fixed(value, DIGITS));
  return { value, text: `${text} ${unit}`, own: precise(own), note: counts(own) };
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
  return {
    value: null,
    interval: null,
    undecided: false,
    text: MISSING,
    own: own ? precise(own) : MISSING,
    note,
  };
}

/** @param {Accuracy} accuracy */
function precise(accuracy) {
  return `${precisePercent(accuracy)} %`;
}

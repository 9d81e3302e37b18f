// @ts-check
/** Differences of runs from the reference in one measure, with how sure they are, for a forest plot. Pure. */
import { comparison } from 'app/model/comparison.js';
import { pValue } from 'app/model/statistics.js';

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/model/comparison.js').Cell} Cell */
/** @typedef {import('app/model/measures.js').Measure} Measure */
/** @typedef {import('app/model/uncertainty.js').Kind} Kind */

/**
 * A test of a run against the reference.
 *
 * @typedef {object} Test
 * @property {Kind} kind
 * @property {number} p
 * @property {number} family number of runs whose p-values are adjusted together, 0 where p is not adjusted
 */

/** @typedef {(measure: string, run: import('app/model/board.js').Run) => Test | null} Tests */

/**
 * One run.
 *
 * @typedef {object} Line
 * @property {Participant} who
 * @property {Cell & {value: number}} cell in percentage points
 * @property {Test | null} test null where the number of samples is not known
 */

/**
 * @typedef {object} Forest
 * @property {Measure} measure
 * @property {Participant} reference
 * @property {string} zero the value of the reference, with its unit
 * @property {readonly Line[]} lines the best first
 * @property {readonly {who: Participant, note: string}[]} missing runs that cannot be compared, and why
 */

/**
 * The measures in which a run drawn can be compared with the reference.
 *
 * @param {readonly Measure[]} measures
 * @param {readonly Participant[]} participants
 * @param {Participant} reference
 */
export function comparable(measures, participants, { run: { id }, run }) {
  const others = participants.filter(({ hidden, run: other }) => !hidden && other.id !== id);
  return measures.filter(
    ({ read }) =>
      read(run).accuracy !== null && others.some((other) => read(other.run).accuracy !== null),
  );
}

/**
 * The measure of this key, else the average, else the first.
 *
 * @param {readonly Measure[]} measures one at least
 * @param {string | null} key
 */
export function measureAt(measures, key) {
  const at = (/** @type {string | null} */ one) => measures.find((measure) => measure.key === one);
  return at(key) ?? at('avg') ?? measures[0];
}

/**
 * @param {readonly Participant[]} participants
 * @param {Measure} measure
 * @param {Participant} reference which is not among the lines
 * @param {import('app/model/comparison.js').Judge} judge
 * @param {Tests} tests
 * @returns {Forest}
 */
export function forestOf(participants, measure, reference, judge, tests) {
  const others = participants.filter(({ run }) => run.id !== reference.run.id);
  const { rows, base } = comparison(others, [measure], 'points', reference, judge);
  /** @type {Line[]} */
  const lines = [];
  const missing = [];
  for (const {
    who,
    cells: [cell],
  } of rows) {
    const { value } = cell;
    if (value === null) {
      missing.push({ who, note: cell.note });
    } else {
      const test = tests(measure.key, who.run) ?? alone(measure, who, reference, cell);
      lines.push({ who, cell: { ...cell, value }, test });
    }
  }
  lines.sort((a, b) => b.cell.value - a.cell.value);
  return { measure, reference, zero: base?.cells[0].own ?? '', lines, missing };
}

/**
 * The test of a run that is in no family, for the table does not show it.
 *
 * @param {Measure} measure
 * @param {Participant} who
 * @param {Participant} reference
 * @param {Cell} cell
 * @returns {Test | null}
 */
function alone({ read }, who, reference, { value, undecided }) {
  const [own, other] = [read(who.run).tasks, read(reference.run).tasks];
  if (!own || !other) {
    return null;
  }
  const better = Number(value) > 0 ? 'better' : 'worse';
  return { kind: undecided ? 'undecided' : better, p: pValue(own, other), family: 0 };
}

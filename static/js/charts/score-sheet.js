// @ts-check
/** Scores as a table and in words: beside a difference stands the value, so that it can be checked. Pure. */
import { fullName } from 'app/charts/figure.js';
import { MISSING } from 'app/lib/format.js';

/** @typedef {import('app/model/comparison.js').Comparison} Comparison */
/** @typedef {import('app/model/comparison.js').Cell} Cell */

/**
 * A column for each measure, and one for its difference from the reference.
 *
 * @param {Comparison} comparison
 */
export function scoreSheet({ measures, rows, base, values }) {
  const absolute = values === 'absolute';
  const all =
    !base || rows.some(({ who }) => who.run.id === base.who.run.id) ? rows : [base, ...rows];
  return {
    head: ['Run', ...measures.flatMap(({ label }) => (absolute ? [label] : [label, `Δ ${label}`]))],
    rows: all.map(({ who, cells }) => [
      fullName(who),
      ...cells.flatMap((cell) => {
        const own = cell.own === MISSING ? why(cell) : cell.own;
        const difference = cell.value === null && cell.own !== MISSING ? why(cell) : cell.text;
        return absolute ? [own] : [own, difference];
      }),
    ]),
  };
}

/**
 * A value where it is pointed at.
 *
 * @param {Cell} cell
 * @param {Comparison['values']} values
 */
export function scoreText(cell, values) {
  if (cell.value === null) {
    return why(cell);
  }
  return values === 'absolute' ? cell.text : `${cell.own} · ${cell.text}`;
}

/**
 * What a measure is called where it is pointed at, with the value of the reference.
 *
 * @param {Comparison} comparison
 * @param {number} index of the measure
 */
export function measureTitle({ measures, base }, index) {
  const { label } = measures[index];
  return base ? `${label}, reference ${base.cells[index].own}` : label;
}

/** @param {Cell} cell */
function why({ text, note }) {
  return `${text} ${note}`;
}

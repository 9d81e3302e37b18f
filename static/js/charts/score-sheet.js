// @ts-check
/** Scores as a table and in words: beside a difference stands the value, so that it can be checked. Pure. */
import { fullName } from 'app/charts/figure.js';
import { intervalText, MISSING } from 'app/lib/format.js';

/** @typedef {import('app/model/comparison.js').Comparison} Comparison */
/** @typedef {import('app/model/comparison.js').Cell} Cell */

/**
 * A column for each measure, one for its difference from the reference, and one for the interval of
 * what the chart draws, where it draws intervals and any is known.
 *
 * @param {Comparison} comparison
 * @param {boolean} intervals whether the chart draws them
 */
export function scoreSheet({ measures, rows, base, values }, intervals) {
  const absolute = values === 'absolute';
  const all =
    !base || rows.some(({ who }) => who.run.id === base.who.run.id) ? rows : [base, ...rows];
  const sure = measures.map((_, i) => intervals && all.some(({ cells }) => cells[i].interval));
  return {
    head: [
      'Run',
      ...measures.flatMap(({ label }, i) => [
        label,
        ...(absolute ? [] : [`Δ ${label}`]),
        ...(sure[i] ? [`95 % of ${absolute ? '' : 'Δ '}${label}`] : []),
      ]),
    ],
    rows: all.map(({ who, cells }) => [
      fullName(who),
      ...cells.flatMap((cell, i) => {
        const own = cell.own === MISSING ? why(cell) : cell.own;
        const difference = cell.value === null && cell.own !== MISSING ? why(cell) : cell.text;
        return [
          own,
          ...(absolute ? [] : [difference]),
          ...(sure[i] ? [cell.interval ? intervalText(cell.interval) : MISSING] : []),
        ];
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

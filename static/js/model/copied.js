// @ts-check
/**
 * Rows for the clipboard: a line each, tabs between the cells, as spreadsheets and editors take them. What is missing
 * is empty, and numbers are written as programs read them. Pure.
 */
import { MISSING } from 'app/lib/format.js';
import { bareNumber, copiedText } from 'app/model/cell-text.js';
import { differenceIn, differenceLabel, isMeasured } from 'app/model/differences.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/model/differences.js').Against} Against */

/** @typedef {readonly (readonly string[])[]} Rows of text, the head first where there is one */

/** What stands between two numbers that get a column each, and what is added to the names of these. */
const PAIRS = Object.freeze([
  { pattern: /^(.*) ± (.*)$/, names: ['', ' ±'] },
  { pattern: /^([+\u2212-]?[\d.,]+) to ([+\u2212-]?[\d.,]+)$/, names: [' from', ' to'] },
]);

/** A number with its unit behind it. */
const WITH_UNIT = /^([^ ]*\d) (\S+)$/;

/** @param {Rows} rows */
export function tabSeparated(rows) {
  return rows
    .map((cells) => cells.map((cell) => cell.replace(/\s+/g, ' ').trim()).join('\t'))
    .join('\n');
}

/**
 * The head of the table, with the units that stand below the labels.
 *
 * @param {readonly Column[]} columns
 * @param {Against | null} [against] null where values stand for themselves
 */
export function copiedHead(columns, against = null) {
  return columns.map((column) => {
    const { label, unit } = column;
    if (against && isMeasured(column)) {
      return differenceLabel(column, against);
    }
    return unit === '%' ? `${label} ${unit}` : label;
  });
}

/**
 * @param {readonly Run[]} runs
 * @param {readonly Column[]} columns
 * @param {Against | null} [against] null where values stand for themselves
 * @returns {Rows} without a head
 */
export function copiedRuns(runs, columns, against = null) {
  return runs.map((run) =>
    columns.map((column) =>
      against && isMeasured(column)
        ? copiedDifference(column, run, against)
        : copiedText(column, run),
    ),
  );
}

/** @param {Column} column @param {Run} run @param {Against} against */
function copiedDifference(column, run, against) {
  const own = run.id === against.reference.id && copiedText(column, run) !== '';
  return own ? '0' : bareNumber(differenceIn(column, run, against)?.text ?? '');
}

/**
 * The values of a chart: units stand in the head, and a value and its deviation have a column each,
 * as have both ends of an interval.
 *
 * @param {Rows} rows the head first; the first cell of each names it
 * @returns {Rows}
 */
export function bareRows([head = [], ...rows]) {
  const pair = head.map(
    (_, i) => i > 0 && PAIRS.find(({ pattern }) => rows.some((row) => pattern.test(row[i]))),
  );
  const unit = head.map(
    (_, i) => i > 0 && rows.map((row) => WITH_UNIT.exec(row[i])?.[2]).find(Boolean),
  );
  return [
    head.flatMap((text, i) => {
      const label = unit[i] ? `${text} (${unit[i]})` : text;
      return (pair[i] || { names: [''] }).names.map((name) => label + name);
    }),
    ...rows.map(([name, ...values]) => [
      bareNumber(name),
      ...values.flatMap((text, i) => {
        const { pattern } = pair[i + 1] || { pattern: null };
        if (pattern === null) {
          return [bareCell(text)];
        }
        const [first, second] = pattern.exec(text)?.slice(1) ?? [text, ''];
        return [bareCell(first), bareCell(second)];
      }),
    ]),
  ];
}

/** @param {string} text */
function bareCell(text) {
  const missing = text === MISSING || text.startsWith(`${MISSING} `);
  return missing ? '' : bareNumber(WITH_UNIT.exec(text)?.[1] ?? text);
}

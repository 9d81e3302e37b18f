// @ts-check
/**
 * Rows as CSV (RFC 4180): CRLF behind every line, numbers as the results have them, nothing where a
 * value is missing. Text that a spreadsheet would take for a formula begins with an apostrophe. Pure.
 */
import { COLUMNS } from 'app/model/columns.js';
import { differenceLabel, differenceValue, isMeasured } from 'app/model/differences.js';
import { LONG_CONTEXT, SINGLE_TOKENS } from 'app/model/context-columns.js';
import { flattened } from 'app/model/config-rows.js';
import { average, AVERAGE, figureOrText } from 'app/model/metrics.js';
import { training } from 'app/model/training.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */

/** @typedef {string | number | null} Value */

/**
 * @typedef {object} Field
 * @property {string} label
 * @property {(run: Run) => Value} value null when it is missing
 */

/**
 * How values are separated and written.
 *
 * @typedef {object} Dialect
 * @property {',' | ';'} separator
 * @property {'.' | ','} decimal mark of numbers
 * @property {'' | '\uFEFF'} start a byte order mark, by which spreadsheets know that the text is UTF-8
 */

/** @type {Dialect} */
export const PLAIN = Object.freeze({ separator: ',', decimal: '.', start: '' });

/**
 * What spreadsheets of a language open without being asked anything: where the comma is the decimal mark, they expect
 * semicolons between values.
 *
 * @param {string} language BCP 47
 * @returns {Dialect}
 */
export function spreadsheetDialect(language) {
  const comma = new Intl.NumberFormat(language).format(0.5).includes(',');
  return {
    separator: comma ? ';' : ',',
    decimal: comma ? ',' : '.',
    start: '\uFEFF',
  };
}

/** What spreadsheets take for the beginning of a formula, unless it is a negative number. */
const FORMULA = /^(?!-\d+(\.\d+)?(e[+-]?\d+)?$)[=+\-@\t\r\n＝＋－＠]/i;

/**
 * @param {readonly Run[]} runs in their order
 * @param {readonly Field[]} fields
 * @param {Dialect} [dialect]
 */
export function csvOf(runs, fields, dialect = PLAIN) {
  const head = fields.map(({ label }) => label);
  return csvOfRows([head, ...runs.map((run) => fields.map(({ value }) => value(run)))], dialect);
}

/**
 * @param {readonly (readonly Value[])[]} rows the head first
 * @param {Dialect} [dialect]
 */
export function csvOfRows(rows, dialect = PLAIN) {
  const { separator, start } = dialect;
  const line = (/** @type {readonly Value[]} */ row) =>
    `${row.map((value) => cell(value, dialect)).join(separator)}\r\n`;
  return start + rows.map(line).join('');
}

/** @param {Value} value @param {Dialect} dialect */
function cell(value, { separator, decimal }) {
  if (typeof value === 'number') {
    return String(value).replace('.', decimal);
  }
  const safe = value !== null && FORMULA.test(value) ? `'${value}` : (value ?? '');
  return safe.includes(separator) || /["\r\n]/.test(safe)
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}

/** @param {Column} column @returns {Field} */
const field = ({ label, order }) => ({ label, value: order });

/** @param {Column} column @param {import('app/model/differences.js').Against} against @returns {Field} */
const difference = (column, against) => ({
  label: differenceLabel(column, against),
  value: (run) => differenceValue(column, run, against),
});

/** @param {'TTT' | 'LoRA'} badge @returns {Field} */
const enabled = (badge) => ({
  label: badge,
  value: (run) => (training(run).includes(badge) ? 'yes' : 'no'),
});

const ENABLED = Object.freeze([enabled('TTT'), enabled('LoRA')]);

/** Tells apart rows of one name. @type {Field} */
const ID = Object.freeze({ label: 'ID', value: ({ id }) => id });

/** What people have noted. @type {Field} */
const ANNOTATION = Object.freeze({
  label: 'Annotation',
  value: ({ annotation }) => annotation ?? null,
});

/** The columns of the API's CSV, where single tokens stand for long context. */
const STANDARD_COLUMNS = COLUMNS.flatMap((column) => {
  if (column.kind === 'average') {
    return [...SINGLE_TOKENS.slice(0, 2), column];
  }
  return column.kind === 'prefix' || column.kind === 'training' ? [] : [column];
});

/**
 * Name, step, the four tasks, perplexities, average, whether TTT and LoRA are enabled, long context, what people have
 * noted, and the id. An
 * average of fewer than four tasks is missing, for it cannot be compared.
 *
 * @type {readonly Field[]}
 */
export const STANDARD = Object.freeze([
  ...STANDARD_COLUMNS.map(field),
  ...ENABLED,
  ...LONG_CONTEXT.map(field),
  ANNOTATION,
  ID,
]);

/** Keys of the results that the standard fields have. What a file says of the average is none of them. */
const STANDARD_KEYS = STANDARD_COLUMNS.flatMap(({ kind, metric }) =>
  metric && kind !== 'average' ? metric : [],
);

/**
 * What the table shows, and the id; where it shows differences, the values that they are of as well.
 *
 * @param {readonly Column[]} columns
 * @param {import('app/model/differences.js').Against | null} [against] null where values stand for themselves
 * @returns {readonly Field[]}
 */
export function fieldsShown(columns, against = null) {
  const fields = columns.flatMap((column) =>
    column.kind === 'training'
      ? ENABLED
      : against && isMeasured(column)
        ? [field(column), difference(column, against)]
        : [field(column)],
  );
  return columns.some(({ key }) => key === 'id') ? fields : [...fields, ID];
}

/**
 * Everything that is known of the runs: the standard fields, what they are and where, and every key
 * of their results and configurations.
 *
 * @param {readonly Run[]} runs
 * @param {readonly import('app/model/board.js').MetricDefinition[]} own the user's own metrics
 * @returns {readonly Field[]}
 */
export function everyField(runs, own) {
  const configs = new Map(runs.map((run) => [run, flattened(run.training_config)]));
  const metrics = new Set(runs.flatMap((run) => Object.keys(run.metrics)));
  const paths = new Set([...configs.values()].flatMap((config) => [...config.keys()]));
  paths.delete('');
  STANDARD_KEYS.forEach((key) => metrics.delete(key));
  return [
    ...STANDARD,
    { label: 'Path', value: (run) => run.checkpoint_path || null },
    { label: 'Evaluated', value: (run) => run.evaluation_timestamp || null },
    { label: 'Tags', value: ({ tags }) => tags.join(' ') || null },
    { label: 'Starred', value: ({ starred }) => (starred ? 'yes' : 'no') },
    { label: 'Notes', value: ({ notes }) => notes || null },
    ...[...metrics].map((key) => ({
      label: `metrics.${key}`,
      value: (/** @type {Run} */ run) => resultOf(run, key, own),
    })),
    ...[...paths].map((path) => ({
      label: `training_config.${path}`,
      value: (/** @type {Run} */ run) => present(configs.get(run)?.get(path)),
    })),
  ];
}

/**
 * @param {Run} run
 * @param {string} key
 * @param {readonly import('app/model/board.js').MetricDefinition[]} own
 * @returns {Value}
 */
function resultOf({ metrics }, key, own) {
  const value =
    key === AVERAGE ? (average(metrics)?.written ?? null) : figureOrText(metrics, key, own);
  return typeof value === 'string' ? present(value) : value;
}

/** @param {string | undefined} text of a value @returns {Value} */
function present(text) {
  return text && text !== 'null' ? text : null;
}

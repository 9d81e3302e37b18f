// @ts-check
/** Keys of the training configuration as columns of the table. Pure. */
import { isSet, numberIn, settingIn } from 'app/model/config-values.js';
import { CONFIG } from 'app/model/ranges.js';
import { quoted } from 'app/model/run-labels.js';

/** @typedef {import('app/model/columns.js').Column} Column */

/** @type {Map<string, Column>} */
const known = new Map();

/**
 * The column of a key; the same object each time, so that what is worked out for it is kept.
 *
 * @param {string} path with dots, such as `optim.lr`
 * @returns {Column}
 */
export function configColumn(path) {
  let column = known.get(path);
  if (!column) {
    known.set(path, (column = columnOf(path)));
  }
  return column;
}

/** @param {string} path @returns {Column} */
function columnOf(path) {
  const label = quoted(path);
  return {
    key: CONFIG + path,
    label,
    kind: 'setting',
    note: `${label} in the training configuration.`,
    text: (run) => settingIn(run, path) ?? '',
    title: (run) =>
      settingIn(run, path) ??
      (isSet(run, path)
        ? `${label} is null in its training configuration`
        : `${label} is not in its training configuration`),
    order: (run) => numberIn(run, path) ?? (settingIn(run, path) || null),
  };
}

/** @param {Column} column @returns whether it is a key of the training configuration */
export const isConfigColumn = ({ kind }) => kind === 'setting';

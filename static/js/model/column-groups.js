// @ts-check
/** The columns that are not shown, in the groups that they are offered in. Pure. */
import { isConfigColumn } from 'app/model/config-columns.js';
import { CONFIG } from 'app/model/ranges.js';

/** @typedef {import('app/model/columns.js').Column} Column */

/**
 * @typedef {object} ColumnGroup
 * @property {string} label
 * @property {readonly Column[]} columns
 * @property {boolean} folded whether it is opened by a click, because it is seldom asked for
 */

/** Keys of losses, of which there can be one for every position. */
const LOSS = /(^|[^a-z])loss(es)?([^a-z]|$)/i;

/** Kinds that say what a run is, not what came out. */
const OF_THE_RUN = ['name', 'integer', 'training', 'text', 'time'];

/**
 * The columns in groups; those without columns are left out. A key that some runs lack, and that is the same in all
 * others, does not vary: a pretrained model lacks nearly all.
 *
 * @param {readonly Column[]} columns
 * @param {readonly import('app/model/config-values.js').VaryingKey[]} varying keys of the configuration, the most important first
 * @returns {readonly ColumnGroup[]}
 */
export function columnGroups(columns, varying) {
  const places = new Map(
    varying
      .filter(({ counts }) => counts.size - Number(counts.has(null)) > 1)
      .map(({ path }, place) => [CONFIG + path, place]),
  );
  const placeOf = (/** @type {Column} */ { key }) => places.get(key) ?? -1;
  const settings = columns.filter(isConfigColumn);
  const others = columns.filter((column) => !isConfigColumn(column));
  const ofRun = (/** @type {Column} */ { kind }) => OF_THE_RUN.includes(kind);
  const isLoss = (/** @type {Column} */ { kind, key }) => kind === 'plain' && LOSS.test(key);
  const group = (
    /** @type {string} */ label,
    /** @type {readonly Column[]} */ own,
    folded = false,
  ) => (own.length > 0 ? [{ label, columns: own, folded }] : []);
  return [
    ...group(
      'Results',
      others.filter((column) => !ofRun(column) && !isLoss(column)),
    ),
    ...group(
      'Configuration',
      settings.filter(({ key }) => places.has(key)).sort((a, b) => placeOf(a) - placeOf(b)),
    ),
    ...group('Run', others.filter(ofRun)),
    ...group('Losses', others.filter(isLoss), true),
    ...group(
      'Configuration that does not vary',
      settings.filter(({ key }) => !places.has(key)),
      true,
    ),
  ];
}

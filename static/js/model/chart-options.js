// @ts-check
/** How the charts show the selected runs, as chosen by the user. Pure. */
import { filesFrom, writeFiles } from 'app/model/audio-files.js';
import { GROUNDS, PICTURE_SIZES } from 'app/model/picture-size.js';
import { linesFrom, REFERENCE_LINES, writeLines } from 'app/model/reference-lines.js';

/**
 * What the panel of charts is like: `auto` opens it when there is something to compare and room for
 * it, until the user decides.
 *
 * @typedef {'auto' | 'open' | 'full' | 'closed'} PanelMode
 */

/** @typedef {'scores' | 'context' | 'config'} Tab */

/** In the order of the panel. @type {readonly Tab[]} */
export const TABS = Object.freeze(['scores', 'context', 'config']);

/**
 * What numbers of a comparison are: the values themselves, their relative difference from the
 * reference in percent, or their difference from it in percentage points.
 *
 * @typedef {'absolute' | 'relative' | 'points'} Values
 */

/** @typedef {'linear' | 'log'} Scale */

/**
 * @typedef {object} Modes
 * @property {PanelMode} panel
 * @property {number | null} split percent of the page that the panel takes, null for the usual
 * @property {Tab} tab
 * @property {Values} values
 * @property {boolean} autoscale whether axes show only the range that the values are in
 * @property {string | null} reference id of the run that others are compared with, null for the
 *     baseline
 * @property {string | null} base id of the run that is taken for the baseline, null for the one of
 *     the board
 * @property {boolean} baseline whether the baseline is drawn beside the selected runs
 * @property {string | null} delta measure whose differences from the reference the forest plot has, null for the average
 * @property {boolean} overall whether the radar has an axis for the average
 * @property {'mean' | 'median' | 'files' | 'points'} view of long context
 * @property {'perplexity' | 'loss' | 'local'} quantity
 * @property {'band' | 'bars' | 'none'} spread how the standard deviation of a mean is drawn
 * @property {readonly number[]} files audio files that are shown, from 0 and ascending, empty for all
 * @property {import('app/model/reference-lines.js').ReferenceLines} lines
 * @property {Scale} x
 * @property {Scale} y
 * @property {readonly [number, number] | null} zoom positions from and to, null for all
 * @property {boolean} allkeys whether configuration keys are listed that do not differ
 * @property {'auto' | 'shown' | 'hidden'} uncertainty of accuracies and differences; `auto` shows it where there is a
 *     reference
 * @property {import('app/model/picture-size.js').PictureSize} picture size of charts that are saved
 * @property {import('app/model/picture-size.js').Ground} ground behind charts that are saved
 * @property {boolean} options whether all that chooses how charts are is in sight
 * @property {readonly string[]} tables charts that are shown as tables
 * @property {readonly string[]} hidden ids of selected runs that are not drawn
 * @property {boolean} whole whether the legend shows all its entries, where they are many
 */

/** @type {Modes} */
export const MODES = Object.freeze({
  panel: 'auto',
  split: null,
  tab: 'scores',
  values: 'absolute',
  autoscale: true,
  reference: null,
  base: null,
  baseline: true,
  delta: null,
  overall: false,
  view: 'mean',
  quantity: 'perplexity',
  spread: 'band',
  files: Object.freeze([]),
  lines: REFERENCE_LINES,
  x: 'linear',
  y: 'linear',
  zoom: null,
  uncertainty: 'auto',
  allkeys: false,
  picture: 'large',
  ground: 'white',
  options: false,
  tables: Object.freeze([]),
  hidden: Object.freeze([]),
  whole: false,
});

/**
 * Whether numbers say how sure they are.
 *
 * @param {Modes} modes
 * @param {unknown} reference null when there is none
 */
export function isUncertaintyShown({ uncertainty }, reference) {
  return uncertainty === 'auto' ? reference !== null : uncertainty === 'shown';
}

/** The least and the most that the panel takes beside the table, in percent of the page. */
export const SPLIT = Object.freeze({ least: 25, most: 80 });

/**
 * A share of the page that leaves room for table and charts.
 *
 * @param {number} percent
 */
export function withinSplit(percent) {
  return Math.round(Math.min(SPLIT.most, Math.max(SPLIT.least, percent)));
}

/** @type {Readonly<Record<string, readonly string[]>>} */
const CHOICES = Object.freeze({
  panel: ['auto', 'open', 'full', 'closed'],
  tab: TABS,
  values: ['absolute', 'relative', 'points'],
  view: ['mean', 'median', 'files', 'points'],
  quantity: ['perplexity', 'loss', 'local'],
  spread: ['band', 'bars', 'none'],
  x: ['linear', 'log'],
  y: ['linear', 'log'],
  uncertainty: ['auto', 'shown', 'hidden'],
  picture: PICTURE_SIZES,
  ground: GROUNDS,
});
const FLAGS = Object.freeze(['autoscale', 'baseline', 'overall', 'allkeys']);

/**
 * The modes that an address names; what it leaves out, or gets wrong, is as at the start.
 *
 * @param {URLSearchParams} values
 * @returns {Modes}
 */
export function modesFrom(values) {
  /** @type {any} */
  const modes = { ...MODES };
  for (const [key, choices] of Object.entries(CHOICES)) {
    const value = values.get(key) ?? '';
    if (choices.includes(value)) {
      modes[key] = value;
    }
  }
  for (const key of FLAGS) {
    if (values.has(key)) {
      modes[key] = values.get(key) === 'yes';
    }
  }
  const split = Number(values.get('split') || NaN);
  modes.split = Number.isFinite(split) ? withinSplit(split) : null;
  modes.reference = values.get('reference') || null;
  modes.base = values.get('base') || null;
  modes.delta = values.get('delta') || null;
  modes.files = filesFrom(values);
  modes.lines = linesFrom(values);
  const zoom = (values.get('zoom') ?? '').split('~').map(Number);
  modes.zoom = zoom.length === 2 && zoom[0] >= 0 && zoom[1] > zoom[0] ? zoom : null;
  modes.tables = (values.get('tables') ?? '').split('~').filter(Boolean);
  return modes;
}

/**
 * Writes the modes that are not as at the start into an address. Which runs are
 * hidden, and how much of the legend and the options is open, stays out.
 *
 * @param {Modes} modes
 * @param {URLSearchParams} values
 */
export function writeModes(modes, values) {
  const given = /** @type {any} */ (modes);
  const start = /** @type {any} */ (MODES);
  for (const key of Object.keys(CHOICES)) {
    if (given[key] !== start[key]) {
      values.set(key, given[key]);
    }
  }
  for (const key of FLAGS) {
    if (given[key] !== start[key]) {
      values.set(key, given[key] ? 'yes' : 'no');
    }
  }
  if (modes.split !== null) {
    values.set('split', String(modes.split));
  }
  if (modes.reference !== null) {
    values.set('reference', modes.reference);
  }
  if (modes.base !== null) {
    values.set('base', modes.base);
  }
  if (modes.delta !== null) {
    values.set('delta', modes.delta);
  }
  writeFiles(modes.files, values);
  writeLines(modes.lines, values);
  if (modes.zoom) {
    values.set('zoom', modes.zoom.map((position) => String(Math.round(position))).join('~'));
  }
  if (modes.tables.length > 0) {
    values.set('tables', modes.tables.join('~'));
  }
}

/**
 * The modes after the user changed some; a panel that is worked in stays open.
 *
 * @param {Modes} modes
 * @param {Partial<Modes>} change
 * @returns {Modes}
 */
export function changedModes(modes, change) {
  const panel = modes.panel === 'auto' ? 'open' : modes.panel;
  return { ...modes, panel, ...change };
}

/**
 * The modes in which the table can be seen.
 *
 * @param {Modes} modes
 * @returns {Modes}
 */
export function besideTable(modes) {
  return modes.panel === 'full' ? { ...modes, panel: 'open' } : modes;
}

/**
 * A list with an entry put in, or taken out where it was in.
 *
 * @param {readonly string[]} list
 * @param {string} entry
 * @returns {readonly string[]}
 */
export function switched(list, entry) {
  return list.includes(entry) ? list.filter((other) => other !== entry) : [...list, entry];
}

/**
 * Whether the panel is shown.
 *
 * @param {Modes} modes
 * @param {number} selected how many runs are
 * @param {boolean} wide whether there is room beside the table
 */
export function panelShown({ panel }, selected, wide) {
  return panel === 'auto' ? selected >= 2 && wide : panel !== 'closed';
}

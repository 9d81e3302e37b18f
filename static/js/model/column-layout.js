// @ts-check
/** Which columns the table has, in which order, and how wide. Pure. */
import { readList, writtenList } from 'app/lib/list-param.js';

/** @typedef {import('app/model/columns.js').Column} Column */

/**
 * @typedef {object} Layout
 * @property {readonly string[] | null} keys of the columns behind the name, in order; null for
 *     those that are shown at first
 * @property {Readonly<Record<string, number>>} widths in pixels, by key, of columns whose width was
 *     chosen
 */

/** @type {Layout} */
export const LAYOUT = Object.freeze({ keys: null, widths: Object.freeze({}) });

/** No column is narrower, in pixels. */
export const LEAST_WIDTH = 56;

/** No column is wider, in pixels. */
const MOST_WIDTH = 1200;

/** The column that tells the runs apart: always there, always first. */
const NAME = 'name';

/**
 * The columns of a layout. Keys without a column are passed over.
 *
 * @param {Layout} layout
 * @param {readonly Column[]} first those shown at first, the name among them
 * @param {readonly Column[]} every
 * @returns {readonly Column[]}
 */
export function columnsOf({ keys }, first, every) {
  if (keys === null) {
    return first;
  }
  const known = new Map(every.map((column) => [column.key, column]));
  return [NAME, ...keys.filter((key) => key !== NAME)].flatMap((key) => known.get(key) ?? []);
}

/**
 * A layout in which a column is shown, behind the others, or no longer shown.
 *
 * @param {Layout} layout
 * @param {readonly Column[]} shown now, which it goes out from where the layout names none
 * @param {string} key
 * @param {boolean} on
 * @returns {Layout}
 */
export function withColumn(layout, shown, key, on) {
  // Of two changes before the page is drawn again, the second finds the columns of the first here.
  const keys = layout.keys ?? shown.map((column) => column.key);
  const rest = keys.filter((other) => other !== key);
  return { ...layout, keys: behindName(on ? [...rest, key] : rest) };
}

/**
 * A layout in which a column has moved; nothing moves before the name.
 *
 * @param {Layout} layout
 * @param {readonly Column[]} shown now
 * @param {string} key
 * @param {number} to its new place among the columns behind the name, from 0
 * @returns {Layout}
 */
export function withMoved(layout, shown, key, to) {
  const keys = behindName(shown.map((column) => column.key));
  const rest = keys.filter((other) => other !== key);
  if (rest.length === keys.length) {
    return layout;
  }
  const place = Math.min(rest.length, Math.max(0, to));
  return { ...layout, keys: [...rest.slice(0, place), key, ...rest.slice(place)] };
}

/** @param {readonly string[]} keys */
function behindName(keys) {
  return keys.filter((key) => key !== NAME);
}

/**
 * A layout in which a column has another width.
 *
 * @param {Layout} layout
 * @param {string} key
 * @param {number | null} width in pixels, null for the usual one
 * @returns {Layout}
 */
export function withWidth(layout, key, width) {
  const { [key]: _, ...widths } = layout.widths;
  return { ...layout, widths: width === null ? widths : { ...widths, [key]: withinReason(width) } };
}

/** @param {number} width */
function withinReason(width) {
  return Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width)));
}

/**
 * The layout that an address names; what it gets wrong is as at the start.
 *
 * @param {URLSearchParams} values
 * @returns {Layout}
 */
export function layoutFrom(values) {
  /** @type {[string, number][]} */
  const widths = readList(values.get('widths')).flatMap((text) => {
    const [, key, width] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
    return key ? [[key, withinReason(Number(width))]] : [];
  });
  return {
    keys: values.has('cols') ? behindName(readList(values.get('cols'))) : null,
    widths: Object.fromEntries(widths),
  };
}

/**
 * Writes a layout that is not as at the start into an address.
 *
 * @param {Layout} layout
 * @param {URLSearchParams} values
 */
export function writeLayout({ keys, widths }, values) {
  if (keys !== null) {
    values.set('cols', writtenList(keys));
  }
  const chosen = Object.entries(widths).map(([key, width]) => `${key}:${width}`);
  if (chosen.length > 0) {
    values.set('widths', writtenList(chosen));
  }
}

// @ts-check
/** Where rows of one height are while they are scrolled. All lengths are in pixels. */

/**
 * What is seen of a list of rows.
 *
 * @typedef {object} View
 * @property {number} top how far the list is scrolled
 * @property {number} height of the part that is seen
 * @property {number} rowHeight
 */

/** Rows kept ready above and below the view. */
const SPARE = 8;

/** @type {Readonly<Record<string, (place: number, page: number, last: number) => number>>} */
const MOVES = Object.freeze({
  ArrowUp: (place) => place - 1,
  ArrowDown: (place) => place + 1,
  PageUp: (place, page) => place - page,
  PageDown: (place, page) => place + page,
  Home: () => 0,
  End: (_place, _page, last) => last,
});

/**
 * The places from `start` up to, but without, `end` that are in the view or near it.
 *
 * @param {View} view
 * @param {number} count of rows
 */
export function nearby({ top, height, rowHeight }, count) {
  const start = Math.max(0, Math.floor(top / rowHeight) - SPARE);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + SPARE);
  return { start: Math.min(start, end), end };
}

/**
 * Whether a part of the row at a place is seen.
 *
 * @param {View} view
 * @param {number} place
 */
export function inView({ top, height, rowHeight }, place) {
  return (place + 1) * rowHeight > top && place * rowHeight < top + height;
}

/**
 * How far to scroll so that the row at a place is seen whole.
 *
 * @param {View} view
 * @param {number} place
 */
export function revealing({ top, height, rowHeight }, place) {
  const start = place * rowHeight;
  if (start < top) {
    return start;
  }
  return Math.max(top, start + rowHeight - height);
}

/**
 * How far to scroll so that the row at a place is in the middle of the view.
 *
 * @param {View} view
 * @param {number} place
 */
export function centering({ height, rowHeight }, place) {
  return Math.max(0, place * rowHeight - (height - rowHeight) / 2);
}

/**
 * How far to scroll so that what was at the top stays there, though rows came or went above it. A
 * list that is not scrolled stays so.
 *
 * @param {View} view
 * @param {readonly {id: string}[]} before
 * @param {readonly {id: string}[]} after
 */
export function keeping({ top, rowHeight }, before, after) {
  if (top < rowHeight) {
    return top;
  }
  const places = new Map(after.map(({ id }, place) => [id, place]));
  for (let i = Math.floor(top / rowHeight); i < before.length; i++) {
    const place = places.get(before[i].id);
    if (place !== undefined) {
      return Math.max(0, top + (place - i) * rowHeight);
    }
  }
  return top;
}

/**
 * The place that a key moves to.
 *
 * @param {string} key as in keyboard events
 * @param {View} view
 * @param {number} from a place
 * @param {number} count of rows
 * @returns {number | null} null when the key is no move
 */
export function moved(key, { height, rowHeight }, from, count) {
  const move = Object.hasOwn(MOVES, key) ? MOVES[key] : null;
  const page = Math.max(1, Math.floor(height / rowHeight) - 1);
  return move ? Math.min(count - 1, Math.max(0, move(from, page, count - 1))) : null;
}

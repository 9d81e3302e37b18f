// @ts-check
/** What of a name must stay when it is cut, so that it can be told from others. Pure. */

/**
 * A piece of a name.
 *
 * @typedef {object} Part
 * @property {string} text
 * @property {boolean} kept whether it tells the name from others, so that it is not cut while others
 *     can be
 */

/** A word with what stands before it; longer words in pieces, so that a difference has its place. */
const PIECES =
  /[^A-Za-z0-9\u{80}-\u{10ffff}]{0,6}[A-Za-z0-9\u{80}-\u{10ffff}]{1,12}|[^A-Za-z0-9\u{80}-\u{10ffff}]{1,6}/gu;

/** A name of so few letters stays in one piece. */
const WHOLE = 16;

/** A piece with fewer letters says little without the one before it, as `-0` without `_seed`. */
const TELLING = 4;

/** Fewer letters cannot be cut: an ellipsis is as wide. */
const CUTTABLE = 5;

/** Kept pieces side by side are one part up to so many letters. */
export const JOINED = 10;

/**
 * One string for all that are equal, which are compared the faster.
 *
 * @type {Map<string, string>}
 */
const same = new Map();

/**
 * The pieces of a name.
 *
 * @param {string} text
 * @returns {readonly string[]}
 */
export function piecesOf(text) {
  const pieces = text.match(PIECES) ?? (text === '' ? [] : [text]);
  return pieces.map((piece) => {
    const other = same.get(piece);
    if (other === undefined) {
      same.set(piece, piece);
    }
    return other ?? piece;
  });
}

/**
 * Names that begin alike.
 *
 * @typedef {object} Branch
 * @property {readonly number[]} members
 * @property {Map<string | undefined, {members: readonly number[], next: Branch | null}> | null} ways how they go
 *     on, null until that is asked for
 */

/**
 * Finds the pieces that tell some names from each other: where names that began alike go on
 * differently. Names that differ have a place where they differ among them. Only what is asked for is
 * looked at, for a table shows few of its rows.
 *
 * @param {number} count of names
 * @param {(name: number, place: number) => string | undefined} pieceAt undefined behind the end
 * @returns {(name: number) => readonly number[]} places in ascending order
 */
export function createTelling(count, pieceAt) {
  /** @type {Branch} */
  const root = { members: Array.from({ length: count }, (_, i) => i), ways: null };

  /** @param {readonly number[]} members @param {number} place */
  function waysOf(members, place) {
    const first = pieceAt(members[0], place);
    if (members.every((member) => pieceAt(member, place) === first)) {
      return new Map([[first, { members, next: null }]]);
    }
    /** @type {Map<string | undefined, {members: number[], next: null}>} */
    const ways = new Map();
    for (const member of members) {
      const piece = pieceAt(member, place);
      const way = ways.get(piece);
      if (way) {
        way.members.push(member);
      } else {
        ways.set(piece, { members: [member], next: null });
      }
    }
    return ways;
  }

  return (name) => {
    /** @type {number[]} */
    const places = [];
    let branch = root;
    for (let place = 0; branch.members.length > 1; place++) {
      const ways = (branch.ways ??= waysOf(branch.members, place));
      const piece = pieceAt(name, place);
      const way = ways.get(piece);
      if (ways.size > 1) {
        // A name that ends where others go on is told by its end.
        places.push(piece === undefined ? place - 1 : place);
      }
      if (!way || piece === undefined) {
        break;
      }
      branch = way.next ??= { members: way.members, ways: null };
    }
    return [...new Set(places)].filter((place) => place >= 0);
  };
}

/**
 * A name in parts.
 *
 * @param {readonly string[]} pieces
 * @param {readonly number[]} places of the pieces that are kept
 * @returns {readonly Part[]}
 */
export function partsOf(pieces, places) {
  const whole = pieces.join('');
  if (whole.length <= WHOLE || places.length === 0) {
    return whole === '' ? [] : [{ text: whole, kept: places.length > 0 }];
  }
  const kept = new Set(places);
  for (const place of places) {
    if (place > 0 && letters(pieces[place]) < TELLING) {
      kept.add(place - 1);
    }
  }
  return joined(
    joined(pieces.map((text, place) => ({ text, kept: kept.has(place) }))).map(
      ({ text, kept }) => ({
        text,
        kept: kept || text.length < CUTTABLE,
      }),
    ),
  );
}

/** @param {string} piece */
function letters(piece) {
  return piece.replace(/^[^A-Za-z0-9\u0080-\uffff]+/, '').length;
}

/**
 * Fewer parts: cuttable ones side by side are one, kept ones up to a length.
 *
 * @param {readonly Part[]} parts
 */
function joined(parts) {
  /** @type {Part[]} */
  const all = [];
  for (const { text, kept } of parts) {
    const last = all.at(-1);
    if (last && last.kept === kept && (!kept || last.text.length + text.length <= JOINED)) {
      all[all.length - 1] = { text: last.text + text, kept };
    } else {
      all.push({ text, kept });
    }
  }
  return all;
}

/**
 * A name in so many letters, where that is possible without cutting what is kept.
 *
 * @param {readonly Part[]} parts
 * @param {number} most letters
 */
export function shortened(parts, most) {
  const length = (/** @type {readonly Part[]} */ some) =>
    some.reduce((sum, { text }) => sum + text.length, 0);
  const cuttable = length(parts.filter(({ kept }) => !kept));
  const room = most - (length(parts) - cuttable);
  return parts
    .map(({ text, kept }) =>
      kept || cuttable <= room
        ? text
        : cutTo(text, Math.max(2, Math.floor((room * text.length) / cuttable))),
    )
    .join('');
}

/** @param {string} text @param {number} most letters */
function cutTo(text, most) {
  const points = [...text];
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}

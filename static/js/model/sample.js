// @ts-check
/** A part of many runs that stays the same while others come and go. Pure. */

/** @typedef {import('app/model/board.js').Run} Run */

/**
 * A whole number of 32 bits for a text, evenly spread: FNV-1a with the final mix of MurmurHash3.
 *
 * @param {string} text
 */
function hashOf(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * At most so many of some things that belong to runs, in the same order. Which they are depends on the ids of the runs
 * alone: one that comes replaces one at most.
 *
 * @template {{run: Run}} T
 * @param {readonly T[]} all
 * @param {number} most
 * @returns {readonly T[]}
 */
export function sampleOf(all, most) {
  if (all.length <= most) {
    return all;
  }
  const hashes = Float64Array.from(all, ({ run }) => hashOf(run.id));
  const limit = hashes.slice().sort()[most];
  return all.filter((_, i) => hashes[i] < limit);
}

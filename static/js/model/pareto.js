// @ts-check
/** Which points no other one is better than. Pure. */

/** @typedef {{x: number, y: number}} Place */

/**
 * The points that no other beats: none is as good in both and better in one. Of equal points, all or none belong to
 * them. Sorting decides how long it takes.
 *
 * @template {Place} T
 * @param {readonly T[]} points
 * @param {1 | -1} right below 0 where less of x is better
 * @param {1 | -1} up below 0 where less of y is better
 * @returns {readonly T[]} the best in x first
 */
export function frontOf(points, right, up) {
  const sorted = [...points].sort((a, b) => right * (b.x - a.x) || up * (b.y - a.y));
  /** @type {T[]} */
  const front = [];
  for (const point of sorted) {
    const last = front[front.length - 1];
    if (!last || up * (point.y - last.y) > 0 || (point.x === last.x && point.y === last.y)) {
      front.push(point);
    }
  }
  return front;
}

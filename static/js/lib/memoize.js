// @ts-check
/**
 * A function that remembers its last answer and gives it again for the same arguments.
 *
 * @template {readonly unknown[]} A
 * @template R
 * @param {(...args: A) => R} compute
 * @returns {(...args: A) => R}
 */
export function memoize(compute) {
  /** @type {{args: A, result: R} | null} */
  let last = null;
  return (...args) => {
    if (!last || args.some((arg, i) => arg !== last?.args[i])) {
      last = { args, result: compute(...args) };
    }
    return last.result;
  };
}

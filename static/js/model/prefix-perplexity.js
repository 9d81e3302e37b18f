// @ts-check
/**
 * Prefix perplexity: the exponential of the mean, over the audio files of a run, of the loss at a position, which is
 * over all tokens before it. The daemon works it out. Pure.
 */
import { number } from 'app/model/reading.js';

/** @typedef {import('app/model/board.js').Run} Run */

/** @typedef {{position: number, value: number}} Last at the last position that all audio files of a run have */

/**
 * @param {unknown} value
 * @returns {number | null}
 */
function perplexity(value) {
  const read = number(value);
  return read !== null && read > 1 ? read : null;
}

/**
 * @param {Run} run
 * @param {8000 | 16000 | 24000} position
 * @returns {number | null} null when not all of its audio files have the position
 */
export function prefixAt({ prefix_perplexity }, position) {
  return perplexity(prefix_perplexity?.[position]);
}

/**
 * @param {Run} run
 * @returns {Last | null} null without a curve
 */
export function prefixAtEnd({ prefix_perplexity }) {
  const position = number(prefix_perplexity?.last?.position);
  const value = perplexity(prefix_perplexity?.last?.value);
  return position === null || value === null ? null : { position, value };
}

/**
 * The position that most runs have as their last one: values at other ends are over other tokens.
 *
 * @param {Iterable<Run>} runs
 * @returns {number | null} the later one of equally frequent ones, null when no run has a curve
 */
export function usualEnd(runs) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const run of runs) {
    const end = prefixAtEnd(run)?.position;
    if (end !== undefined) {
      counts.set(end, (counts.get(end) ?? 0) + 1);
    }
  }
  const [usual] = [...counts].sort(([a, n], [b, m]) => m - n || b - a);
  return usual?.[0] ?? null;
}

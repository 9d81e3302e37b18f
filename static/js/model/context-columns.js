// @ts-check
/** The columns of long context: over all tokens up to a position, and of single tokens. Pure. */
import { integer } from 'app/lib/format.js';
import { figure } from 'app/model/metrics.js';
import { prefixAt, prefixAtEnd } from 'app/model/prefix-perplexity.js';

/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/model/board.js').Run} Run */

/** What every one of them says. */
const SHARED = 'the exponential of the mean loss over the audio files. Lower is better.';

/** @param {string} to @param {string} note @returns {Pick<Column, 'label' | 'short' | 'unit' | 'note' | 'kind'>} */
const upTo = (to, note) => ({
  label: `Long context 1–${to}`,
  short: `1–${to}`,
  unit: 'long context',
  kind: 'prefix',
  note,
});

/** @param {8000 | 16000 | 24000} position @returns {Column} */
const prefix = (position) => ({
  key: `context_${position / 1000}k`,
  ...upTo(
    `${position / 1000}k`,
    `Perplexity over all positions up to ${integer(position)}: ${SHARED}`,
  ),
  order: (run) => prefixAt(run, position),
});

/**
 * Prefix perplexities, shown at first.
 *
 * @type {readonly Column[]}
 */
export const LONG_CONTEXT = Object.freeze([
  prefix(8000),
  prefix(16000),
  prefix(24000),
  {
    key: 'context_end',
    ...upTo(
      'end',
      `Perplexity over all positions up to the last one that all audio files of the run have: ${SHARED}`,
    ),
    title: (/** @type {Run} */ run) => {
      const last = prefixAtEnd(run);
      return last ? `Up to position ${integer(last.position)}` : '';
    },
    order: (run) => prefixAtEnd(run)?.value ?? null,
  },
]);

/** @param {string} key @param {string} size @returns {Column} */
const singleToken = (key, size) => {
  const metric = `librilight_perplexity_${size}`;
  return {
    key,
    label: `PPL ${size}`,
    kind: 'perplexity',
    unit: 'one token',
    note: `The exponential of the loss of one single token, at position ${size}: it jumps between checkpoints. “Long context 1–${size}” is over all tokens up to there. Lower is better.`,
    metric,
    order: (run) => figure(run.metrics, metric),
  };
};

/**
 * Perplexities as the evaluation writes them, each of a single token.
 *
 * @type {readonly Column[]}
 */
export const SINGLE_TOKENS = Object.freeze([
  singleToken('ppl_8k', '8k'),
  singleToken('ppl_16k', '16k'),
  // Addresses name this one by its key in the results.
  singleToken('metrics.librilight_perplexity_24k', '24k'),
]);

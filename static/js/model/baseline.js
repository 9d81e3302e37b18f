// @ts-check
/** Which run is the baseline, and why, where there are several that could be. Pure. */
import { counted } from 'app/lib/format.js';
import { quoted } from 'app/model/run-labels.js';

/** @typedef {import('app/model/board.js').Board} Board */
/** @typedef {import('app/model/board.js').Run} Run */

const PRETRAINED = 'baseline_pretrained';

/**
 * The board on which the run that the user chose is the baseline, while it is there.
 *
 * @param {Board | null} board
 * @param {string | null} base id of that run, null for the baseline of the board
 * @returns {Board | null}
 */
export function withBaseline(board, base) {
  return board && base !== null && base !== board.baseline && board.runs.has(base)
    ? { ...board, baseline: base, usual: board.baseline }
    : board;
}

/**
 * The run that all others are compared with: the one that the user chose, else the baseline.
 *
 * @param {Pick<Board, 'runs' | 'baseline'> | null} board
 * @param {Pick<import('app/model/chart-options.js').Modes, 'reference' | 'base'>} modes
 * @returns {Run | null}
 */
export function referenceIn(board, { reference, base }) {
  const known = (/** @type {string | null} */ id) => (id !== null && board?.runs.get(id)) || null;
  return known(reference) ?? known(base) ?? known(board?.baseline ?? null);
}

/**
 * The runs that could be the baseline, in the order of the board: those that are tagged so, and the
 * one that is.
 *
 * @param {Pick<Board, 'runs' | 'baseline' | 'usual'>} board
 * @returns {readonly Run[]}
 */
export function candidates({ runs, baseline, usual }) {
  return [...runs.values()].filter(
    ({ id, tags }) => tags.includes('baseline') || id === baseline || id === usual,
  );
}

/**
 * What there is to choose between, and why the baseline is the one that it is.
 *
 * @typedef {{tagged: string, name: string, because: string, fixed: boolean}} Reason
 */

/**
 * @param {Pick<Board, 'runs' | 'baseline' | 'usual'>} board
 * @returns {Reason | null} null when there is nothing to choose between; fixed when somebody chose
 */
export function reasonOf({ runs, baseline, usual }) {
  const tagged = [...runs.values()].filter(({ tags }) => tags.includes('baseline'));
  const chosen = baseline === null ? undefined : runs.get(baseline);
  if (!chosen || tagged.length + Number(!tagged.includes(chosen)) < 2) {
    return null;
  }
  const verb = tagged.length === 1 ? 'is' : 'are';
  const found = {
    tagged: `${counted(tagged.length, 'run')} ${verb} tagged baseline`,
    name: chosen.name,
  };
  if (usual !== undefined) {
    return { ...found, because: 'for you chose it', fixed: true };
  }
  if (baseline === PRETRAINED) {
    return { ...found, because: 'for it is the registered pretrained model', fixed: false };
  }
  return !runs.has(PRETRAINED) && tagged[0] === chosen
    ? { ...found, because: 'the first of them', fixed: false }
    : { ...found, because: 'for the configuration names it', fixed: true };
}

/**
 * The same in a sentence or two.
 *
 * @param {Pick<Board, 'runs' | 'baseline' | 'usual'>} board
 * @returns {string | null} null when there is nothing to choose between
 */
export function whyBaseline(board) {
  const reason = reasonOf(board);
  if (!reason) {
    return null;
  }
  const { tagged, name, because, fixed } = reason;
  const other = fixed
    ? ''
    : ' To use another, choose it above the table, or name it under baseline in the configuration.';
  return `${tagged}; “${quoted(name)}” is used, ${because}.${other}`;
}

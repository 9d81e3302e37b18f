// @ts-check
/** What the tests say of the runs in the charts, as text that is the same while they say the same. Pure. */

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/model/uncertainty.js').Verdict} Verdict */
/** @typedef {import('app/model/uncertainty.js').Verdicts} Verdicts */

/**
 * The kinds of the verdicts.
 *
 * @param {Verdicts} verdicts
 * @param {readonly Column[]} columns
 * @param {readonly Participant[]} participants
 */
export function kindsOf(verdicts, columns, participants) {
  return textOf(verdicts, columns, participants, ({ kind }) => kind);
}

/**
 * The verdicts with their p-values, which change with every run that is tested.
 *
 * @param {Verdicts} verdicts
 * @param {readonly Column[]} columns
 * @param {readonly Participant[]} participants
 */
export function testsOf(verdicts, columns, participants) {
  return textOf(verdicts, columns, participants, ({ kind, p, family }) => ({ kind, p, family }));
}

/**
 * @param {Verdicts} verdicts
 * @param {readonly Column[]} columns
 * @param {readonly Participant[]} participants
 * @param {(verdict: Verdict) => unknown} what
 */
function textOf({ of }, columns, participants, what) {
  const measures = columns.filter(({ kind }) => kind === 'accuracy' || kind === 'average');
  return JSON.stringify(
    measures.map((column) => [
      column.key,
      participants.map(({ run }) => {
        const verdict = of(column, run);
        return [run.id, verdict && what(verdict)];
      }),
    ]),
  );
}

/**
 * @param {string} text
 * @returns {(measure: string, run: import('app/model/board.js').Run) => any} null where nothing is known
 */
export function perRun(text) {
  const known = new Map(
    JSON.parse(text).map((/** @type {[string, any]} */ [key, runs]) => [key, new Map(runs)]),
  );
  return (measure, run) => known.get(measure)?.get(run.id) ?? null;
}

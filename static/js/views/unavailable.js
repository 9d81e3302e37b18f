// @ts-check
/** Runs whose files are out of reach: what is said of them. */
import { counted, moment } from 'app/lib/format.js';
import { memoize } from 'app/lib/memoize.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/board.js').Run} Run */

/** The runs that are out of reach. */
export const awayRuns = memoize((/** @type {ReadonlyMap<string, Run>} */ runs) =>
  [...runs.values()].filter((run) => run.unavailable_since),
);

/**
 * One sentence on a run; empty for one in reach.
 *
 * @param {Run} run
 */
export function awaySentence({ unavailable_since: since }) {
  return since
    ? `Out of reach since ${moment(since)}: its directory is not mounted, or does not answer. This is what its files said last.`
    : '';
}

/**
 * One sentence on all of them; empty when there are none.
 *
 * @param {readonly Run[]} away
 */
export function awaySummary(away) {
  const [first] = away.map((run) => run.unavailable_since ?? '').sort();
  return first
    ? `${counted(away.length, 'run')} ${away.length === 1 ? 'is' : 'are'} out of reach, since ${moment(first)}: the file system is not mounted, or does not answer. What is shown is what the files said last; it is looked at again by itself.`
    : '';
}

/**
 * A quiet badge with the time.
 *
 * @param {Run} run
 */
export function awayBadge(run) {
  const since = run.unavailable_since;
  if (!since) {
    return nothing;
  }
  const [day, time] = moment(since).split(' ');
  const today = moment(new Date().toISOString()).startsWith(day);
  return html`<span class="badge away" title=${awaySentence(run)}
    ><span aria-hidden="true">away ${today ? time : day.slice(5)}</span
    ><span class="spoken">${awaySentence(run)}</span></span
  >`;
}

// @ts-check
/** Texts and badges for runs whose files are unavailable or broken. */
import { counted } from 'app/lib/format.js';
import { moment } from 'app/lib/times.js';
import { memoize } from 'app/lib/memoize.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/board.js').Run} Run */

/** The runs that are unavailable. */
export const unavailableRuns = memoize((/** @type {ReadonlyMap<string, Run>} */ runs) =>
  [...runs.values()].filter((run) => run.unavailable_since),
);

/**
 * One sentence on a run; empty for one that is available.
 *
 * @param {Run} run
 */
export function unavailableText({ unavailable_since: since }) {
  return since
    ? `Unavailable since ${moment(since)}: its directory is not mounted, or does not respond. The values shown are the last that were read.`
    : '';
}

/**
 * One sentence on all of them; empty when there are none.
 *
 * @param {readonly Run[]} unavailable
 */
export function unavailableSummary(unavailable) {
  const [first] = unavailable.map((run) => run.unavailable_since ?? '').sort();
  return first
    ? `${counted(unavailable.length, 'run')} ${unavailable.length === 1 ? 'is' : 'are'} unavailable, since ${moment(first)}: the file system is not mounted, or does not respond. The values shown are the last that were read; they are updated as soon as the files can be read again.`
    : '';
}

/**
 * A quiet badge with the time.
 *
 * @param {Run} run
 */
export function unavailableBadge(run) {
  const since = run.unavailable_since;
  if (!since) {
    return nothing;
  }
  const [day, time] = moment(since).split(' ');
  const today = moment(new Date().toISOString()).startsWith(day);
  return html`<span class="badge away" title=${unavailableText(run)}
    ><span aria-hidden="true">unavailable ${today ? time : day.slice(5)}</span
    ><span class="spoken">${unavailableText(run)}</span></span
  >`;
}

/**
 * One sentence on a run one of whose files can no longer be used; empty for others.
 *
 * @param {Run} run
 */
export function brokenText({ broken_file: broken }) {
  return broken ? `${broken.path}: ${broken.message}` : '';
}

/**
 * A badge for a run one of whose files can no longer be used.
 *
 * @param {Run} run
 */
export function brokenBadge(run) {
  const text = brokenText(run);
  return text
    ? html`<span class="badge away" title=${text}
        ><span aria-hidden="true">broken file</span><span class="spoken">${text}</span></span
      >`
    : nothing;
}

// @ts-check
/** Says where runs stand side by side that are hard to compare. */
import { comparabilityOf } from 'app/model/comparability.js';
import { memoize } from 'app/lib/memoize.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/comparability.js').Note} Note */
/** @typedef {import('app/model/comparison.js').Participant} Participant */

/**
 * A quiet mark of a run, with sentences for those who point at it or hear it.
 *
 * @param {string} sentences one a line, empty for none
 */
export function apartBadge(sentences) {
  return sentences === ''
    ? nothing
    : html`<span class="badge apart" title=${sentences}
      ><span aria-hidden="true">≠</span><span class="spoken">Hard to compare. ${sentences}</span></span
    >`;
}

/**
 * The sentences that matter to the difference of an accuracy.
 *
 * @param {readonly Note[]} notes
 */
export function againstText(notes) {
  return notes
    .filter(({ kind }) => kind === 'samples' || kind === 'evaluator')
    .map(({ text }) => text)
    .join('\n');
}

const notesOf = memoize(
  (
    /** @type {readonly Participant[]} */ participants,
    /** @type {import('app/model/board.js').Run | null} */ reference,
    /** @type {readonly import('app/model/board.js').MetricDefinition[]} */ own,
  ) => {
    const { marked } = comparabilityOf(
      participants.map(({ run }) => run),
      reference,
      own,
    );
    return participants.flatMap(({ run, label }) =>
      marked(run).map((sentence) => ({ label, sentence })),
    );
  },
);

/**
 * One line on the runs in the charts, which opens where there is more to say.
 *
 * @param {readonly Participant[]} participants
 * @param {Participant | null} reference
 * @param {readonly import('app/model/board.js').MetricDefinition[]} own
 */
export function apartLine(participants, reference, own) {
  const notes = notesOf(participants, reference?.run ?? null, own);
  const [first, ...rest] = notes.map(
    ({ label, sentence }) => html`<b><bdi>${label}</bdi></b>: ${sentence}`,
  );
  if (!first) {
    return nothing;
  }
  return rest.length === 0
    ? html`<p class="remark apart">≠ ${first}</p>`
    : html`<details class="remark apart">
        <summary>≠ ${first} (${rest.length} more)</summary>
        <ul>
          ${rest.map((one) => html`<li>${one}</li>`)}
        </ul>
      </details>`;
}

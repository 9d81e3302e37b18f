// @ts-check
/** One sentence on the runs shown: how many are better or worse than the reference, and how sure the best is. */
import { counted, integer } from 'app/lib/format.js';
import { ANY_TASK } from 'app/model/filters.js';
import { bar } from 'app/views/controls.js';
import { html, nothing } from 'lit-html';

/**
 * @param {import('app/model/uncertainty.js').Summary} summary
 * @param {string} reference its name
 * @param {import('app/app/actions.js').Actions} actions
 */
export function claimsOf({ better, worse, inseparable, family }, reference, actions) {
  /** @param {'better' | 'worse'} kind @param {string} text */
  const filter = (kind, text) =>
    html`<button
      type="button"
      class="plain"
      title="Show them"
      @click=${() => actions.filter({ verdict: { kind, on: ANY_TASK } })}
    >${text}</button>`;
  // On a phone the sentence is short, for rows need the room.
  return bar(
    'Against the reference',
    html`<p class="claims remark" role="status">
    ${filter('better', `${integer(better)} of ${counted(family, 'run')}`)}
    <span class="long">${better === 1 ? 'is' : 'are'}</span> better<span class="long"
      > than <b><bdi>${reference}</bdi></b> in one task at least</span
    >,
    ${filter('worse', integer(worse))} <span class="long">${worse === 1 ? 'is' : 'are'}</span> worse<span
      class="long"
      >${
        inseparable === null
          ? nothing
          : inseparable === 1
            ? '; the best average is one run’s alone'
            : `; the best average is shared by ${integer(inseparable)} that cannot be told apart`
      }
      (Holm over ${counted(family, 'run')}).</span
    >
  </p>`,
  );
}

// @ts-check
/** What changed since the last visit, as a list; a click goes to the run. */
import { counted, integer } from 'app/lib/format.js';
import { createSheet } from 'app/views/dialog.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/changes.js').News} News */

/** The most entries that are listed. */
const LISTED = 200;

const WORDS = Object.freeze({ new: 'new', changed: 'changed', gone: 'removed' });

/**
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createNews(actions) {
  const sheet = createSheet('news', () => actions.closeSheet('news'));

  /** @param {string} id */
  function goTo(id) {
    sheet.close();
    actions.goTo(id);
  }

  function markSeen() {
    actions.allSeen();
    sheet.close();
  }

  return Object.freeze({
    /**
     * @param {boolean} open
     * @param {readonly News[]} news
     * @param {import('app/model/run-labels.js').Labels} labels
     * @param {boolean} follows whether the page follows the runs at all
     */
    draw(open, news, labels, follows) {
      if (!open) {
        return;
      }
      if (news.length === 0) {
        const why = follows
          ? 'No runs were added, changed or removed since your last visit. Changes are listed here, also while this tab is in the background.'
          : 'This page shows a file, which does not change while it is open.';
        sheet.show('What changed', html`<p>${why}</p>`);
        return;
      }
      sheet.show(
        html`${counted(news.length, 'change')}
          <span class="spoken-on-phones">since your last visit</span>`,
        html`<ol class="news">
            ${news.slice(0, LISTED).map((one) => html`<li>${entry(one, labels.get(one.run.id), goTo)}</li>`)}
          </ol>
          ${
            news.length > LISTED
              ? html`<p class="remark">
                  …and ${integer(news.length - LISTED)} more, earlier ones.
                </p>`
              : nothing
          }`,
        html`<button type="button" @click=${markSeen}>Mark as seen</button>`,
      );
    },
  });
}

/**
 * @param {News} news
 * @param {string | undefined} beside what tells it from runs of the same name
 * @param {(id: string) => void} goTo
 */
function entry({ kind, run, differences }, beside, goTo) {
  const said = html`<span class="badge ${kind}">${WORDS[kind]}</span>`;
  const title = run.checkpoint_path || run.id;
  return kind === 'gone'
    ? html`<p class="who" title=${title}>${said} <b>${run.name}</b></p>
        <p class="what">
          Its files were deleted or moved, or it was taken out of the registry.
          <code>${run.checkpoint_path}</code>
        </p>`
    : html`<button type="button" class="who" title=${title} @click=${() => goTo(run.id)}>
          ${said} <b>${run.name}</b>
          ${beside ? html`<span class="beside">${beside}</span>` : nothing}
        </button>
        ${
          differences.length > 0
            ? html`<ul class="what">
                ${differences.map((one) => html`<li>${difference(one)}</li>`)}
              </ul>`
            : nothing
        }`;
}

/** @param {import('app/model/run-diff.js').Difference} difference */
function difference({ label, before, after }) {
  if (before === '') {
    return html`<bdi>${label}</bdi> ${after === '' ? nothing : html`<ins>${after}</ins>`}`;
  }
  return html`<bdi>${label}</bdi> <del>${before}</del> <span aria-hidden="true">→</span
    ><span class="spoken">now</span> <ins>${after}</ins>`;
}

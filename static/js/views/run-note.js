// @ts-check
/** The note of people on a run: read everywhere, written where there is a daemon. */
import { exact } from 'app/lib/times.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/app/actions.js').Actions} Actions */

/**
 * @param {Run} run
 * @param {State} state
 * @param {Actions} actions
 */
export function note(run, { drafts, source }, actions) {
  const saved = run.annotation ?? '';
  if (source !== 'daemon') {
    return saved || run.starred
      ? html`<h3>Note ${run.starred ? html`<small>starred</small>` : nothing}</h3>
          <p class="note-text"><bdi>${saved}</bdi></p>`
      : nothing;
  }
  const draft = drafts.get(run.id);
  return html`<h3 id="note-title">Note ${draft ? nothing : edited(run)}</h3>
    <textarea
      class="note-field"
      rows=${Math.min(12, Math.max(2, (draft?.text ?? saved).split('\n').length + 1))}
      dir="auto"
      aria-labelledby="note-title"
      placeholder="For everybody who sees this board"
      .value=${draft?.text ?? saved}
      @input=${(/** @type {Event} */ event) =>
        actions.writeNote(run.id, /** @type {HTMLTextAreaElement} */ (event.target).value)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          actions.saveNote(run.id);
        } else if (
          event.key === 'Escape' &&
          (draft || /** @type {HTMLTextAreaElement} */ (event.target).value !== saved)
        ) {
          // What is written and not saved stays in sight, also what was written since this was drawn.
          event.preventDefault();
          document.getElementById('details-name')?.focus();
        }
      }}
    ></textarea>
    ${draft ? unsaved(run, draft, actions) : nothing}`;
}

/** @param {Run} run */
function edited({ annotation_edited_at: at }) {
  return at && !Number.isNaN(Date.parse(at)) ? html`<small>${exact(at)}</small>` : nothing;
}

/**
 * @param {Run} run
 * @param {import('app/model/drafts.js').Draft} draft
 * @param {Actions} actions
 */
function unsaved({ id }, { theirs, error }, actions) {
  if (theirs !== null) {
    return html`<div class="note-conflict" role="alert">
      <p>
        ${theirs ? 'Somebody else has saved another note meanwhile:' : 'Somebody else has removed this note meanwhile.'}
      </p>
      ${theirs ? html`<p class="note-text"><bdi>${theirs}</bdi></p>` : nothing}
      <button type="button" class="small" @click=${() => actions.replaceNote(id)}>Save mine</button>
      <button type="button" class="small" @click=${() => actions.discardNote(id)}>Keep theirs</button>
    </div>`;
  }
  return html`<p class="note-buttons">
    <button type="button" class="small" title="Ctrl+Enter" @click=${() => actions.saveNote(id)}>
      Save
    </button>
    <button type="button" class="small" @click=${() => actions.discardNote(id)}>Discard</button>
    ${error ? html`<span role="alert">${error}</span>` : 'Not saved yet'}
  </p>`;
}

// @ts-check
/** What the user does to notes and stars. */
import { faultOf, withChange, withDraft, withoutDraft } from 'app/model/drafts.js';

/**
 * @param {object} ports
 * @param {import('app/app/store.js').Store} ports.store
 * @param {import('app/data/api.js').Api['changeNote']} ports.changeNote
 */
export function noting({ store, changeNote }) {
  /** @param {(drafts: import('app/model/drafts.js').Drafts) => import('app/model/drafts.js').Drafts} change */
  const drafts = (change) => store.update((state) => ({ ...state, drafts: change(state.drafts) }));

  /** @param {string} id */
  const savedText = (id) => store.get().board?.runs.get(id)?.annotation ?? '';

  /** @param {string} id @param {unknown} error */
  const failed = (id, error) =>
    drafts((all) => withChange(all, id, { error: /** @type {Error} */ (error).message }));

  /** @param {string} id of the run whose note is saved as it is written */
  async function saveNote(id) {
    const draft = store.get().drafts.get(id);
    if (!draft) {
      return;
    }
    const { text, base } = draft;
    const fault = faultOf(text);
    if (fault) {
      failed(id, new Error(fault));
      return;
    }
    try {
      const theirs = await changeNote(id, { text }, base);
      if (theirs !== null) {
        drafts((all) => withChange(all, id, { theirs, error: '' }));
        return;
      }
      // What was typed meanwhile goes on from what is saved now.
      drafts((all) => {
        const now = all.get(id)?.text ?? text;
        return now === text
          ? withoutDraft(all, id)
          : withChange(all, id, { base: text, theirs: null, error: '' });
      });
    } catch (error) {
      failed(id, error);
    }
  }

  return Object.freeze({
    /** @param {string} id @param {string} text of its note */
    writeNote: (id, text) => drafts((all) => withDraft(all, id, text, savedText(id))),

    saveNote,

    /** @param {string} id of the run whose note stays as it is saved */
    discardNote: (id) => drafts((all) => withoutDraft(all, id)),

    /** @param {string} id of the run whose note replaces what others have written */
    replaceNote(id) {
      drafts((all) => withChange(all, id, { base: all.get(id)?.theirs ?? '', theirs: null }));
      return saveNote(id);
    },

    /** @param {string} id of the run that is starred, or whose star is taken away */
    async star(id) {
      const { board, source } = store.get();
      const run = board?.runs.get(id);
      if (!run || source !== 'daemon') {
        return;
      }
      try {
        await changeNote(id, { starred: !run.starred });
      } catch (error) {
        // The details of the run say why.
        const text = savedText(id);
        drafts((all) =>
          new Map(all).set(id, all.get(id) ?? { text, base: text, theirs: null, error: '' }),
        );
        failed(id, error);
        store.update((state) => ({ ...state, details: id }));
      }
    },
  });
}

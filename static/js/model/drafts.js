// @ts-check
/** Notes that are being written. Pure. */

/**
 * What is written of a note and not saved.
 *
 * @typedef {object} Draft
 * @property {string} text
 * @property {string} base the saved text that it was made from
 * @property {string | null} theirs what others have saved meanwhile, to decide between; null where that is nothing
 * @property {string} error why it could not be saved, empty where nothing has failed
 */

/** @typedef {ReadonlyMap<string, Draft>} Drafts by the id of the run */

/** As many characters the daemon keeps. */
export const MOST_CHARACTERS = 10_000;

/**
 * @param {Drafts} drafts
 * @param {string} id
 * @param {string} text
 * @param {string} saved the text that is saved by now
 * @returns {Drafts} without it where nothing differs from what is saved
 */
export function withDraft(drafts, id, text, saved) {
  const { base = saved, theirs = null } = drafts.get(id) ?? {};
  return text === base && theirs === null
    ? withoutDraft(drafts, id)
    : new Map(drafts).set(id, { text, base, theirs, error: '' });
}

/**
 * @param {Drafts} drafts
 * @param {string} id
 * @param {Partial<Draft>} change
 * @returns {Drafts} the same where there is none to change
 */
export function withChange(drafts, id, change) {
  const draft = drafts.get(id);
  return draft ? new Map(drafts).set(id, { ...draft, ...change }) : drafts;
}

/** @param {Drafts} drafts @param {string} id @returns {Drafts} */
export function withoutDraft(drafts, id) {
  return new Map([...drafts].filter(([other]) => other !== id));
}

/**
 * What is wrong with the text of a note, in words.
 *
 * @param {string} text
 */
export function faultOf(text) {
  const { length } = [...text];
  return length > MOST_CHARACTERS
    ? `A note has at most ${MOST_CHARACTERS} characters, this has ${length}.`
    : '';
}

// @ts-check
/** Which evaluations that have ended the user has dismissed, in the storage of this origin. */

const STORAGE_KEY = 'paper-metrics-dismissed';

/** No more are kept: the oldest are of evaluations that nobody lists any more. */
const MOST = 200;

/**
 * Keeps them where the browser lets it, else as long as the page is open.
 *
 * @param {() => Storage} storageOf throws where nothing may be stored
 */
export function createDismissed(storageOf) {
  /** @type {readonly string[]} */
  let memory = [];

  return Object.freeze({
    /** @returns {ReadonlySet<string>} what is stored but makes no sense is passed over */
    read() {
      try {
        const stored = JSON.parse(storageOf().getItem(STORAGE_KEY) ?? '[]');
        memory = Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
      } catch {
        // What this page has dismissed is still known.
      }
      return new Set(memory);
    },

    /**
     * @param {string} ending
     * @returns {ReadonlySet<string>} with this one
     */
    add(ending) {
      // Another page may have dismissed some since.
      memory = [...new Set([...this.read(), ending])].slice(-MOST);
      try {
        storageOf().setItem(STORAGE_KEY, JSON.stringify(memory));
      } catch {
        // It lasts as long as the page.
      }
      return new Set(memory);
    },
  });
}

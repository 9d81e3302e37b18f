// @ts-check
/** Holds the page's state: the one thing that changes. */

/** @typedef {import('app/model/state.js').State} State */

/**
 * @param {State} initial
 */
export function createStore(initial) {
  let state = initial;
  /** @type {Set<(state: State) => void>} */
  const listeners = new Set();
  return Object.freeze({
    /** The state now. */
    get: () => state,

    /**
     * Replaces the state and tells everyone, unless nothing changed.
     *
     * @param {(state: State) => State} change
     */
    update(change) {
      const next = change(state);
      if (next !== state) {
        state = next;
        listeners.forEach((listener) => listener(state));
      }
    },

    /** @param {(state: State) => void} listener called after every change */
    subscribe(listener) {
      listeners.add(listener);
    },
  });
}

/** @typedef {ReturnType<typeof createStore>} Store */

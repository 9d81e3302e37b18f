// @ts-check
/** Tells where values that leave the page come from. */
import { zone } from 'app/lib/times.js';
import { namedIn, originOf } from 'app/model/table-origin.js';

/**
 * @param {object} ports
 * @param {import('app/app/store.js').Store} ports.store
 * @param {(ids: readonly string[], patience: number) => Promise<readonly string[]>} ports.provenance asks the daemon for
 *     tables of runs
 */
export function createOrigins({ store, provenance }) {
  /** @param {readonly import('app/model/board.js').Run[]} runs @param {number} patience in milliseconds */
  async function named(runs, patience) {
    if (store.get().source !== 'daemon' || runs.length === 0) {
      return undefined;
    }
    // Where the daemon says nothing, the times of runs have to do.
    return namedIn(
      await provenance(
        runs.map(({ id }) => id),
        patience,
      ),
    );
  }

  return Object.freeze({
    /**
     * @param {readonly import('app/model/board.js').Run[]} runs
     * @param {number} patience how long the daemon may read results files, in milliseconds
     */
    async of(runs, patience) {
      const state = store.get();
      return originOf(state, runs, zone(), new Date(), await named(runs, patience));
    },

    /** The same of no run in particular, in JSON. */
    json: () => JSON.stringify(Object.fromEntries(originOf(store.get(), [], zone(), new Date()))),

    /** The same in the name of a file. */
    words() {
      const { board, version } = store.get();
      const at = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
      return [version, board?.epoch && `r${board.revision}`, at].filter(Boolean).join('-');
    },
  });
}

/** @typedef {ReturnType<typeof createOrigins>} Origins */

// @ts-check
/** Brings into the state what is asked for once: a data file, the daemon's version, problems. */
import { Failure } from 'app/data/failure.js';
import { useZone } from 'app/lib/times.js';
import { boardOfFile, schemaError } from 'app/model/board.js';
import { withBoard, withDaemon } from 'app/model/state.js';

/** @typedef {import('app/model/state.js').State} State */

/** How often a daemon that still reads is asked how far it is. */
const PROGRESS_EVERY_MS = 500;

/**
 * @param {import('app/data/api.js').Api} api
 * @param {import('app/app/store.js').Store} store
 * @param {import('app/data/live.js').Clock} clock
 */
export function createLoaders(api, store, clock) {
  /** @type {string | null} the daemon's version when this page came from it */
  let first = null;
  /** @type {any} */
  let again = null;
  /** @type {import('app/model/board.js').Run | null} the run whose files were asked for last */
  let asked = null;

  return Object.freeze({
    /**
     * Shows a board that will not change.
     *
     * @param {'file' | 'embedded'} source
     * @param {() => Promise<any>} read
     */
    async file(source, read) {
      store.update((state) => ({ ...state, source, connection: 'file' }));
      try {
        const data = await read();
        useZone(data?.metadata?.time_zone);
        const board = boardOfFile(data);
        const wrong = schemaError(data);
        if (wrong || !board) {
          throw new Failure('broken', wrong ?? 'The data has no list of runs.');
        }
        const version = data.metadata?.program_version ?? null;
        store.update((state) => ({ ...withBoard(state, board), version }));
      } catch (failure) {
        const { kind = 'broken', message } = /** @type {Failure} */ (failure);
        store.update((state) => ({ ...state, error: { kind, message } }));
      }
    },

    /**
     * A page that stays open while the daemon is upgraded is the page of another version; a daemon
     * that has just started may not have read all files yet.
     */
    async daemon() {
      clock.cancel(again);
      try {
        const { version, reading = null } = await api.status();
        first ??= version;
        const upgraded = version !== first;
        store.update((state) => withDaemon(state, version, upgraded, reading));
        if (reading) {
          clock.cancel(again);
          again = clock.after(() => this.daemon(), PROGRESS_EVERY_MS);
        }
      } catch {
        // The live connection is the one to say that the daemon is unavailable.
      }
    },

    /** The files of the run that is shown whole, when it is another or has changed. */
    async explain() {
      const { details, board, explained, source } = store.get();
      const run = details === null ? undefined : board?.runs.get(details);
      if (!run || source !== 'daemon' || explained?.of === run || asked === run) {
        return;
      }
      asked = run;
      /** @type {import('app/model/state.js').Explained} */
      let answer;
      try {
        answer = { of: run, ...(await api.explanation(run.id)), error: null };
      } catch (failure) {
        answer = {
          of: run,
          steps: [],
          evaluations: [],
          error: /** @type {Failure} */ (failure).message,
        };
      }
      store.update((state) => ({ ...state, explained: answer }));
    },

    async problems() {
      /** @type {State['problems']} */
      let problems;
      /** @type {State['leftOut']} */
      let leftOut = null;
      try {
        problems = await api.problems();
        if (store.get().board?.leftOut) {
          leftOut = await api.leftOut();
        }
      } catch (failure) {
        problems = /** @type {Failure} */ (failure).message;
      }
      store.update((state) => ({ ...state, problems, leftOut }));
    },
  });
}

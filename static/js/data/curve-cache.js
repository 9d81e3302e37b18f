// @ts-check
/** Fetches the curves of the runs that are shown, and again when a run changes. Knows no document. */
import { curvesOf } from 'app/model/curves.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/curves.js').Curves} Curves */

/**
 * The curves of a run, as far as they are known. While a changed run is fetched again, those from
 * before are shown.
 *
 * @typedef {object} Fetched
 * @property {Run} of the run as it was when they were fetched
 * @property {Curves | null} curves null when it has none, or none could be had
 * @property {string | null} error why the last attempt failed
 */

/** The most fetches at a time. */
const AT_ONCE = 4;

/** The most curves in the cache, unless the charts show more. */
const MAX_CACHED = 64;

/**
 * What is known of a run's curves: those that it carries, or those that were fetched.
 *
 * @param {Run} run
 * @param {ReadonlyMap<string, Fetched>} fetched by id
 * @returns {Fetched | null} null when they are on their way
 */
export function known(run, fetched) {
  if ('librilight_progression' in run || !run.has_progression) {
    return { of: run, curves: curvesOf(run), error: null };
  }
  return fetched.get(run.id) ?? null;
}

/**
 * @param {object} ports
 * @param {(id: string) => Promise<any>} ports.whole fetches a run with its curves
 * @param {() => ReadonlyMap<string, Fetched>} ports.fetched
 * @param {(fetched: ReadonlyMap<string, Fetched>) => void} ports.onFetched
 */
export function createCurveCache({ whole, fetched, onFetched }) {
  /** @type {Set<string>} */
  const underWay = new Set();
  /** @type {readonly Run[]} */
  let wanted = [];

  /** @param {Run} run */
  function due(run) {
    const before = known(run, fetched());
    return before === null || before.of !== run;
  }

  function next() {
    for (const run of wanted) {
      if (underWay.size >= AT_ONCE) {
        return;
      }
      if (!underWay.has(run.id) && due(run)) {
        underWay.add(run.id);
        fetch(run);
      }
    }
  }

  /** @param {Run} run */
  async function fetch(run) {
    /** @type {Fetched} */
    let result;
    try {
      result = { of: run, curves: curvesOf(await whole(run.id)), error: null };
    } catch (failure) {
      const before = fetched().get(run.id)?.curves ?? null;
      result = { of: run, curves: before, error: /** @type {Error} */ (failure).message };
    }
    underWay.delete(run.id);
    onFetched(trimmed(new Map(fetched()).set(run.id, result)));
    next();
  }

  /** @param {Map<string, Fetched>} all */
  function trimmed(all) {
    const ids = new Set(wanted.map(({ id }) => id));
    for (const id of all.keys()) {
      if (all.size > MAX_CACHED && !ids.has(id)) {
        all.delete(id);
      }
    }
    return all;
  }

  return Object.freeze({
    /**
     * Sees to it that the curves of these runs are fetched, as the runs are now.
     *
     * @param {readonly Run[]} runs
     */
    follow(runs) {
      wanted = runs;
      next();
    },

    /** Tries again what failed. */
    retry() {
      const good = [...fetched()].filter(([, { error }]) => error === null);
      if (good.length < fetched().size) {
        onFetched(new Map(good));
        next();
      }
    },
  });
}

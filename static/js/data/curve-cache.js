// @ts-check
/** Fetches the curves of runs that are looked at, and again when a run changes. Knows no document. */
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
 * @property {string | null} trouble why the last attempt failed
 */

/** The most fetches at a time. */
const AT_ONCE = 4;

/** Fetched curves that are kept though nobody looks at them. */
const KEPT = 64;

/**
 * What is known of a run's curves: those that it carries, or those that were fetched.
 *
 * @param {Run} run
 * @param {ReadonlyMap<string, Fetched>} fetched by id
 * @returns {Fetched | null} null when they are on their way
 */
export function known(run, fetched) {
  if ('librilight_progression' in run || !run.has_progression) {
    return { of: run, curves: curvesOf(run), trouble: null };
  }
  return fetched.get(run.id) ?? null;
}

/**
 * @param {object} ports
 * @param {(id: string) => Promise<any>} ports.whole fetches a run with its curves
 * @param {() => ReadonlyMap<string, Fetched>} ports.fetched
 * @param {(fetched: ReadonlyMap<string, Fetched>) => void} ports.onFetched
 */
export function createFollower({ whole, fetched, onFetched }) {
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
      result = { of: run, curves: curvesOf(await whole(run.id)), trouble: null };
    } catch (failure) {
      const before = fetched().get(run.id)?.curves ?? null;
      result = { of: run, curves: before, trouble: /** @type {Error} */ (failure).message };
    }
    underWay.delete(run.id);
    onFetched(kept(new Map(fetched()).set(run.id, result)));
    next();
  }

  /** @param {Map<string, Fetched>} all */
  function kept(all) {
    const ids = new Set(wanted.map(({ id }) => id));
    for (const id of all.keys()) {
      if (all.size > KEPT && !ids.has(id)) {
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
      const good = [...fetched()].filter(([, { trouble }]) => trouble === null);
      if (good.length < fetched().size) {
        onFetched(new Map(good));
        next();
      }
    },
  });
}

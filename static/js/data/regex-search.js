// @ts-check
/**
 * Finds the runs that a pattern fits, in a worker: a pattern may take longer than the universe
 * lasts, and a worker is the only place where it can be stopped. Only runs that are new or changed
 * are asked about again. Knows no document.
 */
import { patternOf, textsOf } from 'app/model/search.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/state.js').State} State */

/** A pattern is stopped when it has taken this many steps of time over what it was asked. */
const STEPS = 3;

/**
 * A step of time. There are several, because one alone also runs out while this page is too busy to
 * take the answer.
 */
const STEP_MS = 100;

/**
 * What of a worker is used here.
 *
 * @typedef {Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>} Thread
 */

/**
 * @typedef {{query: string, texts: string[] | null, each: number}} Question so many texts for each
 *     run, or null for those of the question before
 */

/** @typedef {'ready' | {fits: boolean[]} | {failure: string}} Answer */

/**
 * What runs in the worker. It stands by itself: only its text gets there.
 */
function work() {
  /** @type {string[]} */
  let texts = [];
  self.onmessage = ({ data: { query, texts: others, each } }) => {
    try {
      texts = others ?? texts;
      const pattern = new RegExp(query, 'i');
      const fits = new Array(texts.length / each).fill(false);
      for (let i = 0; i < texts.length; i++) {
        const run = Math.floor(i / each);
        fits[run] ||= pattern.test(texts[i]);
      }
      self.postMessage({ fits });
    } catch (error) {
      self.postMessage({ failure: String(error) });
    }
  };
  self.postMessage('ready');
}

/**
 * The text of the worker. It goes there by a `blob:` address, so that it needs no server: neither
 * in the single file, nor while the daemon is unavailable.
 */
export const WORK = `'use strict';(${work})();`;

/**
 * @param {object} ports
 * @param {() => Thread} ports.start starts a worker that runs {@link WORK}
 * @param {Pick<import('app/data/live.js').Clock, 'after' | 'cancel'>} ports.clock
 * @param {() => State} ports.state
 * @param {(fits: import('app/model/search.js').Fits) => void} ports.onFits
 * @param {(query: string, why: import('app/model/search.js').Refusal) => void} ports.onRefused
 */
export function createRegexSearch({ start, clock, state, onFits, onRefused }) {
  /** @type {Thread | null} */
  let thread = null;
  let ready = false;
  /** @type {{query: string, runs: readonly Run[]} | null} */
  let asked = null;
  /** @type {unknown} */
  let timer;
  /**
   * The board whose texts the worker holds, of all runs.
   *
   * @type {ReadonlyMap<string, Run> | null}
   */
  let handedOver = null;
  /** Whom the last pattern was asked about. */
  let judged = nobody('');
  /** @type {ReadonlyMap<string, Run> | null} */
  let settled = null;

  function next() {
    const query = wanted(state());
    const all = state().board?.runs;
    if (asked || query === null || !all || (judged.query === query && settled === all)) {
      return;
    }
    if (judged.query !== query) {
      judged = nobody(query);
    }
    const runs = [...all.values()].filter((run) => !judged.runs.has(run));
    if (runs.length > 0) {
      ask(query, runs, all);
    } else {
      settled = all;
    }
  }

  /**
   * @param {string} query
   * @param {readonly Run[]} runs
   * @param {ReadonlyMap<string, Run>} all
   */
  function ask(query, runs, all) {
    asked = { query, runs };
    try {
      thread ??= started();
      // One list of texts is handed over much faster than thousands of lists, and none faster.
      const every = runs.length === all.size;
      const texts = every && handedOver === all ? null : runs.flatMap(textsOf);
      thread.postMessage({ query, texts, each: textsOf(runs[0]).length });
      handedOver = every ? all : null;
    } catch (error) {
      refuse({ kind: 'failed', reason: String(error) });
      return;
    }
    if (ready) {
      wait(STEPS);
    }
  }

  /** @param {number} steps */
  function wait(steps) {
    timer = clock.after(
      () => (steps > 1 ? wait(steps - 1) : refuse({ kind: 'slow', ms: STEPS * STEP_MS })),
      STEP_MS,
    );
  }

  function started() {
    const fresh = start();
    ready = false;
    handedOver = null;
    fresh.onmessage = ({ data }) => {
      if (fresh === thread) {
        heard(data);
      }
    };
    fresh.onerror = (event) => {
      event.preventDefault();
      if (fresh === thread && asked) {
        refuse({ kind: 'failed', reason: event.message || 'it could not be started' });
      }
    };
    return fresh;
  }

  /** @param {Answer} answer */
  function heard(answer) {
    if (answer === 'ready') {
      ready = true;
      wait(STEPS);
    } else if ('failure' in answer) {
      refuse({ kind: 'failed', reason: answer.failure });
    } else if (asked) {
      clock.cancel(timer);
      const { query, runs } = asked;
      asked = null;
      runs.forEach((run) => judged.runs.add(run));
      const before = state().fits;
      const known = before?.query === query ? before.ids : null;
      const after = withVerdicts(known ?? NONE, runs, answer.fits);
      if (after !== known) {
        onFits({ query, ids: after });
      }
      next();
    }
  }

  /** @param {import('app/model/search.js').Refusal} why */
  function refuse(why) {
    clock.cancel(timer);
    thread?.terminate();
    thread = null;
    const query = asked?.query ?? '';
    asked = null;
    judged = nobody('');
    onRefused(query, why);
    next();
  }

  return Object.freeze({
    /** Sees to it that the pattern of the state is asked about every run, as the runs are now. */
    follow: next,
  });
}

/**
 * The pattern whose runs are shown, or will be: while the one in the search cannot be carried out,
 * the last that could.
 *
 * @param {State} state
 * @returns {string | null}
 */
function wanted({ query, regex, fits, refused }) {
  if (!regex || query === '') {
    return null;
  }
  const { pattern } = patternOf({ query, regex });
  return pattern && refused?.query !== query ? query : (fits?.query ?? null);
}

/** @type {ReadonlySet<string>} */
const NONE = new Set();

/** @param {string} query */
function nobody(query) {
  return { query, runs: /** @type {WeakSet<Run>} */ (new WeakSet()) };
}

/**
 * The ids of the runs that fit, the same object where nothing changes.
 *
 * @param {ReadonlySet<string>} ids
 * @param {readonly Run[]} runs
 * @param {readonly boolean[]} fits
 * @returns {ReadonlySet<string>}
 */
function withVerdicts(ids, runs, fits) {
  if (runs.every(({ id }, i) => ids.has(id) === fits[i])) {
    return ids;
  }
  const next = new Set(ids);
  runs.forEach(({ id }, i) => (fits[i] ? next.add(id) : next.delete(id)));
  return next;
}

// @ts-check
/** Tells the user, where that is asked for, that an evaluation is complete or has failed. */
import { percent } from 'app/lib/format.js';
import { completedBy, endingOf, nameOf } from 'app/model/evaluations.js';
import { average } from 'app/model/metrics.js';

/** @typedef {import('app/model/board.js').Board} Board */
/** @typedef {import('app/model/board.js').Evaluation} Evaluation */

const STORAGE_KEY = 'paper-metrics-notify';

/**
 * @param {Window & typeof globalThis} window
 * @param {import('app/app/store.js').Store} store
 */
export function createNotifications(window, store) {
  // A page that came over plain HTTP from elsewhere may not notify.
  const possible = 'Notification' in window && window.isSecureContext;
  /** @type {Board | null} */
  let before = null;

  function stored() {
    try {
      return window.localStorage.getItem(STORAGE_KEY) === 'yes';
    } catch {
      return false;
    }
  }

  /** @param {boolean} on */
  function keep(on) {
    store.update((state) => ({ ...state, notifying: on }));
    try {
      window.localStorage.setItem(STORAGE_KEY, on ? 'yes' : 'no');
    } catch {
      // The choice lasts as long as the page.
    }
  }

  /** @param {Evaluation} evaluation @param {string} title @param {string} body */
  function tell(evaluation, title, body) {
    // Pages of the same board show one together.
    const shown = new window.Notification(title, { body, tag: endingOf(evaluation) });
    shown.onclick = () => window.focus();
  }

  store.subscribe(({ board, notifying }) => {
    const earlier = before;
    before = board;
    if (!earlier || !board || earlier.evaluating === board.evaluating || !notifying) {
      return;
    }
    const now = new Map(board.evaluating.map((one) => [one.key, one]));
    for (const one of earlier.evaluating) {
      const after = now.get(one.key);
      const run = after ? undefined : completedBy(one, board);
      if (run) {
        const value = average(run.metrics)?.value ?? null;
        const score =
          value === null ? '' : `Average ${percent({ value, correct: null, samples: null })} %`;
        tell(one, `${nameOf(one)} is evaluated`, score);
      } else if (after && after.state !== one.state && after.state !== 'running') {
        tell(after, `${nameOf(after)} ${after.state.replaceAll('_', ' ')}`, after.reason ?? '');
      }
    }
  });

  return Object.freeze({
    /** Whether the browser may notify if the user lets it; null where it cannot. */
    read: () => (possible ? stored() && window.Notification.permission === 'granted' : null),

    /** Begins to notify, if the user lets the browser, or ends it. */
    async toggle() {
      const on = !store.get().notifying;
      keep(on && (await window.Notification.requestPermission()) === 'granted');
    },
  });
}

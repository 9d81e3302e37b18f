// @ts-check
/** Keeps the address of the page and its state alike. */
import { withView } from 'app/model/state.js';
import { entryOf, isGoingOn, stepBetween, withEntry } from 'app/model/undo-steps.js';
import { fragmentOf, parse } from 'app/model/view-url.js';

/** Browsers allow about a hundred changes of the address in half a minute. */
const PAUSE_MS = 400;

/** So many changes are written at once, so that a reload loses none of them. */
const AT_ONCE = 20;

/**
 * @param {Window} window
 * @param {object} parts
 * @param {Pick<import('app/data/api.js').Api, 'takeToken'>} parts.api
 * @param {import('app/app/store.js').Store} parts.store
 * @param {() => void} parts.reconnect with the token that stood in the address
 */
export function syncUrl(window, { api, store, reconnect }) {
  const { history, location } = window;
  /** @type {number | undefined} */
  let timer;
  // When the last change would have been written, had each waited for the pause after the one before.
  let due = -Infinity;
  let last = store.get();
  /** @type {import('app/model/undo-steps.js').Step | null} */
  let step = null;
  // Names the entries of the history that differ in their scopes: going back among them changes nothing else.
  let visit = visitOf(history.state) ?? Date.now();
  let traversing = false;
  // The address as it was written or read last: another one was opened, and is about to be read.
  let known = location.hash;

  /**
   * @param {'pushState' | 'replaceState'} how
   * @param {import('app/model/state.js').State} state
   */
  function write(how, state) {
    const { pathname, search } = location;
    try {
      history[how](entryOf(visit, state), '', pathname + search + fragmentOf(state));
    } catch {
      // A frame may have an address that cannot change: the view lasts as long as the page.
    }
    known = location.hash;
    due = Math.max(due, performance.now()) + PAUSE_MS;
  }

  function follow() {
    timer = undefined;
    if (location.hash === known && fragmentOf(last) !== known) {
      write('replaceState', last);
    }
  }

  store.subscribe((state) => {
    const before = last;
    last = state;
    const now = performance.now();
    const next = traversing ? null : stepBetween(before, state, now);
    const isNew = next !== null && !isGoingOn(next, step);
    step = next ?? step;
    const pause = due - (AT_ONCE - 1) * PAUSE_MS - now;
    if (isNew && pause <= 0 && location.hash === known) {
      if (fragmentOf(before) !== known || visitOf(history.state) !== visit) {
        write('replaceState', before);
      }
      write('pushState', state);
    } else if (timer === undefined && pause <= 0) {
      follow();
    } else {
      timer ??= window.setTimeout(follow, pause);
    }
  });

  /** @param {(state: import('app/model/state.js').State) => import('app/model/state.js').State} change */
  function traverse(change) {
    traversing = true;
    store.update(change);
    traversing = false;
    step = null;
  }

  window.addEventListener('popstate', ({ state: entry }) => {
    if (visitOf(entry) === visit) {
      known = location.hash;
      traverse((state) => withEntry(state, entry));
    }
  });
  window.addEventListener('hashchange', () => {
    const hasToken = api.takeToken();
    known = location.hash;
    if (hasToken) {
      reconnect();
    } else if (visitOf(history.state) !== visit) {
      // An address that was opened begins anew.
      visit = visitOf(history.state) ?? Date.now();
      traverse((state) => withView(state, parse(location.hash)));
    }
  });
}

/** @param {any} entry of the history @returns {number | null} */
function visitOf(entry) {
  return typeof entry?.visit === 'number' ? entry.visit : null;
}

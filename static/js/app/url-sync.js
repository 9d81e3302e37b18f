// @ts-check
/** Keeps the address of the page and its state alike. */
import { withView } from 'app/model/state.js';
import { fragmentOf, parse } from 'app/model/view-url.js';

const PAUSE_MS = 300;

/**
 * @param {Window} window
 * @param {object} parts
 * @param {Pick<import('app/data/api.js').Api, 'takeToken'>} parts.api
 * @param {import('app/app/store.js').Store} parts.store
 * @param {() => void} parts.reconnect with the token that stood in the address
 */
export function syncUrl(window, { api, store, reconnect }) {
  /** @type {number | undefined} */
  let timer;
  store.subscribe((state) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      const fragment = fragmentOf(state);
      if (fragment !== window.location.hash) {
        const { pathname, search } = window.location;
        try {
          window.history.replaceState(null, '', pathname + search + fragment);
        } catch {
          // A frame may have an address that cannot change: the view lasts as long as the page.
        }
      }
    }, PAUSE_MS);
  });

  window.addEventListener('hashchange', () => {
    if (api.takeToken()) {
      reconnect();
    } else {
      store.update((state) => withView(state, parse(window.location.hash)));
    }
  });
}

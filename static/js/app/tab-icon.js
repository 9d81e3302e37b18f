// @ts-check
/** The icon of the tab, with a dot while evaluations run or when one has failed. */
import { listed } from 'app/model/evaluations.js';

const COLORS = Object.freeze({ running: '#2fb47c', failed: '#e5484d' });

/** @param {string} color of the dot */
const marked = (color) =>
  'data:image/svg+xml,' +
  encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3.5" fill="#3b53c4"/><path d="M3.5 12.5V9.5m3 3V6.5m3 6V8m3 4.5v-9" stroke="#fff" stroke-width="1.6" stroke-linecap="round"/><circle cx="12" cy="4" r="3.5" fill="${color}" stroke="#fff"/></svg>`,
  );

/**
 * @param {Document} document
 * @param {import('app/app/store.js').Store} store
 */
export function updateTabIcon(document, store) {
  const link = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel=icon]'));
  const plain = link.href;
  store.subscribe(({ board, dismissed }) => {
    const list = listed(board?.evaluating ?? [], dismissed);
    const href = list.some(({ state }) => state !== 'running')
      ? marked(COLORS.failed)
      : list.length > 0
        ? marked(COLORS.running)
        : plain;
    if (link.href !== href) {
      link.href = href;
    }
  });
}

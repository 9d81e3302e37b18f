// @ts-check
/** Tells the page that shows this one in a frame that it has started: a frame that is refused tells nothing. */

/** What the page around it is told. It holds no data, since it is told whichever page that is. */
const STARTED = Object.freeze({ paperMetrics: 'started' });

/**
 * @param {Pick<Window, 'parent'>} window
 * @param {Pick<import('app/app/store.js').Store, 'get' | 'subscribe'>} store
 */
export function tellFrame(window, store) {
  const { parent } = window;
  if (parent === /** @type {unknown} */ (window)) {
    return;
  }
  let told = false;
  store.subscribe(() => {
    if (!told && store.get().board) {
      told = true;
      parent.postMessage(STARTED, '*');
    }
  });
}

// @ts-check
/** The page on paper: every run shown, on a light ground. */

/**
 * @param {Window & typeof globalThis} window
 * @param {{whole: (on: boolean) => void}} table
 */
export function followPrinting(window, table) {
  const root = window.document.documentElement;
  /** @type {string | undefined} */
  let theme;

  window.addEventListener('beforeprint', () => {
    theme = root.dataset.theme;
    root.dataset.theme = 'light';
    table.whole(true);
  });
  window.addEventListener('afterprint', () => {
    if (theme === undefined) {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }
    table.whole(false);
  });
}

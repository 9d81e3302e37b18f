// @ts-check
/** Light, dark, or as the system has it: chosen once, and kept where the browser lets us. */

/** @typedef {'auto' | 'light' | 'dark'} Theme */

const KEY = 'paper-metrics-theme';

/** @type {readonly Theme[]} */
export const THEMES = Object.freeze(['auto', 'light', 'dark']);

/**
 * The theme after this one.
 *
 * @param {Theme} theme
 */
export function following(theme) {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
}

/**
 * @param {Window & typeof globalThis} window
 * @param {() => void} onChange called when another page of this origin has chosen
 */
export function createTheme(window, onChange) {
  const root = window.document.documentElement;
  let theme = stored();
  apply();
  // Another tab of this page may choose too.
  window.addEventListener('storage', (event) => {
    if (event.key === KEY) {
      theme = stored();
      apply();
      onChange();
    }
  });

  /** @returns {Theme} */
  function stored() {
    try {
      const value = window.localStorage.getItem(KEY);
      return THEMES.find((one) => one === value) ?? 'auto';
    } catch {
      return 'auto';
    }
  }

  function apply() {
    if (theme === 'auto') {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }
  }

  return Object.freeze({
    get: () => theme,

    /** @param {Theme} chosen */
    set(chosen) {
      theme = chosen;
      apply();
      try {
        window.localStorage.setItem(KEY, theme);
      } catch {
        // Where nothing may be stored, the choice lasts as long as the page.
      }
    },
  });
}

// @ts-check
/** The colours and letters of the page, as charts need them, and word of their changes. */
import { HUES } from 'app/model/palette.js';

/** @typedef {import('app/charts/figure.js').ChartColors} ChartColors */

const CHANGES = '(prefers-color-scheme: dark)';

/**
 * @param {Window & typeof globalThis} window
 */
export function createThemeColors(window) {
  const { document } = window;
  // Only an element that is in the page resolves what a variable means in the theme of now.
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.className = 'looks';
  document.body.append(probe);
  /** @type {ChartColors | null} */
  let colors = null;
  /** @type {Set<() => void>} */
  const listeners = new Set();

  function changed() {
    colors = null;
    listeners.forEach((listener) => listener());
  }
  window.matchMedia(CHANGES).addEventListener('change', changed);
  new MutationObserver(changed).observe(document.documentElement, {
    attributeFilter: ['data-theme'],
  });

  /** @param {string} name */
  function colour(name) {
    probe.style.color = `var(--${name})`;
    return window.getComputedStyle(probe).color;
  }

  /**
   * @param {'' | 'light'} scheme empty for that of the page
   * @returns {ChartColors}
   */
  function read(scheme) {
    probe.style.colorScheme = scheme;
    return {
      ink: colour('ink'),
      quiet: colour('quiet'),
      line: colour('line'),
      edge: colour('edge'),
      surface: colour('surface'),
      neutral: colour('run-baseline'),
      hues: Array.from({ length: HUES }, (_, i) => colour(`run-${i}`)),
      // The chart library writes the family into an attribute as it is.
      font: window.getComputedStyle(document.body).fontFamily.replaceAll('"', "'"),
    };
  }

  return Object.freeze({
    /** @returns {ChartColors} */
    now() {
      colors ??= read('');
      return colors;
    },

    /** The colours of the light theme, on white, whatever the page has. */
    light: () => read('light'),

    /** @param {() => void} listener called when the theme changes */
    subscribe(listener) {
      listeners.add(listener);
    },
  });
}

/** @typedef {ReturnType<typeof createThemeColors>} ThemeColors */

// @ts-check
/**
 * Bars of controls, and the head of the table, take one stop of the Tab key each; the arrow keys, Home and End lead from
 * control to control in them. Fields of text, and what a menu has opened, are stops of their own.
 */

const BAR = '[role=toolbar], .scroller thead';
const CONTROL = ':is(a[href], button, summary, select, input[type=checkbox])';

/** What is folded away, and what a menu has opened. */
const APART = 'details:not([open]) > :not(summary), .items';

/** @typedef {HTMLElement} Control */

/** @param {EventTarget | null} target */
const barAt = (target) => (target instanceof Element ? target.closest(BAR) : null);

/** @param {Element} bar @returns {readonly Control[]} those that can have the focus */
function controlsIn(bar) {
  const controls = /** @type {NodeListOf<Control>} */ (bar.querySelectorAll(CONTROL));
  return [...controls].filter(
    (control) => control.getClientRects().length > 0 && !control.closest(APART),
  );
}

/** @param {HTMLElement} root of the page */
export function createBars(root) {
  /** @type {WeakMap<Element, EventTarget | null>} where the Tab key leads to in a bar, if not to its first control */
  const stops = new WeakMap();

  /** @param {Element} bar */
  function settle(bar) {
    const controls = controlsIn(bar);
    const stop = controls.find((control) => control === stops.get(bar)) ?? controls[0];
    for (const control of controls) {
      const index = control === stop ? 0 : -1;
      if (control.tabIndex !== index) {
        control.tabIndex = index;
      }
    }
  }

  root.addEventListener('focusin', ({ target }) => {
    const bar = barAt(target);
    if (bar && controlsIn(bar).some((control) => control === target)) {
      stops.set(bar, target);
      settle(bar);
    }
  });
  // What was folded away has controls, too.
  root.addEventListener('toggle', ({ target }) => barAt(target) && drawn(), { capture: true });
  root.addEventListener('keydown', (event) => {
    const { key, target, defaultPrevented, shiftKey, ctrlKey, metaKey, altKey } = event;
    const bar = barAt(target);
    if (!bar || defaultPrevented || shiftKey || ctrlKey || metaKey || altKey) {
      return;
    }
    const controls = controlsIn(bar);
    const from = controls.findIndex((control) => control === target);
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: -1 }[key];
    if (from >= 0 && to !== undefined) {
      event.preventDefault();
      controls.at(to % controls.length)?.focus();
    }
  });

  /** The page has been drawn: controls may have come or gone. */
  function drawn() {
    root.querySelectorAll(BAR).forEach(settle);
  }

  return Object.freeze({ drawn });
}

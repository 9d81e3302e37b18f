// @ts-check
/** What keys do, wherever the focus is. */

/**
 * @typedef {'runs' | 'trends' | 'explore' | 'search' | 'down' | 'up' | 'top' | 'select' | 'star' | 'pin' | 'reference' | 'details' | 'uncertainty' | 'values' | 'previousTab' | 'nextTab' | 'charts' | 'filters' | 'export' | 'news'
 *   | 'theme' | 'help' | 'close'} Command
 */

/**
 * @typedef {object} Shortcut
 * @property {readonly string[]} keys as in keyboard events
 * @property {readonly string[]} shown as printed on the keys
 * @property {Command} command
 * @property {string} text what it does
 */

/** @type {readonly Shortcut[]} */
export const SHORTCUTS = Object.freeze([
  { keys: ['1'], shown: ['1'], command: 'runs', text: 'Runs: the table' },
  { keys: ['2'], shown: ['2'], command: 'trends', text: 'Trends: experiments over training steps' },
  {
    keys: ['3'],
    shown: ['3'],
    command: 'explore',
    text: 'Explore: metrics and settings against each other',
  },
  { keys: ['/'], shown: ['/'], command: 'search', text: 'Search' },
  { keys: ['j', 'ArrowDown'], shown: ['j', '↓'], command: 'down', text: 'Next run' },
  { keys: ['k', 'ArrowUp'], shown: ['k', '↑'], command: 'up', text: 'Previous run' },
  { keys: ['g'], shown: ['g'], command: 'top', text: 'First run' },
  { keys: ['x'], shown: ['x', 'Space'], command: 'select', text: 'Select or deselect the run' },
  { keys: ['s'], shown: ['s'], command: 'star', text: 'Star the run, or take its star away' },
  { keys: ['p'], shown: ['p'], command: 'pin', text: 'Pin the run above all others, or unpin it' },
  { keys: ['o'], shown: ['o', 'Enter'], command: 'details', text: 'All about the run' },
  { keys: ['b'], shown: ['b'], command: 'reference', text: 'Compare all others with the run' },
  { keys: ['i'], shown: ['i'], command: 'uncertainty', text: 'Intervals and differences' },
  {
    keys: ['d'],
    shown: ['d'],
    command: 'values',
    text: 'Metrics as they are, or as differences from the reference',
  },
  { keys: ['c'], shown: ['c'], command: 'charts', text: 'Compare: charts beside the table' },
  { keys: ['['], shown: ['['], command: 'previousTab', text: 'Previous tab of the charts' },
  { keys: [']'], shown: [']'], command: 'nextTab', text: 'Next tab of the charts' },
  { keys: ['f'], shown: ['f'], command: 'filters', text: 'Filters' },
  { keys: ['e'], shown: ['e'], command: 'export', text: 'Export' },
  { keys: ['u'], shown: ['u'], command: 'news', text: 'What changed since your last visit' },
  { keys: ['t'], shown: ['t'], command: 'theme', text: 'Theme: automatic, light, dark' },
  { keys: ['?'], shown: ['?'], command: 'help', text: 'This list' },
  { keys: ['Escape'], shown: ['Esc'], command: 'close', text: 'Close what is open' },
]);

/**
 * What a key means to the page.
 *
 * @param {Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented'>} event
 * @param {'typing' | 'element' | 'nowhere'} focus where it is: in a field, on something else that
 *     may want arrow keys for itself, or on nothing
 * @returns {Command | null}
 */
export function commandOf({ key, ctrlKey, metaKey, altKey, defaultPrevented }, focus) {
  if (ctrlKey || metaKey || altKey || defaultPrevented || focus === 'typing') {
    return null;
  }
  if (key.startsWith('Arrow') && focus !== 'nowhere') {
    return null;
  }
  return SHORTCUTS.find(({ keys }) => keys.includes(key))?.command ?? null;
}

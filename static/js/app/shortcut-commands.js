// @ts-check
/** Carries out what keys ask for. */
import { TABS } from 'app/model/chart-options.js';
import { commandOf } from 'app/model/shortcuts.js';

/** @typedef {import('app/model/shortcuts.js').Command} Command */

/** What moves in the table, or acts on a row. @type {readonly Command[]} */
const OF_THE_TABLE = ['down', 'up', 'top', 'select', 'reference', 'charts', 'export'];

/**
 * @param {Document} document
 * @param {object} parts
 * @param {import('app/app/actions.js').Actions} parts.actions
 * @param {Pick<ReturnType<typeof import('app/views/table.js').createTable>, 'step' | 'shows'>} parts.table
 * @param {() => import('app/model/state.js').State} parts.state
 */
export function listenToKeys(document, { actions, table, state }) {
  /** @param {string} id of an element that is pressed where it is there */
  const press = (id) => {
    const element = document.getElementById(id);
    element?.focus();
    element?.click();
  };

  /** @param {1 | -1} step to another tab of the charts, where they are shown */
  const turn = (step) => {
    if (document.getElementById('charts')) {
      const at = TABS.indexOf(state().modes.tab) + step + TABS.length;
      actions.modes({ tab: TABS[at % TABS.length] });
    }
  };

  /** @param {(id: string) => void} act on the run that is shown whole, or that the table's cursor is at */
  const withRun = (act) => {
    const { cursor, details, place } = state();
    const inTable = place === 'runs' && cursor !== null && table.shows(cursor) ? cursor : null;
    const id = details ?? inTable;
    if (id !== null) {
      act(id);
    }
  };

  /** @type {Readonly<Record<Command, () => void>>} */
  const commands = Object.freeze({
    runs: () => actions.goToPlace('runs'),
    trends: () => actions.goToPlace('trends'),
    explore: () => actions.goToPlace('explore'),
    search: () => document.getElementById('search')?.focus(),
    down: () => table.step('ArrowDown', state().cursor),
    up: () => table.step('ArrowUp', state().cursor),
    top: () => table.step('Home', state().cursor),
    select() {
      const { cursor } = state();
      if (cursor !== null && table.shows(cursor)) {
        actions.toggleSelected(cursor);
      }
    },
    star: () => withRun(actions.star),
    pin: () => withRun(actions.pin),
    reference() {
      const { cursor } = state();
      if (cursor !== null && table.shows(cursor)) {
        actions.reference(cursor);
      }
    },
    details() {
      const { cursor } = state();
      if (cursor !== null && table.shows(cursor)) {
        actions.showDetails(cursor);
      }
    },
    uncertainty: actions.toggleUncertainty,
    values: actions.toggleValues,
    previousTab: () => turn(-1),
    nextTab: () => turn(1),
    charts: () => press('charts-button'),
    filters: () => press('filters-button'),
    export: () => press('export'),
    news: actions.openNews,
    theme: actions.nextTheme,
    help: actions.openHelp,
    close() {
      const { sheet, details } = state();
      // It is not drawn yet, or beside the table, as filters are; elsewhere it has the focus and closes itself.
      if (sheet !== null) {
        actions.closeSheet(sheet);
        return;
      }
      if (details !== null) {
        actions.closeDetails();
        return;
      }
      // A panel that opens by itself shall go on doing so.
      if (document.getElementById('charts')) {
        actions.modes({ panel: 'closed' });
      }
    },
  });

  /** @param {KeyboardEvent} event in the search field: leads to the table, or empties the field, then leaves it */
  function leaveSearch(event) {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (state().place === 'runs' && (event.key === 'ArrowDown' || event.key === 'Enter')) {
      event.preventDefault();
      table.step('Home', null);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (field.value) {
        // What was typed since the page was drawn last would stay, for then nothing has changed in what is drawn.
        field.value = '';
        actions.search('');
      } else {
        field.blur();
      }
    }
  }

  document.addEventListener('keydown', (event) => {
    if (event.target instanceof Element && event.target.id === 'search') {
      leaveSearch(event);
      return;
    }
    const command = commandOf(event, focusOf(event.target));
    if (command && (state().place === 'runs' || !OF_THE_TABLE.includes(command))) {
      event.preventDefault();
      commands[command]();
    }
  });
}

/**
 * Where the focus is, as far as keys are concerned.
 *
 * @param {EventTarget | null} target of a keyboard event
 * @returns {'typing' | 'element' | 'nowhere'}
 */
function focusOf(target) {
  if (!(target instanceof Element) || target === target.ownerDocument.body) {
    return 'nowhere';
  }
  const field = 'textarea, select, input:not([type=checkbox], [type=radio], [type=button])';
  const typing = target.matches(field) || target.closest('dialog[open], [contenteditable]');
  return typing ? 'typing' : 'element';
}

// @ts-check
/** Puts the page together: data in, state, drawing. */
import { createApi } from 'app/api.js';
import { bestOf } from 'app/best.js';
import { boardOf } from 'app/board.js';
import { createLooks } from 'app/charts/look.js';
import { choosing } from 'app/choosing.js';
import { columnsWith } from 'app/columns.js';
import { listenToKeys } from 'app/commands.js';
import { NO_FILTERS } from 'app/filters.js';
import { createFollower } from 'app/follow.js';
import { createLive } from 'app/live.js';
import { remembering } from 'app/memo.js';
import { besideTable, changedModes } from 'app/modes.js';
import { asides } from 'app/names.js';
import { newsOf } from 'app/news.js';
import { createPresets } from 'app/presets.js';
import { createReading } from 'app/reading.js';
import {
  START,
  withAllSeen,
  withBoard,
  withConnection,
  withSeen,
  withSelection,
  withUpdate,
  withView,
} from 'app/reduce.js';
import { fragmentOf, parse } from 'app/route.js';
import { toggled } from 'app/select.js';
import { createShown } from 'app/shown.js';
import { createStore } from 'app/store.js';
import { createTheme, following } from 'app/theme.js';
import { keepTitle } from 'app/title.js';
import { createColumns } from 'app/views/columns.js';
import { createFilters } from 'app/views/filters.js';
import { createHelp } from 'app/views/help.js';
import { createNews } from 'app/views/news.js';
import { page } from 'app/views/page.js';
import { createPanel } from 'app/views/panel.js';
import { createProblems } from 'app/views/problems.js';
import { createTable } from 'app/views/table.js';
import { render } from 'lit-html';

/** @typedef {import('app/reduce.js').State} State */

const ADDRESS_PAUSE_MS = 300;
/** @type {ReadonlyMap<string, import('app/board.js').Run>} */
const NO_RUNS = new Map();
/** @type {readonly import('app/board.js').MetricDefinition[]} */
const NO_METRICS = [];

const api = createApi(window);
api.takeToken();
const store = createStore({
  ...START,
  source: api.source,
  ...parse(window.location.hash),
});

const reading = createReading(api, store);
const shownOf = createShown();
const presets = createPresets(() => window.localStorage);

const live = createLive({
  runs: api.runs,
  check: api.check,
  socket: api.socket,
  board: () => store.get().board,
  onRuns(answer) {
    store.update((state) => withBoard(state, boardOf(answer)));
    reading.roots();
  },
  onUpdate(update) {
    store.update((state) => withUpdate(state, update));
    if (update.problems !== undefined && store.get().problemsOpen) {
      reading.problems();
    }
    reading.roots();
  },
  onState(connection, trouble) {
    if (trouble?.kind === 'absent' && !store.get().board) {
      reading.file('file', api.dataFile);
    } else {
      store.update((state) => withConnection(state, connection, trouble, Date.now()));
    }
    if (connection === 'live') {
      curves.retry();
      reading.version();
    }
  },
  clock: {
    after: (action, ms) => window.setTimeout(action, ms),
    cancel: (timer) => window.clearTimeout(timer),
    random: Math.random,
  },
});

const curves = createFollower({
  whole: api.run,
  fetched: () => store.get().fetched,
  onFetched: (fetched) => store.update((state) => ({ ...state, fetched })),
});

const actions = Object.freeze({
  ...choosing({ store, presets, shown: () => shownOf(store.get()) }),

  /** @param {string} key */
  sort: (key) => store.update((state) => ({ ...state, sort: toggled(state.sort, key) })),

  /** @param {string} query */
  search: (query) => store.update((state) => ({ ...state, query })),

  /**
   * @param {Iterable<string>} ids
   * @param {boolean} on
   */
  select: (ids, on) => store.update((state) => withSelection(state, ids, on)),

  clearSelection: () => store.update((state) => ({ ...state, selected: new Set() })),

  /** @param {string} id */
  seen: (id) => store.update((state) => withSeen(state, id)),

  /** @param {string} cursor */
  moveTo: (cursor) =>
    store.update((state) => (state.cursor === cursor ? state : { ...state, cursor })),

  openProblems() {
    store.update((state) => ({ ...state, problemsOpen: true, problems: null }));
    reading.problems();
  },

  /** @param {Partial<import('app/modes.js').Modes>} change */
  modes: (change) =>
    store.update((state) => ({ ...state, modes: changedModes(state.modes, change) })),

  retryCurves: curves.retry,

  /**
   * Shows a run in the table, and puts the focus there.
   *
   * @param {string} id
   */
  goTo(id) {
    // A search or a filter that leaves the run out would hide it.
    const there = shownRuns.some((run) => run.id === id);
    store.update((state) => ({
      ...state,
      ...(there ? {} : { query: '', filters: NO_FILTERS }),
      modes: besideTable(state.modes),
    }));
    draw();
    table.reveal(id);
  },

  openNews: () => store.update((state) => ({ ...state, sheet: 'news' })),

  openHelp: () => store.update((state) => ({ ...state, sheet: 'help' })),

  /** @param {State['sheet']} sheet nothing happens when another is open by now */
  closeSheet: (sheet) =>
    store.update((state) => (state.sheet === sheet ? { ...state, sheet: null } : state)),

  /** Says that every change has been looked at. */
  allSeen: () => store.update(withAllSeen),

  nextTheme() {
    theme.set(following(theme.get()));
    actions.redraw();
  },

  redraw: () => store.update((state) => ({ ...state })),

  closeProblems: () => store.update((state) => ({ ...state, problemsOpen: false })),

  retry: live.start,
});

/** @typedef {typeof actions} Actions */

const named = remembering(asides);
const bested = remembering(bestOf);
const columned = remembering(columnsWith);
const newly = remembering(newsOf);

const theme = createTheme(window, actions.redraw);
/** @type {readonly import('app/board.js').Run[]} */
let shownRuns = [];

const table = createTable(actions);
const filters = createFilters(actions);
const columnSheet = createColumns(actions);
const problems = createProblems(actions);
const newsSheet = createNews(actions);
const help = createHelp(actions);
const panel = createPanel(createLooks(window), actions);
const root = /** @type {HTMLElement} */ (document.getElementById('page'));
root.replaceChildren();

let drawn = true;
function draw() {
  drawn = true;
  const state = store.get();
  const all = state.board?.runs ?? NO_RUNS;
  const shown = shownOf(state);
  const { runs, columns } = shown;
  const charts = panel.view(state, named(all));
  const bests = bested(shown.matched);
  const news = newly(state.past, all, columned(state.board?.metrics ?? NO_METRICS));
  const head = { news, theme: theme.get() };
  shownRuns = runs;
  render(page(state, shown, bests, actions, filters.element, table.element, charts, head), root);
  table.draw({ state, runs, columns, asides: named(all), marks: panel.marks(state) });
  panel.drawn(state);
  curves.follow(panel.followed(state));
  problems.draw(state);
  filters.draw(state, shown);
  columnSheet.draw(state, shown);
  newsSheet.draw(state.sheet === 'news', news, named(all), state.connection !== 'file');
  help.draw(state.sheet === 'help');
}

store.subscribe(() => {
  // State follows every change at once; drawing waits for a frame, in a hidden tab for the next look.
  if (drawn) {
    drawn = false;
    window.requestAnimationFrame(draw);
  }
});

/** @type {number | undefined} */
let addressTimer;
store.subscribe((state) => {
  window.clearTimeout(addressTimer);
  addressTimer = window.setTimeout(() => {
    const fragment = fragmentOf(state);
    if (fragment !== window.location.hash) {
      const { pathname, search } = window.location;
      window.history.replaceState(null, '', pathname + search + fragment);
    }
  }, ADDRESS_PAUSE_MS);
});

window.addEventListener('hashchange', () => {
  if (api.takeToken()) {
    live.start();
  } else {
    store.update((state) => withView(state, parse(window.location.hash)));
  }
});
listenToKeys(document, { actions, table, state: store.get });
keepTitle(document, store);

window.addEventListener('storage', actions.readPresets);
actions.readPresets();
draw();
switch (api.source) {
  case 'daemon':
    window.addEventListener('online', live.wake);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') {
        live.wake();
      }
    });
    live.start();
    break;
  case 'file':
    reading.file('file', api.dataFile);
    break;
  case 'embedded':
    reading.file('embedded', api.embedded);
    break;
}

// @ts-check
/** Puts the page together: data in, state, drawing. */
import { createApi, Failure } from 'app/api.js';
import { bestOf } from 'app/best.js';
import { boardOf, boardOfFile } from 'app/board.js';
import { createLooks } from 'app/charts/look.js';
import { choosing } from 'app/choosing.js';
import { createFollower } from 'app/follow.js';
import { createLive } from 'app/live.js';
import { remembering } from 'app/memo.js';
import { besideTable, changedModes } from 'app/modes.js';
import { asides } from 'app/names.js';
import { createPresets } from 'app/presets.js';
import { START, withBoard, withSeen, withSelection, withUpdate, withView } from 'app/reduce.js';
import { fragmentOf, parse } from 'app/route.js';
import { toggled } from 'app/select.js';
import { createShown } from 'app/shown.js';
import { createStore } from 'app/store.js';
import { createColumns } from 'app/views/columns.js';
import { createFilters } from 'app/views/filters.js';
import { page } from 'app/views/page.js';
import { createPanel } from 'app/views/panel.js';
import { createProblems } from 'app/views/problems.js';
import { createTable } from 'app/views/table.js';
import { render } from 'lit-html';

/** @typedef {import('app/reduce.js').State} State */

const ADDRESS_PAUSE_MS = 300;
/** @type {ReadonlyMap<string, import('app/board.js').Run>} */
const NO_RUNS = new Map();

const api = createApi(window);
api.takeToken();
const store = createStore({
  ...START,
  source: api.source,
  ...parse(window.location.hash),
});

const shownOf = createShown();
const presets = createPresets(() => window.localStorage);

const live = createLive({
  runs: api.runs,
  check: api.check,
  socket: api.socket,
  board: () => store.get().board,
  onRuns(answer) {
    store.update((state) => withBoard(state, boardOf(answer)));
    findRoots();
  },
  onUpdate(update) {
    store.update((state) => withUpdate(state, update));
    if (update.problems !== undefined && store.get().problemsOpen) {
      listProblems();
    }
    findRoots();
  },
  onState(connection, trouble) {
    if (trouble?.kind === 'absent' && !store.get().board) {
      readFile('file', api.dataFile);
    } else {
      store.update((state) => ({ ...state, connection, trouble }));
    }
    if (connection === 'live') {
      curves.retry();
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

/**
 * Shows a board that will not change.
 *
 * @param {'file' | 'embedded'} source
 * @param {() => Promise<any>} read
 */
async function readFile(source, read) {
  store.update((state) => ({ ...state, source, connection: 'file' }));
  try {
    const board = boardOfFile(await read());
    if (!board) {
      throw new Failure('broken', 'The data has no list of runs.');
    }
    store.update((state) => withBoard(state, board));
  } catch (failure) {
    const { kind = 'broken', message } = /** @type {Failure} */ (failure);
    store.update((state) => ({ ...state, trouble: { kind, message } }));
  }
}

/** An empty board says where runs are looked for. */
async function findRoots() {
  const { board } = store.get();
  if (!board || board.runs.size > 0 || board.roots) {
    return;
  }
  try {
    const roots = (await api.status()).roots.map(({ path }) => path);
    store.update((state) => (state.board ? { ...state, board: { ...state.board, roots } } : state));
  } catch {
    // The live connection is the one to say that the daemon is away.
  }
}

async function listProblems() {
  /** @type {State['problems']} */
  let problems;
  try {
    problems = await api.problems();
  } catch (failure) {
    problems = /** @type {Failure} */ (failure).message;
  }
  store.update((state) => ({ ...state, problems }));
}

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
    listProblems();
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
    store.update((state) => ({ ...state, modes: besideTable(state.modes) }));
    draw();
    table.reveal(id);
  },

  redraw: () => store.update((state) => ({ ...state })),

  closeProblems: () => store.update((state) => ({ ...state, problemsOpen: false })),

  retry: live.start,
});

/** @typedef {typeof actions} Actions */

const named = remembering(asides);
const bested = remembering(bestOf);

const table = createTable(actions);
const filters = createFilters(actions);
const columnSheet = createColumns(actions);
const problems = createProblems(actions);
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
  render(page(state, shown, bests, actions, filters.element, table.element, charts), root);
  table.draw({ state, runs, columns, asides: named(all), marks: panel.marks(state) });
  panel.drawn(state);
  curves.follow(panel.followed(state));
  problems.draw(state);
  filters.draw(state, shown);
  columnSheet.draw(state, shown);
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
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById('search')?.focus();
  }
});

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
    readFile('file', api.dataFile);
    break;
  case 'embedded':
    readFile('embedded', api.embedded);
    break;
}

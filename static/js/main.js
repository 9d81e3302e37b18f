// @ts-check
/** Puts the page together: data in, state, drawing. */
import { createActions } from 'app/app/actions.js';
import { keepAddress } from 'app/app/url-sync.js';
import { createApi } from 'app/data/api.js';
import { boardOf } from 'app/model/board.js';
import { listenToKeys } from 'app/app/shortcut-commands.js';
import { createDrawing } from 'app/app/render.js';
import { createFollower } from 'app/data/curve-cache.js';
import { createLive } from 'app/data/live.js';
import { createPatterns, WORK } from 'app/data/regex-search.js';
import { createPresets } from 'app/data/presets.js';
import { createReading } from 'app/data/loaders.js';
import { START, withBoard, withConnection, withUpdate } from 'app/model/state.js';
import { parse } from 'app/model/view-url.js';
import { withFits, withRefusal } from 'app/model/search.js';
import { createSelectors } from 'app/model/selectors.js';
import { createStore } from 'app/app/store.js';
import { createTheme } from 'app/app/theme.js';
import { keepTitle } from 'app/app/tab-title.js';
import { trusted } from 'app/lib/trusted-types.js';

const api = createApi(window);
api.takeToken();
const store = createStore({
  ...START,
  source: api.source,
  ...parse(window.location.hash),
});
const clock = Object.freeze({
  after: (/** @type {() => void} */ action, /** @type {number} */ ms) =>
    window.setTimeout(action, ms),
  cancel: (/** @type {number | undefined} */ timer) => window.clearTimeout(timer),
  random: Math.random,
});

const reading = createReading(api, store);
const presets = createPresets(() => window.localStorage);
const shownOf = createSelectors();
const shown = () => shownOf(store.get());

const curves = createFollower({
  whole: api.run,
  fetched: () => store.get().fetched,
  onFetched: (fetched) => store.update((state) => ({ ...state, fetched })),
});

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
  clock,
});

const patterns = createPatterns({
  start: () => new Worker(trusted(URL.createObjectURL(new Blob([WORK])), window)),
  clock,
  state: store.get,
  onFits: (fits) => store.update((state) => withFits(state, fits)),
  onRefused: (query, why) => store.update((state) => withRefusal(state, query, why)),
});
store.subscribe(patterns.follow);

const theme = createTheme(window, () => actions.redraw());
const actions = createActions({
  store,
  presets,
  theme,
  shown,
  reveal: (id) => drawing.reveal(id),
  readProblems: reading.problems,
  retryCurves: curves.retry,
  retry: live.start,
});
const root = /** @type {HTMLElement} */ (document.getElementById('page'));
const drawing = createDrawing(root, { store, actions, shownOf, theme, curves });

keepAddress(window, { api, store, reconnect: live.start });
listenToKeys(document, { actions, table: drawing.table, state: store.get });
keepTitle(document, store);
window.addEventListener('storage', actions.readPresets);
actions.readPresets();
drawing.draw();

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

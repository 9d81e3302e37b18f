// @ts-check
/** Puts the page together: data in, state, rendering. */
import { createActions } from 'app/app/actions.js';
import { createClipboard } from 'app/app/clipboard.js';
import { syncUrl } from 'app/app/url-sync.js';
import { createApi } from 'app/data/api.js';
import { boardOf } from 'app/model/board.js';
import { listenToKeys } from 'app/app/shortcut-commands.js';
import { createSaving } from 'app/app/saving.js';
import { createOrigins } from 'app/app/origins.js';
import { createReport } from 'app/app/report.js';
import { createRenderer } from 'app/app/render.js';
import { createCurveCache } from 'app/data/curve-cache.js';
import { createLive } from 'app/data/live.js';
import { createRegexSearch, WORK } from 'app/data/regex-search.js';
import { followPrinting } from 'app/app/printing.js';
import { createDismissed } from 'app/data/dismissed.js';
import { createNotifications } from 'app/app/notifications.js';
import { createPresets } from 'app/data/presets.js';
import { createLoaders } from 'app/data/loaders.js';
import { isLive, START, withBoard, withConnection, withUpdate } from 'app/model/state.js';
import { parse } from 'app/model/view-url.js';
import { withFits, withRefusal } from 'app/model/search.js';
import { createSelectors } from 'app/model/selectors.js';
import { idOf, isEvaluation } from 'app/model/evaluations.js';
import { createStore } from 'app/app/store.js';
import { createTheme } from 'app/app/theme.js';
import { updateTabIcon } from 'app/app/tab-icon.js';
import { updateTabTitle } from 'app/app/tab-title.js';
import { useZone } from 'app/lib/times.js';
import { tellFrame } from 'app/app/framing.js';
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

const loaders = createLoaders(api, store, clock);
const presets = createPresets(() => window.localStorage);
const dismissed = createDismissed(() => window.localStorage);
const notifications = createNotifications(window, store);
const shownOf = createSelectors();
const shown = () => shownOf(store.get());

const curves = createCurveCache({
  whole: wholeRun,
  fetched: () => store.get().fetched,
  onFetched: (fetched) => store.update((state) => ({ ...state, fetched })),
});

/** @param {string} id of a run, or of an evaluation under way */
async function wholeRun(id) {
  if (!isEvaluation(id)) {
    return api.run(id);
  }
  return (await api.evaluations()).find((one) => idOf(one) === id) ?? {};
}

const live = createLive({
  runs: api.runs,
  changes: api.changes,
  socket: api.socket,
  board: () => store.get().board,
  onRuns(answer) {
    useZone(answer.time_zone);
    store.update((state) => withBoard(state, boardOf(answer)));
  },
  onUpdate(update) {
    store.update((state) => withUpdate(state, update));
    if ((update.problems ?? update.left_out) !== undefined && store.get().problemsOpen) {
      loaders.problems();
    }
  },
  onState(connection, error) {
    if (error?.kind === 'absent' && !store.get().board) {
      loaders.file('file', api.dataFile);
    } else {
      store.update((state) => withConnection(state, connection, error, Date.now()));
    }
    if (isLive(connection)) {
      curves.retry();
      loaders.daemon();
    }
  },
  clock,
});

const regexSearch = createRegexSearch({
  start: () => new Worker(trusted(URL.createObjectURL(new Blob([WORK])), window)),
  clock,
  state: store.get,
  onFits: (fits) => store.update((state) => withFits(state, fits)),
  onRefused: (query, why) => store.update((state) => withRefusal(state, query, why)),
});
store.subscribe(regexSearch.follow);

const origins = createOrigins({ store, provenance: api.provenance });
const theme = createTheme(window, () => actions.redraw());
const actions = createActions({
  store,
  clipboard: createClipboard(window, { shown }),
  changeNote: api.changeNote,
  saving: createSaving(window, () => store.update((state) => ({ ...state, heldBack: true }))),
  report: createReport(window, { store, shown, whole: wholeRun, origins }),
  origins,
  language: window.navigator.language,
  presets,
  dismissed,
  notifications,
  theme,
  shown,
  reveal: (id) => renderer.reveal(id),
  skipToRuns: () => renderer.table.step('Home', null),
  readProblems: loaders.problems,
  retryCurves: curves.retry,
  retry: live.start,
});
const root = /** @type {HTMLElement} */ (document.getElementById('page'));
const renderer = createRenderer(root, { store, actions, shownOf, theme, curves });

syncUrl(window, { api, store, reconnect: live.start });
followPrinting(window, renderer.table);
listenToKeys(document, { actions, table: renderer.table, state: store.get });
updateTabTitle(document, store);
tellFrame(window, store);
store.subscribe(() => loaders.explain());
updateTabIcon(document, store);
window.addEventListener('storage', actions.readStorage);
// A browser asks before a note that is not saved is lost.
window.addEventListener('beforeunload', (event) => {
  if (store.get().drafts.size > 0) {
    event.preventDefault();
  }
});
actions.readStorage();
renderer.draw();
// The time that evaluations still take goes down by itself.
window.setInterval(() => store.get().board?.evaluating.length && actions.redraw(), 30_000);
document.querySelector('.unstarted')?.remove();

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
    loaders.file('file', api.dataFile);
    break;
  case 'embedded':
    loaders.file('embedded', api.embedded);
    break;
}

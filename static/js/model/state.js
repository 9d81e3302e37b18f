// @ts-check
/** How the page's state follows from what happens. Pure: every function answers a new state. */
import { afterEvaluations, idOf } from 'app/model/evaluations.js';
import { applied, succession } from 'app/model/board.js';
import { NO_FILTERS } from 'app/model/filters.js';
import { LAYOUT } from 'app/model/column-layout.js';
import { MODES } from 'app/model/chart-options.js';
import { EXPLORE } from 'app/model/explore.js';
import { forgotten, NOTHING, remembered } from 'app/model/changes.js';
import { NONE, onlyRuns, withRuns } from 'app/model/selection.js';
import { isGroupId } from 'app/model/run-groups.js';
import { NO_PINS } from 'app/model/pins.js';
import { FIRST_METRIC } from 'app/model/trends.js';

/** @typedef {import('app/model/board.js').Board} Board */
/** @typedef {import('app/model/board.js').Update} Update */
/** @typedef {import('app/model/sort.js').Sort} Sort */

/**
 * How the page is connected: not yet, live, waiting for the next attempt, refused by the daemon, or
 * not at all because the data is a file.
 *
 * @typedef {'connecting' | 'live' | 'asking' | 'waiting' | 'refused' | 'file'} Connection
 */

/** @typedef {import('app/data/failure.js').FailureKind} FailureKind */

/**
 * Why there is no data or no connection.
 *
 * @typedef {{kind: FailureKind, message: string}} LoadError
 */

/** @typedef {{kind: string, path: string, message: string, since: string}} Problem */

/**
 * A place of the page: the table with its charts, how experiments develop, or how metrics and settings hang together.
 *
 * @typedef {'runs' | 'trends' | 'explore'} Place
 */

/**
 * The results that are left out because their entries were removed.
 *
 * @typedef {object} LeftOut
 * @property {number} count
 * @property {string} [message] what is left out and why
 * @property {string} [command] takes them back
 * @property {readonly {checkpoint_path: string | null, results_file: string}[]} runs
 */

/**
 * How many runs the daemon has read or checked since its start, out of how many.
 *
 * @typedef {{done: number, total: number}} Reading
 */

/**
 * What the daemon says of the files of a run.
 *
 * @typedef {object} Explained
 * @property {import('app/model/board.js').Run} of the run as it was when it was asked for
 * @property {readonly {outcome: 'ok' | 'note' | 'wrong', message: string}[]} steps
 * @property {readonly PastEvaluation[]} evaluations those that logs tell of, by their start
 * @property {string | null} error why they are not known
 */

/**
 * An evaluation of a run that a log tells of.
 *
 * @typedef {object} PastEvaluation
 * @property {string} log
 * @property {string} [job]
 * @property {string} [node]
 * @property {string} started_at
 * @property {string} ended_at the time of its last line
 * @property {'open' | 'failed' | 'cancelled' | 'complete'} outcome
 * @property {string} [reason] the line that says how it ended
 * @property {boolean} shown whether it wrote the results that are shown
 */

/**
 * @typedef {object} State
 * @property {'daemon' | 'file' | 'embedded'} source where the data comes from
 * @property {Connection} connection
 * @property {LoadError | null} error why the last attempt to get data failed
 * @property {Place} place that is shown
 * @property {string} metric key of the column that trends are shown in
 * @property {import('app/model/explore.js').Explore} explore what the place of that name shows
 * @property {Board | null} board null until it has arrived
 * @property {Sort} sort
 * @property {string} query
 * @property {boolean} regex whether the query is a regular expression
 * @property {import('app/model/search.js').Fits | null} fits what the last pattern fits
 * @property {(import('app/model/search.js').Refusal & {query: string}) | null} refused the last pattern
 *     that could not be carried out
 * @property {import('app/model/filters.js').Filters} filters
 * @property {import('app/model/run-groups.js').GroupBy} group what the rows of the table are grouped by
 * @property {ReadonlySet<string>} folded ids of groups whose runs are hidden
 * @property {import('app/model/column-layout.js').Layout} layout of the columns
 * @property {readonly import('app/data/presets.js').Preset[]} presets
 * @property {boolean} lasting whether presets outlast the page
 * @property {import('app/model/selection.js').Selection} selected
 * @property {import('app/model/pins.js').Pins} pins
 * @property {ReadonlyMap<string, number>} fresh ids of runs that came or changed and were not seen
 *     since, with how often
 * @property {import('app/model/changes.js').Past} past the runs that changed, as they were, since the last visit
 * @property {number | null} lostAt when the connection was lost, in milliseconds, null while it lives
 * @property {string | null} version of the program that the board comes from, null while that is not known
 * @property {boolean} upgraded whether the daemon's version is no longer that of this page
 * @property {ReadonlySet<string>} dismissed endings of evaluations
 * @property {boolean | null} notifying whether the browser tells of evaluations, null where it cannot
 * @property {ReadonlyMap<string, import('app/model/drafts.js').Draft>} drafts what is written of notes and not saved, by the id of the run
 * @property {boolean} heldBack whether a file was saved that the frame of the page may hold back
 * @property {Reading | null} reading how far the daemon is, null when it has read all
 * @property {string | null} details id of the run that is shown whole
 * @property {Explained | null} explained the files of that run
 * @property {string | null} cursor id of the row that the keyboard is at
 * @property {import('app/model/chart-options.js').Modes} modes how the charts are
 * @property {ReadonlyMap<string, import('app/data/curve-cache.js').Fetched>} fetched curves by id
 * @property {'filters' | 'columns' | 'news' | 'help' | null} sheet that is open
 * @property {boolean} problemsOpen
 * @property {readonly Problem[] | string | null} problems the list, or why there is none, or null
 * @property {LeftOut | null} leftOut the results that are left out, null until that is known
 *     while it is under way
 */

/** @type {Sort} */
export const BY_STEP = Object.freeze({ key: 'step', direction: 'descending' });

/** @type {State} */
export const START = Object.freeze({
  source: 'daemon',
  connection: 'connecting',
  error: null,
  place: 'runs',
  metric: FIRST_METRIC,
  explore: EXPLORE,
  board: null,
  sort: BY_STEP,
  query: '',
  regex: false,
  fits: null,
  refused: null,
  filters: NO_FILTERS,
  group: 'none',
  folded: new Set(),
  layout: LAYOUT,
  presets: [],
  lasting: true,
  selected: NONE,
  pins: NO_PINS,
  fresh: new Map(),
  past: NOTHING,
  lostAt: null,
  version: null,
  upgraded: false,
  dismissed: new Set(),
  notifying: null,
  drafts: new Map(),
  heldBack: false,
  reading: null,
  details: null,
  explained: null,
  cursor: null,
  modes: MODES,
  fetched: new Map(),
  sheet: null,
  problemsOpen: false,
  problems: null,
  leftOut: null,
});

/**
 * What the daemon says of itself.
 *
 * @param {State} state
 * @param {string} version
 * @param {boolean} upgraded
 * @param {Reading | null} reading
 * @returns {State}
 */
export function withDaemon(state, version, upgraded, reading) {
  const same =
    state.version === version &&
    state.upgraded === upgraded &&
    state.reading?.done === reading?.done &&
    state.reading?.total === reading?.total;
  return same ? state : { ...state, version, upgraded, reading };
}

/**
 * A whole board has arrived. Where it replaces one, the runs that differ are fresh.
 *
 * @param {State} state
 * @param {Board} board
 * @returns {State}
 */
export function withBoard(state, board) {
  const before = state.board;
  const fresh = new Map(state.fresh);
  const differing = [];
  if (before) {
    for (const run of board.runs.values()) {
      if (differs(before.runs.get(run.id), run)) {
        fresh.set(run.id, (fresh.get(run.id) ?? 0) + 1);
        differing.push(run.id);
      }
    }
    differing.push(...[...before.runs.keys()].filter((id) => !board.runs.has(id)));
  }
  const past = remembered(state.past, before, board, differing);
  const selected = before ? afterEvaluations(state.selected, before, board) : state.selected;
  return withoutGone({ ...state, board, fresh, past, selected, error: null });
}

/**
 * Whether a run was written anew, or has become unavailable or available again.
 *
 * @param {import('app/model/board.js').Run | undefined} before
 * @param {import('app/model/board.js').Run} after
 */
function differs(before, after) {
  return (
    before?.evaluation_timestamp !== after.evaluation_timestamp ||
    before?.unavailable_since !== after.unavailable_since ||
    before?.broken_file?.message !== after.broken_file?.message ||
    before?.has_progression !== after.has_progression
  );
}

/**
 * The next change has arrived.
 *
 * @param {State} state
 * @param {Update} update
 * @returns {State}
 */
export function withUpdate(state, update) {
  const before = state.board;
  if (!before || succession(before, update) !== 'next') {
    return state;
  }
  const fresh = new Map(state.fresh);
  for (const { id } of update.changed) {
    fresh.set(id, (fresh.get(id) ?? 0) + 1);
  }
  const board = applied(before, update);
  const ids = [...update.changed.map(({ id }) => id), ...update.removed];
  const past = remembered(state.past, before, board, ids);
  const selected = afterEvaluations(state.selected, before, board);
  return withoutGone({ ...state, board, fresh, past, selected });
}

/**
 * An address was opened. Runs that are not on the board cannot be selected.
 *
 * @param {State} state
 * @param {import('app/model/view-url.js').View} view
 * @returns {State}
 */
export function withView(state, view) {
  return withoutGone({ ...state, ...view });
}

/**
 * Forgets what was marked on runs that are gone.
 *
 * @param {State} state
 * @returns {State}
 */
function withoutGone(state) {
  const runs = state.board?.runs;
  if (!runs) {
    return state;
  }
  const has = (/** @type {string} */ id) => runs.has(id);
  const evaluating = new Set(state.board?.evaluating.map(idOf));
  const selected = onlyRuns(state.selected, (id) => has(id) || evaluating.has(id));
  const fresh = [...state.fresh.keys()].every(has)
    ? state.fresh
    : new Map([...state.fresh].filter(([id]) => has(id)));
  const cursor =
    state.cursor !== null && (has(state.cursor) || isGroupId(state.cursor)) ? state.cursor : null;
  const details = state.details !== null && has(state.details) ? state.details : null;
  return { ...state, selected, fresh, cursor, details };
}

/**
 * A fresh run has been seen.
 *
 * @param {State} state
 * @param {string} id
 * @returns {State}
 */
export function withSeen(state, id) {
  if (!state.fresh.has(id)) {
    return state;
  }
  const fresh = new Map(state.fresh);
  fresh.delete(id);
  return { ...state, fresh };
}

/**
 * The user says that all changes have been seen.
 *
 * @param {State} state
 * @returns {State}
 */
export function withAllSeen(state) {
  return { ...state, past: NOTHING, fresh: new Map() };
}

/**
 * The user turns to something else: what was seen until now is not news at the next visit.
 *
 * @param {State} state
 * @returns {State}
 */
export function withLookEnded(state) {
  const past = forgotten(state.past, state.fresh);
  return past === state.past ? state : { ...state, past };
}

/**
 * Whether changes come by themselves.
 *
 * @param {Connection} connection
 */
export function isLive(connection) {
  return connection === 'live' || connection === 'asking';
}

/**
 * The connection is in another state.
 *
 * @param {State} state
 * @param {Connection} connection
 * @param {LoadError | null} error
 * @param {number} now in milliseconds
 * @returns {State}
 */
export function withConnection(state, connection, error, now) {
  const lostAt = isLive(connection) || connection === 'file' ? null : (state.lostAt ?? now);
  return { ...state, connection, error, lostAt };
}

/**
 * Runs are selected or no longer selected.
 *
 * @param {State} state
 * @param {Iterable<string>} ids
 * @param {boolean} on
 * @returns {State}
 */
export function withSelection(state, ids, on) {
  if (on) {
    return { ...state, selected: withRuns(state.selected, ids) };
  }
  const gone = new Set(ids);
  return { ...state, selected: onlyRuns(state.selected, (id) => !gone.has(id)) };
}

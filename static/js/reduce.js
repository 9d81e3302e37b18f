// @ts-check
/** How the page's state follows from what happens. Pure: every function answers a new state. */

/** @typedef {import('app/select.js').Sort} Sort */

/**
 * A run as `/api/v1/runs` summarises it, or whole as in the data file.
 *
 * @typedef {object} Run
 * @property {string} id unique
 * @property {string} name what people call it; not unique
 * @property {string} checkpoint_path
 * @property {number} checkpoint_step
 * @property {string} evaluation_timestamp local time, ISO 8601
 * @property {Readonly<Record<string, unknown>>} training_config
 * @property {Readonly<Record<string, unknown>>} metrics
 * @property {boolean} has_progression
 * @property {readonly string[]} tags
 * @property {string} notes
 */

/**
 * A metric of the user's own.
 *
 * @typedef {object} MetricDefinition
 * @property {string} key in the results
 * @property {string} label
 * @property {'higher' | 'lower'} better
 * @property {string} format `percent`, or the number of decimals as `.N`
 * @property {string} [samples] key of its number of samples
 */

/**
 * All runs and what goes with them.
 *
 * @typedef {object} Board
 * @property {string | null} epoch null when nothing will follow
 * @property {number} revision
 * @property {ReadonlyMap<string, Run>} runs by id, in the order they were found in
 * @property {string | null} baseline id of the run that others are compared with
 * @property {readonly object[]} evaluating evaluations under way
 * @property {number | null} problems how many, null when that is not known
 * @property {readonly MetricDefinition[]} metrics the user's own
 * @property {string | null} generatedAt when the data file was made, null when the board is live
 * @property {readonly string[] | null} roots where runs are looked for, null until that is known
 */

/**
 * What `/api/v1/runs` answers.
 *
 * @typedef {object} RunsAnswer
 * @property {string} epoch
 * @property {number} revision
 * @property {readonly Run[]} runs
 * @property {string | null} baseline
 * @property {readonly object[]} evaluating
 * @property {number} problems
 * @property {readonly MetricDefinition[]} metrics
 */

/**
 * One change, from the live connection.
 *
 * @typedef {object} Update
 * @property {'update'} type
 * @property {number} revision
 * @property {readonly Run[]} changed
 * @property {readonly string[]} removed
 * @property {string | null} [baseline] only when it changed
 * @property {readonly object[]} [evaluating] only when they changed
 * @property {number} [problems] only when it changed
 */

/**
 * How the page is connected: not yet, live, waiting for the next attempt, refused by the daemon, or
 * not at all because the data is a file.
 *
 * @typedef {'connecting' | 'live' | 'waiting' | 'refused' | 'file'} Connection
 */

/** @typedef {import('app/api.js').FailureKind} FailureKind */

/**
 * Why there is no data or no connection.
 *
 * @typedef {{kind: FailureKind, message: string}} Trouble
 */

/** @typedef {{kind: string, path: string, message: string, since: string}} Problem */

/**
 * @typedef {object} State
 * @property {'daemon' | 'file' | 'embedded'} source where the data comes from
 * @property {Connection} connection
 * @property {Trouble | null} trouble why the last attempt to get data failed
 * @property {Board | null} board null until it has arrived
 * @property {Sort} sort
 * @property {string} query
 * @property {ReadonlySet<string>} selected ids
 * @property {ReadonlyMap<string, number>} fresh ids of runs that came or changed and were not seen
 *     since, with how often
 * @property {string | null} cursor id of the row that the keyboard is at
 * @property {boolean} problemsOpen
 * @property {readonly Problem[] | string | null} problems the list, or why there is none, or null
 *     while it is under way
 */

/** @type {Sort} */
export const BY_STEP = Object.freeze({ key: 'step', direction: 'descending' });

/** @type {State} */
export const START = Object.freeze({
  source: 'daemon',
  connection: 'connecting',
  trouble: null,
  board: null,
  sort: BY_STEP,
  query: '',
  selected: new Set(),
  fresh: new Map(),
  cursor: null,
  problemsOpen: false,
  problems: null,
});

/**
 * The board that an answer of `/api/v1/runs` describes.
 *
 * @param {RunsAnswer} answer
 * @returns {Board}
 */
export function boardOf(answer) {
  return {
    epoch: answer.epoch,
    revision: answer.revision,
    runs: byId(answer.runs),
    baseline: answer.baseline ?? null,
    evaluating: answer.evaluating ?? [],
    problems: answer.problems ?? null,
    metrics: answer.metrics ?? [],
    generatedAt: null,
    roots: null,
  };
}

/**
 * The board that a data file holds.
 *
 * @param {any} data
 * @returns {Board | null} null when it is no data file
 */
export function boardOfFile(data) {
  if (!Array.isArray(data?.runs)) {
    return null;
  }
  const runs = data.runs.map((/** @type {any} */ run) => ({
    ...run,
    has_progression: (run.librilight_progression ?? []).length > 0,
  }));
  return {
    epoch: null,
    revision: 0,
    runs: byId(runs),
    baseline: data.baseline?.id ?? null,
    evaluating: [],
    problems: null,
    metrics: data.metadata?.metrics ?? [],
    generatedAt: data.metadata?.generated_at ?? '',
    roots: data.metadata?.checkpoint_base_paths ?? [],
  };
}

/**
 * The runs by id. Files that other programs made may leave fields out.
 *
 * @param {readonly Partial<Run>[]} runs
 * @returns {ReadonlyMap<string, Run>}
 */
function byId(runs) {
  return new Map(runs.map(whole).map((run) => [run.id, run]));
}

/**
 * @param {Partial<Run>} run
 * @returns {Run}
 */
function whole(run) {
  const id = run.id ?? run.checkpoint_path ?? '';
  return {
    ...run,
    id,
    name: run.name ?? id,
    checkpoint_path: run.checkpoint_path ?? '',
    checkpoint_step: run.checkpoint_step ?? 0,
    evaluation_timestamp: run.evaluation_timestamp ?? '',
    training_config: run.training_config ?? {},
    metrics: run.metrics ?? {},
    has_progression: run.has_progression ?? false,
    tags: run.tags ?? [],
    notes: run.notes ?? '',
  };
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
  if (before) {
    for (const run of board.runs.values()) {
      if (before.runs.get(run.id)?.evaluation_timestamp !== run.evaluation_timestamp) {
        fresh.set(run.id, (fresh.get(run.id) ?? 0) + 1);
      }
    }
  }
  const roots = board.roots ?? before?.roots ?? null;
  return withoutGone({ ...state, board: { ...board, roots }, fresh, trouble: null });
}

/**
 * Whether a change is the next one, one that the board already has, or one after a gap.
 *
 * @param {Board} board
 * @param {Update} update
 * @returns {'next' | 'known' | 'gap'}
 */
export function succession(board, update) {
  if (update.revision === board.revision + 1) {
    return 'next';
  }
  return update.revision <= board.revision ? 'known' : 'gap';
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
  const runs = new Map(before.runs);
  const fresh = new Map(state.fresh);
  for (const id of update.removed) {
    runs.delete(id);
  }
  for (const run of update.changed.map(whole)) {
    runs.set(run.id, run);
    fresh.set(run.id, (fresh.get(run.id) ?? 0) + 1);
  }
  /** @type {Board} */
  const board = {
    ...before,
    revision: update.revision,
    runs: update.changed.length + update.removed.length > 0 ? runs : before.runs,
    baseline: update.baseline === undefined ? before.baseline : update.baseline,
    evaluating: update.evaluating ?? before.evaluating,
    problems: update.problems ?? before.problems,
  };
  return withoutGone({ ...state, board, fresh });
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
  const selected = [...state.selected].every(has)
    ? state.selected
    : new Set([...state.selected].filter(has));
  const fresh = [...state.fresh.keys()].every(has)
    ? state.fresh
    : new Map([...state.fresh].filter(([id]) => has(id)));
  const cursor = state.cursor !== null && has(state.cursor) ? state.cursor : null;
  return { ...state, selected, fresh, cursor };
}

/**
 * A fresh run has been looked at.
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
 * Runs are selected or no longer selected.
 *
 * @param {State} state
 * @param {Iterable<string>} ids
 * @param {boolean} on
 * @returns {State}
 */
export function withSelection(state, ids, on) {
  const selected = new Set(state.selected);
  for (const id of ids) {
    if (on) {
      selected.add(id);
    } else {
      selected.delete(id);
    }
  }
  return { ...state, selected };
}

// @ts-check
/** The board: what the daemon or a data file says about all runs, and how a change makes the next. */

/**
 * A run as `/api/v1/runs` summarises it, or whole as in the data file.
 *
 * @typedef {object} Run
 * @property {string} id unique
 * @property {string} name its display name; not unique
 * @property {string} checkpoint_path
 * @property {number} checkpoint_step
 * @property {string} evaluation_timestamp local time, ISO 8601
 * @property {Readonly<Record<string, unknown>>} training_config
 * @property {Readonly<Record<string, unknown>>} metrics
 * @property {boolean} has_progression
 * @property {readonly number[]} [progression_ends] the last position of each audio file
 * @property {PrefixPerplexity} [prefix_perplexity] over all positions up to one, by position
 * @property {readonly string[]} tags
 * @property {string} notes one line about the training
 * @property {string} [annotation] what people have noted on it
 * @property {string} [annotation_edited_at] ISO instant, unless a person wrote it otherwise
 * @property {boolean} [starred] whether people have marked it, as one of those for a paper
 * @property {string} [unavailable_since] ISO instant from which on its files could not be read, so
 *     that this is what they last said
 * @property {string} [curves_apart] why the curves are of another evaluation than the results, as a sentence
 * @property {{path: string, message: string}} [broken_file] a file that can no longer be used, so that
 *     this is what it last said
 * @property {number} [curve] how often its curve was seen to change
 */

/** @typedef {Partial<Record<string, any>> & {last?: {position: number, value: number}}} PrefixPerplexity */

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
 * An evaluation under way, as its log tells of it.
 *
 * @typedef {object} Evaluation
 * @property {string} key unique
 * @property {string} [checkpoint_path]
 * @property {string} [experiment]
 * @property {number} checkpoint_step
 * @property {boolean} baseline whether it is of the pretrained model
 * @property {string} log
 * @property {string} [job]
 * @property {string} [node]
 * @property {string} [started_at] ISO instant, as those that follow
 * @property {string} [updated_at]
 * @property {string} [expected_end]
 * @property {'running' | 'stalled' | 'failed' | 'cancelled' | 'ended_without_results'} state
 * @property {string} [reason] the line that says why it ended
 * @property {string} task that it is at: one of the four, `librilight`, `loading` or `saving`
 * @property {number} [done] of the task
 * @property {number} [total]
 * @property {number} progress of all, from 0 to 1
 * @property {Readonly<Record<string, number>>} provisional accuracies and numbers of samples, by key of the results
 * @property {number} positions how many points its curves have
 */

/**
 * All runs and what goes with them.
 *
 * @typedef {object} Board
 * @property {string | null} epoch null when a data file does not say which board it was made of
 * @property {number} revision
 * @property {ReadonlyMap<string, Run>} runs by id, in the order they were found in
 * @property {string | null} baseline id of the run that others are compared with
 * @property {string | null} [usual] the baseline in whose place the user chose another
 * @property {readonly Evaluation[]} evaluating evaluations under way
 * @property {number | null} problems how many, null when that is not known
 * @property {number} leftOut how many results are left out because their entries were removed
 * @property {readonly MetricDefinition[]} metrics the user's own
 * @property {string | null} generatedAt when the data file was made, null when the board is live
 * @property {readonly string[]} roots where runs are searched for
 */

/**
 * What `/api/v1/runs` answers.
 *
 * @typedef {object} RunsAnswer
 * @property {string} epoch
 * @property {number} revision
 * @property {Record<string, any>} [configs] the training configs by number, where runs have numbers
 * @property {readonly Run[]} runs
 * @property {string | null} baseline
 * @property {readonly Evaluation[]} evaluating
 * @property {number} problems
 * @property {number} [left_out]
 * @property {readonly MetricDefinition[]} metrics
 * @property {readonly string[]} [checkpoint_base_paths] where runs are searched for
 * @property {string} [time_zone] of the times that are written without one
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
 * @property {{changed: readonly Evaluation[], removed: readonly string[]}} [evaluating] only those that changed, and the
 *     keys of those that ended
 * @property {number} [problems] only when it changed
 * @property {number} [left_out] only when it changed
 */

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
    runs: byId(answer.configs ? withConfigs(answer.runs, answer.configs) : answer.runs),
    baseline: answer.baseline ?? null,
    evaluating: answer.evaluating ?? [],
    problems: answer.problems ?? null,
    leftOut: answer.left_out ?? 0,
    metrics: answer.metrics ?? [],
    generatedAt: null,
    roots: answer.checkpoint_base_paths ?? [],
  };
}

/**
 * The runs with their training configs, of which many runs have the same.
 *
 * @param {readonly Partial<Run>[]} runs each with the number of its config
 * @param {Record<string, any>} configs
 * @returns {readonly Partial<Run>[]}
 */
function withConfigs(runs, configs) {
  return runs.map((run) => ({ ...run, training_config: configs[String(run.training_config)] }));
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
  const runs = data.runs
    .filter((/** @type {any} */ run) => typeof run === 'object' && run !== null)
    .map((/** @type {any} */ run) => ({
      ...run,
      has_progression: (run.librilight_progression ?? []).length > 0,
      progression_ends: endsOf(run),
    }));
  return {
    epoch: data.metadata?.epoch ?? null,
    revision: data.metadata?.revision ?? 0,
    runs: byId(runs),
    baseline: data.baseline?.id ?? null,
    evaluating: [],
    problems: null,
    leftOut: 0,
    metrics: data.metadata?.metrics ?? [],
    generatedAt: data.metadata?.generated_at ?? '',
    roots: data.metadata?.checkpoint_base_paths ?? [],
  };
}

/** @param {any} run whole @returns {readonly number[]} */
function endsOf({ librilight_progression_individual: files }) {
  const lists = Array.isArray(files) ? files.filter(Array.isArray) : [];
  return lists.flatMap((points) => points.at(-1)?.position ?? []);
}

/** Where the shape of the data is the one that this page reads. */
const SCHEMA = '1';

/**
 * What is wrong with the shape of a data file that says which it has.
 *
 * @param {any} data
 * @returns {string | null}
 */
export function schemaError(data) {
  const version = data?.schema_version;
  return version === undefined || String(version).split('.')[0] === SCHEMA
    ? null
    : `The data has the shape ${String(version).slice(0, 20)}, and this page reads ${SCHEMA}.x. Use a page of the same version as the program that made the data.`;
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
 * The board after the next change.
 *
 * @param {Board} board
 * @param {Update} update
 * @returns {Board}
 */
export function applied(board, update) {
  const runs = new Map(board.runs);
  for (const id of update.removed) {
    runs.delete(id);
  }
  for (const run of update.changed.map(whole)) {
    runs.set(run.id, withCurve(run, board.runs.get(run.id)));
  }
  return {
    ...board,
    revision: update.revision,
    runs: update.changed.length + update.removed.length > 0 ? runs : board.runs,
    baseline: update.baseline === undefined ? board.baseline : update.baseline,
    evaluating: evaluatingAfter(board.evaluating, update.evaluating),
    problems: update.problems ?? board.problems,
    leftOut: update.left_out ?? board.leftOut,
  };
}

/**
 * @param {readonly Evaluation[]} before
 * @param {Update['evaluating']} change
 * @returns {readonly Evaluation[]}
 */
function evaluatingAfter(before, change) {
  if (!change) {
    return before;
  }
  const after = new Map(before.map((one) => [one.key, one]));
  change.removed.forEach((key) => after.delete(key));
  change.changed.forEach((one) => after.set(one.key, one));
  return [...after.values()];
}

/**
 * The run with how often its curve has changed, which is what has when all else is as before.
 *
 * @param {Run} run
 * @param {Run | undefined} before
 * @returns {Run}
 */
function withCurve(run, before) {
  if (!before) {
    return run;
  }
  const { curve = 0, ...rest } = before;
  const changes = curve + Number(JSON.stringify(rest) === JSON.stringify(run));
  return changes > 0 ? { ...run, curve: changes } : run;
}

/** @type {WeakMap<ReadonlyMap<string, Run>, Run | null>} */
const NEWEST = new WeakMap();

/**
 * The run whose results were written last.
 *
 * @param {Pick<Board, 'runs'>} board
 * @returns {Run | null} null where no run tells when
 */
export function newest({ runs }) {
  let found = NEWEST.get(runs);
  if (found === undefined) {
    found = null;
    for (const run of runs.values()) {
      if (run.evaluation_timestamp > (found?.evaluation_timestamp ?? '')) {
        found = run;
      }
    }
    NEWEST.set(runs, found);
  }
  return found;
}

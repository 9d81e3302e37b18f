// @ts-check
/**
 * Evaluations under way: what their logs say of them, and how they take part in charts. What they have
 * until now is provisional, so it enters no ranking and no export. Pure.
 */
import { memoize } from 'app/lib/memoize.js';
import { experiment } from 'app/model/run-labels.js';
import { placesOf, selectionOf } from 'app/model/selection.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/board.js').Board} Board */
/** @typedef {import('app/model/board.js').Evaluation} Evaluation */
/** @typedef {import('app/model/selection.js').Selection} Selection */

/** The parts of an evaluation that have results, in the usual order. */
export const PARTS = Object.freeze(
  /** @type {const} */ ([
    ['sblimp', 'sBLIMP'],
    ['swuggy', 'sWUGGY'],
    ['tstory', 'tStory'],
    ['sstory', 'sStory'],
    ['librilight', 'LibriLight'],
  ]),
);

const PREFIX = 'evaluation:';

/**
 * The id by which an evaluation is selected; no run has it.
 *
 * @param {Pick<Evaluation, 'key'>} evaluation
 */
export const idOf = ({ key }) => PREFIX + key;

/** @param {string} id whether it is that of an evaluation, not of a run */
export const isEvaluation = (id) => id.startsWith(PREFIX);

/**
 * What an evaluation is of, as runs are named.
 *
 * @param {Evaluation} evaluation
 */
export function nameOf({
  baseline,
  experiment,
  checkpoint_step: step,
  checkpoint_path: path,
  log,
}) {
  if (baseline) {
    return 'Baseline';
  }
  return experiment
    ? `CP${String(step).padStart(4, '0')} - ${experiment}`
    : (path ?? log.slice(log.lastIndexOf('/') + 1));
}

/**
 * What the user dismisses: an evaluation as it has ended. One that is evaluated again is another.
 *
 * @param {Evaluation} evaluation
 */
export const endingOf = ({ key, started_at: start, state }) => [state, start, key].join(' ');

/**
 * Those that are listed: those that run, then the others, each by their start.
 *
 * @param {readonly Evaluation[]} all
 * @param {ReadonlySet<string>} dismissed endings
 */
export function listed(all, dismissed) {
  return all
    .filter((one) => one.state === 'running' || !dismissed.has(endingOf(one)))
    .sort(
      (a, b) =>
        Number(b.state === 'running') - Number(a.state === 'running') ||
        (a.started_at ?? '').localeCompare(b.started_at ?? ''),
    );
}

/** @type {readonly (readonly [Evaluation['state'], string])[]} */
const STATES = [
  ['running', 'running'],
  ['stalled', 'stalled'],
  ['failed', 'failed'],
  ['cancelled', 'cancelled'],
  ['ended_without_results', 'ended without results'],
];

/**
 * How many there are in each state, in words.
 *
 * @param {readonly Evaluation[]} all
 */
export function countsOf(all) {
  return STATES.flatMap(([state, words]) => {
    const count = all.filter((one) => one.state === state).length;
    return count > 0 ? `${count} ${words}` : [];
  }).join(', ');
}

/**
 * How far a part of an evaluation is.
 *
 * @typedef {object} Part
 * @property {string} key
 * @property {string} label
 * @property {'done' | 'now' | 'ahead'} state
 * @property {number} share of it that is done, from 0 to 1
 */

/**
 * @param {Evaluation} evaluation
 * @returns {readonly Part[]}
 */
export function partsOf({ task, done = 0, total = 0 }) {
  const at = PARTS.findIndex(([key]) => key === task);
  const now = at >= 0 ? at : task === 'saving' ? PARTS.length : -1;
  return PARTS.map(([key, label], i) => ({
    key,
    label,
    state: i < now ? 'done' : i === now ? 'now' : 'ahead',
    share: i < now ? 1 : i === now && total > 0 ? Math.min(1, done / total) : 0,
  }));
}

/** @type {WeakMap<Evaluation, Run>} */
const runs = new WeakMap();

/**
 * An evaluation as a run that charts can show, with what it has until now.
 *
 * @param {Evaluation} evaluation
 * @returns {Run}
 */
export function provisionalRun(evaluation) {
  let run = runs.get(evaluation);
  if (!run) {
    run = {
      id: idOf(evaluation),
      name: `◌ ${nameOf(evaluation)} (provisional)`,
      checkpoint_path: evaluation.checkpoint_path ?? evaluation.log,
      checkpoint_step: evaluation.checkpoint_step,
      evaluation_timestamp: '',
      training_config: {},
      metrics: evaluation.provisional,
      has_progression: evaluation.positions > 0,
      tags: [],
      notes: '',
    };
    runs.set(evaluation, run);
  }
  return run;
}

/**
 * The board and the order of its runs, with the evaluations that are selected before all runs; the
 * same objects where none is.
 */
export const withProvisional = memoize(
  (
    /** @type {Board | null} */ board,
    /** @type {readonly Run[]} */ order,
    /** @type {Selection} */ selected,
  ) => {
    const chosen = (board?.evaluating ?? [])
      .filter((one) => selected.has(idOf(one)))
      .map(provisionalRun);
    return !board || chosen.length === 0
      ? { board, order }
      : {
          board: { ...board, runs: new Map([...board.runs, ...chosen.map(pair)]) },
          order: [...chosen, ...order],
        };
  },
);

/** @param {Run} run @returns {[string, Run]} */
const pair = (run) => [run.id, run];

/**
 * The selection when evaluations may have ended: the run of an evaluation that is complete takes its
 * slot, so that charts go on with it.
 *
 * @param {Selection} selection
 * @param {Board} before
 * @param {Board} after
 * @returns {Selection} the same object where nothing changes
 */
export function afterEvaluations(selection, before, after) {
  const still = new Set(after.evaluating.map(({ key }) => key));
  const ended = before.evaluating.filter((one) => !still.has(one.key) && selection.has(idOf(one)));
  if (ended.length === 0) {
    return selection;
  }
  const runOf = new Map(ended.map((one) => [idOf(one), completedBy(one, after)?.id ?? '']));
  return selectionOf(placesOf(selection).map((id) => runOf.get(id) ?? id));
}

/**
 * The run whose results an evaluation has written.
 *
 * @param {Evaluation} evaluation that is no longer under way
 * @param {Board} board
 * @returns {Run | undefined}
 */
export function completedBy(evaluation, board) {
  const { baseline, checkpoint_step: step, checkpoint_path: path } = evaluation;
  if (baseline) {
    return board.runs.get(board.baseline ?? '');
  }
  // The log may name the checkpoint by another path than the registry does, through a link.
  const all = [...board.runs.values()].filter((run) => run.checkpoint_step === step);
  return (
    all.find((run) => path && inner(run.checkpoint_path) === inner(path)) ??
    all.find((run) => experiment(run) === evaluation.experiment)
  );
}

/** @param {string} path of a checkpoint, without the directory in it that holds the weights */
const inner = (path) => path.replace(/\/consolidated$/, '');

/**
 * The line of a log that says why an evaluation ended, without the pictograms that scripts begin it with.
 *
 * @param {string} reason
 */
export function reasonText(reason) {
  return reason.replace(/^[\p{So}\p{Mn}\p{Cf}\s]+/u, '') || reason;
}

// @ts-check
/**
 * What makes a run hard to compare with the reference run, although most of it can be compared. The daemon has the same
 * sentences. Pure.
 */
import { memoize } from 'app/lib/memoize.js';
import { accuracy, figure, taskAccuracy, TASKS } from 'app/model/metrics.js';
import { TASK_LABELS } from 'app/model/measures.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/board.js').MetricDefinition} MetricDefinition */

/** @typedef {'name' | 'tasks' | 'samples' | 'evaluator' | 'curves' | 'log'} NoteKind */
/** @typedef {{kind: NoteKind, text: string}} Note one sentence */

/**
 * @typedef {object} Comparability
 * @property {(run: Run) => readonly Note[]} about everything that is to be said of a run
 * @property {(run: Run) => readonly string[]} marked what is to be said of one run only: where most runs differ from
 *     the reference in the same, it is said once, of the reference
 */

/** So many keys or positions are named. */
const NAMED = 3;

/** Longer keys are cut. */
const LONGEST_NAME = 40;

const EVALUATION = 'paper_metrics_';

/**
 * @param {readonly Run[]} runs those shown
 * @param {Run | null} reference
 * @param {readonly MetricDefinition[]} own the user's own metrics
 * @returns {Comparability}
 */
export function comparabilityOf(runs, reference, own) {
  const between = reference && betweenOf(reference, own);
  const names = memoize(() => namesOf(runs, reference));
  const usual = memoize(() => usualKinds(runs, reference, between));
  /** @param {Run} run */
  const about = (run) => [
    ...((names().get(run.name) ?? 0) > 1
      ? [note('name', 'Another run here has the same name.')]
      : []),
    ...incomplete(run),
    ...apart(run),
    ...(between?.(run) ?? []),
  ];
  return Object.freeze({
    about,
    marked: (run) =>
      run.id === reference?.id
        ? [
            ...about(run).flatMap(({ kind, text }) => (usual().has(kind) ? [] : text)),
            ...[...usual().values()].filter(Boolean),
          ]
        : about(run).flatMap(({ kind, text }) => (usual().has(kind) ? [] : text)),
  });
}

/** @param {NoteKind} kind @param {string} text @returns {Note} */
const note = (kind, text) => ({ kind, text });

/** @param {readonly Run[]} runs @param {Run | null} reference */
function namesOf(runs, reference) {
  /** @type {Map<string, number>} */
  const names = new Map();
  const count = (/** @type {Run} */ { name }) => names.set(name, (names.get(name) ?? 0) + 1);
  runs.forEach(count);
  if (reference && !runs.some(({ id }) => id === reference.id)) {
    count(reference);
  }
  return names;
}

/**
 * What is to be said of most of the runs, with a sentence on the reference, which is empty where it matters to nobody.
 *
 * @param {readonly Run[]} runs
 * @param {Run | null} reference
 * @param {((run: Run) => readonly Note[]) | null} between
 * @returns {ReadonlyMap<NoteKind, string>}
 */
function usualKinds(runs, reference, between) {
  /** @type {Map<NoteKind, {count: number, text: string}>} */
  const kinds = new Map();
  const others = runs.filter(({ id }) => id !== reference?.id);
  for (const run of others) {
    for (const { kind, text } of between?.(run) ?? []) {
      kinds.set(kind, { count: (kinds.get(kind)?.count ?? 0) + 1, text });
    }
  }
  const most = [...kinds].filter(([, { count }]) => others.length > 2 && 2 * count > others.length);
  const names = namesOf(runs, reference);
  const shared = runs.filter(({ name }) => (names.get(name) ?? 0) > 1).length;
  // What tells such runs apart stands beside each of their names anyway.
  const named = runs.length > 2 && 2 * shared > runs.length;
  /** @type {Map<NoteKind, string>} */
  const usual = new Map(named ? [['name', '']] : []);
  for (const [kind, { count, text }] of most) {
    usual.set(
      kind,
      `Of the ${others.length} other runs shown, ${count} differ from this reference run. Of one of them: ${text}`,
    );
  }
  const foreign = runs.filter((run) => run.curves_apart);
  if (reference && runs.length > 2 && 2 * foreign.length > runs.length) {
    usual.set(
      'log',
      `Of the ${runs.length} runs shown, ${foreign.length} have curves of another evaluation than their results. Of one of them: ${foreign[0]?.curves_apart}`,
    );
  }
  return usual;
}

/** @type {(run: Run) => Note[]} */
const apart = ({ curves_apart: text }) => (text ? [note('log', text)] : []);

/** @type {(run: Run) => Note[]} */
function incomplete({ metrics }) {
  const tasks = TASKS.map((task) => ({
    label: TASK_LABELS[task],
    found: taskAccuracy(metrics, task),
  }));
  const missing = tasks.filter(({ found }) => found === null);
  if (missing.length === TASKS.length) {
    return [];
  }
  const labels = (/** @type {typeof tasks} */ some) => some.map(({ label }) => label).join(' and ');
  if (missing.length > 0) {
    return [note('tasks', `There is no average of the four tasks without ${labels(missing)}.`)];
  }
  const uncounted = tasks.filter(({ found }) => found?.correct === null || !found?.samples);
  return uncounted.length === 0
    ? []
    : [
        note(
          'tasks',
          `The average has no interval, because ${labels(uncounted)} ${uncounted.length === 1 ? 'has' : 'have'} none.`,
        ),
      ];
}

/** Says what is between runs and a reference; each run is looked at once, for a run that changes is another object. */
const betweenOf = memoize(
  (/** @type {Run} */ reference, /** @type {readonly MetricDefinition[]} */ own) => {
    /** @type {WeakMap<Run, readonly Note[]>} */
    const known = new WeakMap();
    return (/** @type {Run} */ run) => {
      let notes = known.get(run);
      if (!notes) {
        notes =
          run.id === reference.id
            ? []
            : [
                ...samples(run, reference, own),
                ...evaluator(run, reference),
                ...curves(run, reference),
              ];
        known.set(run, notes);
      }
      return notes;
    };
  },
);

/** @param {Run} run @param {Run} other @param {readonly MetricDefinition[]} own @returns {Note[]} */
function samples(run, other, own) {
  const counted = [
    ...TASKS.map((task) => ({
      label: TASK_LABELS[task],
      of: (/** @type {Run} */ { metrics }) => taskAccuracy(metrics, task)?.samples ?? null,
    })),
    ...own.map(({ key, label, samples: samplesKey = '' }) => ({
      label,
      of: (/** @type {Run} */ { metrics }) =>
        accuracy(metrics, key, samplesKey, own)?.samples ?? null,
    })),
  ];
  const differing = counted.flatMap(({ label, of }) => {
    const [mine, theirs] = [of(run), of(other)];
    return mine === null || theirs === null || mine === theirs
      ? []
      : `${label} ${mine} instead of ${theirs}`;
  });
  return differing.length === 0
    ? []
    : [
        note(
          'samples',
          `The samples are others than those of the reference run: ${differing.join(', ')}.`,
        ),
      ];
}

/**
 * Only what is about tasks that both have: a part that was not evaluated has no keys.
 *
 * @param {Run} run
 * @param {Run} other
 * @returns {Note[]}
 */
function evaluator({ metrics }, { metrics: others }) {
  const both = TASKS.filter((task) =>
    [metrics, others].every((one) => figure(one, `${task}_accuracy`) !== null),
  );
  if (both.length === 0) {
    return [];
  }
  const prefixes = [EVALUATION, ...both.map((task) => `${task}_`)];
  const asked = (/** @type {string} */ key) => prefixes.some((prefix) => key.startsWith(prefix));
  const differing = [
    ...Object.keys(metrics).filter((key) => !Object.hasOwn(others, key)),
    ...Object.keys(others).filter((key) => !Object.hasOwn(metrics, key)),
  ]
    .filter(asked)
    .sort();
  if (differing.length === 0) {
    return [];
  }
  const named = differing
    .slice(0, NAMED)
    .map((key) => (key.length > LONGEST_NAME ? `${key.slice(0, LONGEST_NAME)}…` : key))
    .join(', ');
  const more = differing.length > NAMED ? ` and ${differing.length - NAMED} more.` : '.';
  return [
    note(
      'evaluator',
      `Another evaluator may have written these results: they and those of the reference run differ in the keys ${named}${more}`,
    ),
  ];
}

/** @param {Run} run @param {Run} other @returns {Note[]} */
function curves({ progression_ends: mine = [] }, { progression_ends: theirs = [] }) {
  if (mine.length === theirs.length && mine.every((end, i) => end === theirs[i])) {
    return [];
  }
  const joined = (/** @type {readonly number[]} */ ends) =>
    ends.slice(0, NAMED).join(', ') + (ends.length > NAMED ? ' …' : '');
  const text =
    mine.length === 0
      ? 'There is no long-context curve.'
      : theirs.length === 0
        ? 'The reference run has no long-context curve.'
        : `The long-context curves end at ${joined(mine)}, those of the reference run at ${joined(theirs)}.`;
  return [note('curves', text)];
}

// @ts-check
/** How runs are told apart where their names do not do it. */

/** @typedef {import('app/board.js').Run} Run */

/**
 * What stands beside a name.
 *
 * @typedef {object} Aside
 * @property {string} text
 * @property {boolean} ambiguous whether another run has the same name
 */

/** @type {WeakMap<Run, string>} */
const experiments = new WeakMap();

/**
 * The experiment that a run belongs to: the directory above `checkpoints`, else what its id begins
 * with; empty for a pretrained model.
 *
 * @param {Run} run
 */
export function experiment(run) {
  let known = experiments.get(run);
  if (known === undefined) {
    experiments.set(run, (known = experimentOf(run)));
  }
  return known;
}

/** @param {Run} run */
function experimentOf(run) {
  const parts = run.checkpoint_path.split('/');
  const at = parts.lastIndexOf('checkpoints');
  return (at > 0 && parts[at - 1]) || (/^(.+)_cp\d+(~[0-9a-f]+)?$/.exec(run.id)?.[1] ?? '');
}

/**
 * What stands beside each name: the experiment, or the whole path where several runs share name and
 * experiment. A name that already says it all stands alone.
 *
 * @param {ReadonlyMap<string, Run>} runs by id
 * @returns {ReadonlyMap<string, Aside>} by id
 */
export function asides(runs) {
  const all = [...runs.values()];
  const names = counts(all, (run) => run.name);
  const pairs = counts(all, (run) => `${run.name}\n${experiment(run)}`);
  const result = new Map();
  for (const run of all) {
    const own = experiment(run);
    const ambiguous = Number(names.get(run.name)) > 1;
    if (Number(pairs.get(`${run.name}\n${own}`)) > 1) {
      result.set(run.id, { text: run.checkpoint_path || run.id, ambiguous });
    } else if (ambiguous || !run.name.endsWith(own)) {
      result.set(run.id, { text: own || run.id, ambiguous });
    }
  }
  return result;
}

/**
 * @param {Run[]} runs
 * @param {(run: Run) => string} label
 */
function counts(runs, label) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const run of runs) {
    const key = label(run);
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

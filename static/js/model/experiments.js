// @ts-check
/** The experiments that runs belong to, each with its checkpoints in the order of training. Pure. */
import { createTelling, partsOf, piecesOf } from 'app/model/name-parts.js';
import { experiment, isIndivisible, quoted } from 'app/model/run-labels.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/name-parts.js').Part} Part */

/**
 * @typedef {object} Experiment
 * @property {string} key the path down to its directory: two roots may each have one of the same name
 * @property {string} name which no other of those shown has
 * @property {readonly Part[]} parts of the name, of which those are kept that tell it from the others
 * @property {readonly Run[]} runs its checkpoints, the first step first
 */

/**
 * The experiments of some runs, in the order of their names; a pretrained model belongs to none.
 *
 * @param {readonly Run[]} runs
 * @returns {readonly Experiment[]}
 */
export function experimentsOf(runs) {
  /** @type {Map<string, {own: string, runs: Run[]}>} */
  const groups = new Map();
  for (const run of runs) {
    const own = experiment(run);
    if (own) {
      const key = experimentKey(run);
      const group = groups.get(key) ?? { own, runs: [] };
      group.runs.push(run);
      groups.set(key, group);
    }
  }
  const names = experimentNames(new Map([...groups].map(([key, { own }]) => [key, own])));
  const all = [...groups].map(([key, group]) => ({ key, ...group, name: names.get(key) ?? '' }));
  all.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const pieces = all.map(({ name }) => (isIndivisible(name) ? [name] : piecesOf(name)));
  const telling = createTelling(all.length, (i, place) => pieces[i][place]);
  return all.map(({ key, name, runs: own }, i) => {
    return {
      key,
      name: quoted(name),
      parts: partsOf(pieces[i], telling(i)),
      runs: [...own].sort((a, b) => a.checkpoint_step - b.checkpoint_step),
    };
  });
}

/** @type {WeakMap<Run, string>} */
const keys = new WeakMap();

/**
 * The path down to the directory of the experiment that a run belongs to.
 *
 * @param {Run} run
 * @returns {string} empty for a pretrained model
 */
export function experimentKey(run) {
  let key = keys.get(run);
  if (key === undefined) {
    const name = experiment(run);
    const path = run.checkpoint_path;
    key = name && `${path.slice(0, Math.max(0, path.lastIndexOf(`/${name}`)))}/${name}`;
    keys.set(run, key);
  }
  return key;
}

/**
 * Names of experiments, each with its directory where another has the same.
 *
 * @param {ReadonlyMap<string, string>} own the names of their own, by key
 * @returns {ReadonlyMap<string, string>} by key
 */
export function experimentNames(own) {
  /** @type {Map<string, number>} */
  const times = new Map();
  own.forEach((name) => times.set(name, (times.get(name) ?? 0) + 1));
  return new Map(
    [...own].map(([key, name]) => [
      key,
      times.get(name) === 1 ? name : `${name} · ${key.slice(0, -name.length - 1) || '/'}`,
    ]),
  );
}

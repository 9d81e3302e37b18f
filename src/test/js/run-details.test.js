import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsWith } from 'app/model/columns.js';
import { configurationOf, otherResults, ranksIn } from 'app/model/run-details.js';
import { run } from './runs.js';

const COLUMNS = columnsWith([]);
const column = (key) => /** @type {any} */ (COLUMNS.find((one) => one.key === key));

test('a run has a place among those that have a value, and equal ones share the better', () => {
  const runs = [0.5, 0.7, 0.7, null, 0.6].map((sblimp_accuracy, i) =>
    run(`r${i}`, { metrics: { sblimp_accuracy } }),
  );
  const rankOf = ranksIn(runs);
  const places = runs.map((one) => rankOf(column('sblimp'), one));
  assert.deepEqual(places, [
    { place: 4, of: 4 },
    { place: 1, of: 4 },
    { place: 1, of: 4 },
    null,
    { place: 3, of: 4 },
  ]);
  assert.equal(rankOf(column('name'), runs[0]), null);
  const outside = run('x', { metrics: { sblimp_accuracy: 0.6 } });
  assert.equal(rankOf(column('sblimp'), outside), null, 'is none of them');
});

test('the lowest perplexity is first', () => {
  const runs = [900, 700].map((last, i) =>
    run(`r${i}`, { prefix_perplexity: { last: { position: 40000, value: last } } }),
  );
  assert.deepEqual(ranksIn(runs)(column('context_end'), runs[1]), { place: 1, of: 2 });
});

test('results without a column are as the file has them', () => {
  const one = run('a', {
    metrics: { sblimp_accuracy: 0.5, sblimp_samples: 10, f1: 0.25, by: 'x' },
  });
  assert.deepEqual(otherResults(one, COLUMNS), [
    ['f1', '0.25'],
    ['by', 'x'],
  ]);
});

test('a configuration stands beside that of the reference, what differs apart', () => {
  const one = run('a', { training_config: { optim: { lr: 1e-5 }, max_steps: 100 } });
  const other = run('b', { training_config: { optim: { lr: 2e-5 }, max_steps: 100, seed: 1 } });
  const { differing, same } = configurationOf(one, other);
  assert.deepEqual(
    differing.map(({ path, value, other: theirs }) => [path, value, theirs]),
    [
      ['optim.lr', '1e-5', '2e-5'],
      ['seed', null, '1'],
    ],
  );
  assert.deepEqual(
    same.map(({ path }) => path),
    ['max_steps'],
  );
  assert.equal(configurationOf(one, null).differing.length, 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestOf } from 'app/model/best-runs.js';
import { verdictsOf } from 'app/model/uncertainty.js';
import { run } from './runs.js';

const task = (n) => ({
  sblimp_accuracy: n,
  swuggy_accuracy: n,
  tstory_accuracy: n,
  sstory_accuracy: n,
  paper_metrics_avg: n,
});
const ending = (position, value) => ({ prefix_perplexity: { last: { position, value } } });
const of = (runs, key) => bestOf(verdictsOf(runs, null)).find((best) => best.key === key);

test('the best has the highest accuracy and the lowest perplexity', () => {
  const runs = [
    run('low', { metrics: task(0.4), ...ending(41000, 300) }),
    run('high', { metrics: task(0.6), ...ending(41000, 900) }),
    run('none', { metrics: { librilight_perplexity_8k: 10 } }),
  ];
  assert.equal(of(runs, 'sblimp').run.id, 'high');
  assert.equal(of(runs, 'sblimp').text, '60.0');
  assert.equal(of(runs, 'avg').run.id, 'high');
  assert.equal(of(runs, 'context_end').run.id, 'low');
  assert.equal(of(runs, 'context_end').text, '300.0');
});

test('curves of another length than most have take no part', () => {
  const runs = [
    run('short', ending(8000, 100)),
    run('a', ending(41000, 300)),
    run('b', ending(41000, 400)),
  ];
  const best = of(runs, 'context_end');
  assert.equal(best.run.id, 'a');
  assert.match(best.title, /up to 41,000, where the curves of most runs shown end/);
  assert.equal(of(runs.slice(0, 1), 'context_end').run.id, 'short');
});

test('an average of three tasks is not the best', () => {
  const runs = [
    run('three', { metrics: { ...task(0.9), sstory_samples: 0 } }),
    run('four', { metrics: task(0.5) }),
  ];
  assert.equal(of(runs, 'avg').run.id, 'four');
  assert.equal(of(runs, 'sblimp').run.id, 'three');
});

test('of equal ones the first is named and the others are counted', () => {
  const same = { metrics: { sblimp_accuracy: 0.5, sblimp_samples: 1000 } };
  const found = of([run('a', same), run('b', same), run('c', same)], 'sblimp');
  assert.equal(found.run.id, 'a');
  assert.deepEqual(
    found.equal.map(({ id }) => id),
    ['b', 'c'],
  );
  assert.deepEqual(
    found.inseparable.map(({ id }) => id),
    ['b', 'c'],
  );
  const unknown = of([run('a', { metrics: { sblimp_accuracy: 0.5 } })], 'sblimp');
  assert.equal(unknown.inseparable, null, 'not known, so not claimed');
});

test('without a value there is no best', () => {
  assert.ok(
    bestOf(verdictsOf([run('a')], null)).every(
      ({ run: best, text }) => best === null && text === '',
    ),
  );
  assert.equal(bestOf(verdictsOf([], null)).length, 6);
});

test('an average without the zeros is not the best, whatever the file says', () => {
  const rest = { swuggy_accuracy: 0.638, tstory_accuracy: 0.795, sstory_accuracy: 0.612 };
  const zero = { ...rest, sblimp_accuracy: 0, sblimp_samples: 1000, paper_metrics_avg: 0.68167 };
  const runs = [
    run('zero', { metrics: zero }),
    run('better', { metrics: { ...rest, sblimp_accuracy: 0.5, paper_metrics_avg: 0.63625 } }),
  ];
  assert.equal(of(runs, 'avg').run.id, 'better');
  assert.equal(of(runs, 'avg').text, '63.6');
});

test('what is no accuracy is not the best', () => {
  const runs = [53.4, 1.02, '53.4', [0.9], 'N/A'].map((sblimp_accuracy, i) =>
    run(`odd${i}`, { metrics: { sblimp_accuracy } }),
  );
  assert.equal(of(runs, 'sblimp').run, null);
  runs.push(run('text', { metrics: { sblimp_accuracy: '0.534' } }));
  assert.equal(of(runs, 'sblimp').text, '53.4');
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { columnsWith } from 'app/model/columns.js';
import { experimentsOf } from 'app/model/experiments.js';
import { cochranArmitage, linesIn, trendColumns, trendOf, trendsOf } from 'app/model/trends.js';
import { run } from './runs.js';

/** Made with 50 digits; the daemon's tests read the same file. */
const FIXTURE = JSON.parse(
  readFileSync(new URL('../resources/wire/statistics.json', import.meta.url), 'utf8'),
);
const COLUMNS = trendColumns(columnsWith([]));
const column = (key) => COLUMNS.find((one) => one.key === key);

const checkpoint = (experiment, step, metrics, more = {}) =>
  run(`${experiment}_cp${step}`, {
    checkpoint_path: `/r/${experiment}/checkpoints/checkpoint_${step}/consolidated`,
    checkpoint_step: step,
    metrics,
    ...more,
  });

const sblimp = ({ correct, samples }) => ({
  sblimp_accuracy: samples ? correct / samples : 0,
  sblimp_samples: samples,
});

const lineOf = (runs, key = 'sblimp') => linesIn(experimentsOf(runs), column(key)).lines[0];

test('the trend is the test of Cochran and Armitage', () => {
  for (const { steps, correct, samples, z, p } of FIXTURE.cochranArmitage.filter(
    (c) => c.z !== null,
  )) {
    const found = cochranArmitage(
      steps.map((step, i) => ({ step, counts: { correct: correct[i], samples: samples[i] } })),
    );
    assert.ok(Math.abs(found.z - z) <= 1e-12 * Math.max(1, Math.abs(z)), `${found.z} is not ${z}`);
    assert.ok(found.p === p || Math.abs(found.p / p - 1) <= 1e-9, `${found.p} is not ${p}`);
  }
});

test('training could have stopped at the earliest step that cannot be told apart from the best', () => {
  for (const { candidates, best, inseparable } of FIXTURE.best) {
    const runs = candidates.map((counts, i) => checkpoint('e', 100 * (i + 1), sblimp(counts)));
    const line = lineOf(runs) ?? { points: [] };
    const { best: found, stop } = trendOf(line, column('sblimp'));
    assert.equal(found?.run ?? null, best === null ? null : runs[best]);
    const first = best === null ? null : runs[Math.min(best, ...inseparable)];
    assert.equal(stop?.run ?? null, line.points.length > 1 ? first : null);
  }
});

test('the earliest step says which difference from the best would have been found', () => {
  const runs = [690, 700].map((correct, i) =>
    checkpoint('e', 100 * (i + 1), sblimp({ correct, samples: 1000 })),
  );
  const { stop, best, detectable } = trendOf(lineOf(runs), column('sblimp'));
  assert.deepEqual([stop.step, best.step], [100, 200]);
  assert.ok(Math.abs(detectable - 2.8 * Math.sqrt((2 * 0.695 * 0.305) / 1000)) < 1e-12);
});

test('a trend has a direction, or is none, and needs five steps with counts', () => {
  for (const [steps, correct, kind, count] of [
    [[1, 2, 3, 4, 5], [300, 400, 500, 600, 700], 'rising', 5],
    [[1, 2, 3, 4, 5], [700, 600, 500, 400, 300], 'falling', 5],
    [[1, 2, 3, 4, 5], [500, 501, 499, 500, 501], 'none', 5],
    [[1, 2, 3, 4], [300, 400, 600, 700], 'few', 4],
    [[1, 2, 3, 4, 4], [300, 400, 600, 700, 710], 'few', 4],
  ]) {
    const runs = correct.map((x, i) =>
      checkpoint('e', steps[i], sblimp({ correct: x, samples: 1000 }), { id: `r${i}` }),
    );
    const trend = trendOf(lineOf(runs), column('sblimp'));
    assert.deepEqual([trend.kind, trend.steps], [kind, count]);
    assert.equal(trend.test === null, kind === 'few');
  }
});

test('perplexities have a lowest, no step to stop at, and no test', () => {
  const at = (step, value, position = 24000) =>
    checkpoint('e', step, {}, { prefix_perplexity: { last: { position, value } } });
  const { lines, end, left } = linesIn(
    experimentsOf([at(100, 900), at(200, 700), at(300, 800), at(400, 5, 8000)]),
    column('context_end'),
  );
  assert.deepEqual([end, left], [24000, 1]);
  const { best, stop, kind } = trendOf(lines[0], column('context_end'));
  assert.deepEqual([best.step, stop, kind], [200, null, 'untested']);
});

test('of a pretrained model there is no line, and equal names in two roots are two experiments', () => {
  const found = experimentsOf([
    checkpoint('a', 200, {}),
    checkpoint('a', 100, {}),
    run('b_cp1', { checkpoint_path: '/one/b/checkpoints/checkpoint_1' }),
    run('b_cp1~2', { checkpoint_path: '/two/b/checkpoints/checkpoint_1' }),
    run('pretrained', { checkpoint_path: '/data/dashboard' }),
  ]);
  assert.deepEqual(
    found.map(({ key, name, runs }) => [key, name, runs.map((r) => r.checkpoint_step)]),
    [
      ['/r/a', 'a', [100, 200]],
      ['/one/b', 'b · /one', [100]],
      ['/two/b', 'b · /two', [100]],
    ],
  );
});

test('the experiment with the best value is first, one without any last', () => {
  const experiments = experimentsOf([
    checkpoint('a', 1, {}),
    checkpoint('b', 1, sblimp({ correct: 5, samples: 10 })),
    checkpoint('c', 1, sblimp({ correct: 6, samples: 10 })),
  ]);
  const { lines } = linesIn(experiments, column('sblimp'));
  const order = trendsOf(lines, column('sblimp')).map(({ line }) => line.experiment.name);
  assert.deepEqual(order, ['c', 'b', 'a']);
});

test('own shares are metrics too, and less of one can be better', () => {
  const own = {
    key: 'wer',
    label: 'WER',
    better: 'lower',
    format: 'percent',
    samples: 'wer_samples',
  };
  const all = trendColumns(columnsWith([own, { ...own, key: 'loss', format: '.2' }]));
  assert.deepEqual(
    all.map(({ label }) => label),
    ['Avg', 'sBLIMP', 'sWUGGY', 'tStory', 'sStory', 'Long context 1–end', 'WER'],
  );
  const runs = [0.2, 0.1].map((wer, i) => checkpoint('e', i, { wer, wer_samples: 1000 }));
  const { lines } = linesIn(experimentsOf(runs), all[6]);
  assert.equal(trendOf(lines[0], all[6]).best.value, 0.1);
});

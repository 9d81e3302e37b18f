import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { apart } from 'app/charts/trend-lines.js';
import { trendsFigure } from 'app/charts/trends.js';
import { columnsWith } from 'app/model/columns.js';
import { experimentsOf } from 'app/model/experiments.js';
import { markOf } from 'app/model/palette.js';
import { marksOf, trendsView } from 'app/model/trend-view.js';
import { verdictsOf } from 'app/model/uncertainty.js';
import {
  cochranArmitage,
  linesIn,
  rankedLines,
  trendColumns,
  trendOf,
  trendsOf,
} from 'app/model/trends.js';
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
  const ranked = rankedLines(lines, column('sblimp'));
  assert.deepEqual(
    ranked.map(({ line, best }) => [line.experiment.name, best?.value]),
    [
      ['c', 0.6],
      ['b', 0.5],
    ],
  );
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

test('an experiment has the colour of its selected run in the lowest slot', () => {
  const runs = [1, 2, 3].map((step) =>
    checkpoint('e', step, sblimp({ correct: 500 + step, samples: 1000 })),
  );
  const trends = trendsOf([lineOf(runs)], column('sblimp'));
  const selection = new Map([
    [runs[2].id, 1],
    [runs[0].id, 4],
  ]);
  const marks = marksOf(trends, selection);
  assert.equal(marks.get('/r/e'), markOf(1));
  assert.equal(marksOf(trends, new Map()).size, 0);
});

test('a point tells its interval, and its difference from the reference', () => {
  const [base, run] = [500, 600].map((correct, i) =>
    checkpoint('e', 1 + i, sblimp({ correct, samples: 1000 })),
  );
  const view = viewOf([base, run], base);
  const [{ best, mark, dots }] = view.lines;
  assert.deepEqual([best, mark, view.all], [true, null, 1]);
  assert.deepEqual(view.reference, { label: 'Baseline', y: 50, text: '50.0 %' });
  assert.equal(dots[0].detail, '46.9 to 53.1');
  assert.equal(dots[1].detail, '56.9 to 63.0; +10.0 points to the reference');
  assert.equal(dots[1].text, '60.0 %');
});

test('of very many experiments the best are drawn, and those with a selected run', () => {
  const runs = Array.from({ length: 300 }, (_, i) =>
    checkpoint(`e${i}`, 1, sblimp({ correct: i, samples: 1000 })),
  );
  const view = viewOf(runs, null, new Map([[runs[0].id, 0]]));
  assert.deepEqual([view.lines.length, view.all], [201, 300]);
  assert.equal(view.lines[0].experiment.name, 'e299');
  assert.equal(view.lines[200].experiment.name, 'e0');
  assert.equal(view.some, true);
  assert.equal(view.lines[1].dots[0].interval, null);
  assert.notEqual(view.lines[200].dots[0].interval, null);
});

test('the drawing tells what is nearest, and the table has every point', () => {
  const runs = [1, 2].map((step) =>
    checkpoint('e', 1000 * step, sblimp({ correct: 500 + 100 * step, samples: 1000 })),
  );
  const figure = trendsFigure(viewOf(runs, null), (text, size) => text.length * size * 0.6);
  const size = { width: 800, height: 400 };
  const { dots } = figure.traces.trace(0, size);
  assert.deepEqual(figure.traces.spots, ['e_cp1000', 'e_cp2000']);
  assert.equal(figure.nearest(dots[1].x + 3, dots[1].y - 3, size), 1);
  assert.equal(figure.nearest((dots[0].x + dots[1].x) / 2, dots[0].y, size), null);
  assert.deepEqual(
    figure.sheet.rows.map(([name, step, value]) => [name, step, value]),
    [
      ['e', '1,000', '60.0 %'],
      ['e', '2,000', '70.0 %'],
    ],
  );
});

test('names beside the plot keep their distance and stay inside', () => {
  const places = apart([{ y: 95 }, { y: 10 }, { y: 12 }, { y: 99 }], 100).map(({ to }) => to);
  assert.deepEqual(places, [10, 26, 84, 100]);
});

function viewOf(runs, reference, selection = new Map()) {
  const sblimps = column('sblimp');
  const trends = trendsOf(linesIn(experimentsOf(runs), sblimps).lines, sblimps);
  const verdicts = verdictsOf(runs, reference);
  const how = { label: 'Baseline', end: null, sure: true };
  return trendsView(trends, sblimps, marksOf(trends, selection), selection, verdicts, how);
}

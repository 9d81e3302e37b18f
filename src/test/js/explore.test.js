import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsWith, everyColumn } from 'app/model/columns.js';
import { varyingKeys } from 'app/model/config-values.js';
import { axesOf, axisAt } from 'app/model/explore-axes.js';
import { frontOf } from 'app/model/pareto.js';
import { groupingOf } from 'app/model/point-groups.js';
import { paretoFront, placedIn, scatterView } from 'app/model/scatter.js';
import { run } from './runs.js';

const FIRST = columnsWith([
  { key: 'wer', label: 'WER', better: 'lower', format: '.1' },
  { key: 'asr_accuracy', label: 'ASR', better: 'higher', format: 'percent' },
]);
const EVERY = everyColumn(FIRST, []);

const scores = (sblimp, swuggy) => ({
  sblimp_accuracy: sblimp / 1000,
  sblimp_samples: 1000,
  swuggy_accuracy: swuggy / 2000,
  swuggy_samples: 2000,
});

const axesFor = (runs) => axesOf(EVERY, varyingKeys(runs), runs);

test('the keys that vary are those of which two runs have different values, or one has none', () => {
  const runs = [
    run('a', { training_config: { optim: { lr: '1e-4' }, seed: 1, name: 'x', same: 3 } }),
    run('b', { training_config: { optim: { lr: 1e-5 }, name: 'y', same: 3, lora: { rank: 64 } } }),
    run('c', { training_config: { optim: { lr: 1e-5 }, seed: null, name: '7', same: 3 } }),
  ];
  assert.deepEqual(
    varyingKeys(runs).map(({ path, numeric, counts }) => [
      path,
      numeric,
      Object.fromEntries(counts),
    ]),
    [
      ['lora.rank', false, { 64: 1, null: 2 }],
      ['optim.lr', true, { '1e-4': 1, '1e-5': 2 }],
      ['name', false, { x: 1, y: 1, 7: 1 }],
      ['seed', false, { 1: 1, null: 2 }],
    ],
  );
});

test('runs with one configuration are counted each', () => {
  const shared = { max_steps: 100 };
  const runs = [shared, shared, { max_steps: 200 }].map((training_config, i) =>
    run(`r${i}`, { training_config }),
  );
  assert.deepEqual(
    [...varyingKeys(runs)[0].counts],
    [
      ['100', 2],
      ['200', 1],
    ],
  );
});

test('every metric is an axis that knows which direction is better', () => {
  const runs = [1, 2].map((rank) => run(`r${rank}`, { training_config: { lora: { rank } } }));
  assert.deepEqual(
    axesFor(runs).map(({ key, better }) => [key, better]),
    [
      ['avg', 1],
      ['sblimp', 1],
      ['swuggy', 1],
      ['tstory', 1],
      ['sstory', 1],
      ['metrics.wer', -1],
      ['metrics.asr_accuracy', 1],
      ['context_8k', -1],
      ['context_16k', -1],
      ['context_24k', -1],
      ['context_end', -1],
      ['ppl_8k', -1],
      ['ppl_16k', -1],
      ['metrics.librilight_perplexity_24k', -1],
      ['step', null],
      ['config.lora.rank', null],
    ],
  );
});

test('an axis of the address stays where its key does not vary, and an unknown one gives way', () => {
  const runs = [run('a', { training_config: { lr: 5 } })];
  const axes = axesFor(runs);
  assert.equal(axisAt(axes, 'config.lr', 'avg').of(runs[0]), 5);
  assert.equal(axisAt(axes, 'elsewhere', 'avg').key, 'avg');
});

test('a curve that ends elsewhere than most has no value at the end', () => {
  const ending = (id, position) =>
    run(id, { prefix_perplexity: { last: { position, value: 700 } } });
  const runs = [ending('a', 41000), ending('b', 41000), ending('c', 8000)];
  const axis = axisAt(axesFor(runs), 'context_end', 'avg');
  assert.deepEqual(runs.map(axis.of), [700, 700, null]);
});

/** The front by its definition. */
function slowFront(points, right, up) {
  return points.filter(
    (p) =>
      !points.some(
        (q) => right * q.x >= right * p.x && up * q.y >= up * p.y && (q.x !== p.x || q.y !== p.y),
      ),
  );
}

test('no other point beats one of the front, in every direction, with equal values and points', () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) % 12;
  for (let i = 0; i < 200; i++) {
    const points = Array.from({ length: 1 + (i % 40) }, () => ({ x: random(), y: random() }));
    for (const right of /** @type {const} */ ([1, -1])) {
      for (const up of /** @type {const} */ ([1, -1])) {
        assert.deepEqual(
          new Set(frontOf(points, right, up)),
          new Set(slowFront(points, right, up)),
        );
      }
    }
  }
  assert.deepEqual(frontOf([], 1, 1), []);
});

test('ten thousand runs are placed, and their front found, within 300 ms', () => {
  const runs = Array.from({ length: 10_000 }, (_, i) =>
    run(`r${i}`, {
      metrics: scores((i * 7919) % 1000, (i * 104729) % 2000),
      training_config: { lr: i % 50, lora: { rank: i % 7 } },
    }),
  );
  const axes = axesFor(runs);
  const [x, y] = ['sblimp', 'swuggy'].map((key) => axisAt(axes, key, 'avg'));
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    const placed = placedIn(runs, x, y);
    const front = paretoFront(placed, x, y);
    scatterView(placed, [x, y], front, groupingOf(runs, 'config.lr'), new Map(), null, true);
    return performance.now() - start;
  });
  assert.ok(Math.min(...times) < 300, `${times}`);
});

test('runs that lack a value are named with what they lack, and the others are on the front or beaten', () => {
  const runs = [
    run('best', { metrics: scores(600, 1400) }),
    run('beaten', { metrics: scores(500, 1300) }),
    run('half', { metrics: { sblimp_accuracy: 0.5, sblimp_samples: 1000 } }),
    run('empty'),
  ];
  const axes = axesFor(runs);
  const [x, y] = ['sblimp', 'swuggy'].map((key) => axisAt(axes, key, 'avg'));
  const placed = placedIn(runs, x, y);
  assert.deepEqual(
    placed.missing.map((one) => [one.run.id, one.lacks.map(({ key }) => key)]),
    [
      ['half', ['swuggy']],
      ['empty', ['sblimp', 'swuggy']],
    ],
  );
  const front = paretoFront(placed, x, y);
  const view = scatterView(
    placed,
    [x, y],
    front,
    groupingOf(runs, 'training'),
    new Map([['beaten', 0]]),
    runs[0],
    true,
  );
  assert.deepEqual(
    view.dots.map((dot) => [dot.run.id, dot.front, dot.selected, dot.reference, dot.x, dot.y]),
    [
      ['best', true, false, true, 60, 70],
      ['beaten', false, true, false, 50, 65],
    ],
  );
  assert.ok(view.dots.every(({ xs, ys }) => xs && ys && xs[0] < xs[1]));
  assert.deepEqual(
    view.front?.map((dot) => dot.run.id),
    ['best'],
  );
  assert.equal(paretoFront(placed, x, axisAt(axes, 'step', 'avg')), null);
});

test('a reference that filters leave out is drawn, and beats nobody', () => {
  const runs = [run('a', { metrics: scores(500, 1300) })];
  const reference = run('reference', { metrics: scores(900, 1900) });
  const axes = axesFor(runs);
  const [x, y] = ['sblimp', 'swuggy'].map((key) => axisAt(axes, key, 'avg'));
  const placed = placedIn(runs, x, y);
  const grouping = groupingOf([...runs, reference], 'training');
  const front = paretoFront(placed, x, y);
  const view = scatterView(placed, [x, y], front, grouping, new Map(), reference, false);
  assert.deepEqual(view.dots.map((dot) => dot.run.id).sort(), ['a', 'reference']);
  assert.deepEqual(
    view.front?.map((dot) => dot.run.id),
    ['a'],
  );
});

test('colours are those of the kinds of training, on every board the same', () => {
  const trained = (id, training_config) => run(id, { training_config });
  const lora = trained('lora', { lora: { enable: true } });
  const ttt = trained('ttt', { ttt: { enable: true } });
  const { groups, of } = groupingOf([lora, ttt, lora, run('none')], 'training');
  assert.deepEqual(
    groups.map(({ label, count, mark }) => [label, count, mark.hue]),
    [
      ['LoRA', 2, 1],
      ['TTT', 1, 0],
      ['Not trained', 1, null],
    ],
  );
  assert.deepEqual([lora, ttt].map(of), [0, 1]);
  assert.equal(groupingOf([lora], 'training').groups[0].mark.hue, 1);
});

test('of many values the most frequent have a colour, and the others none', () => {
  const runs = Array.from({ length: 40 }, (_, i) =>
    run(`r${i}`, { training_config: { lr: Math.floor(Math.sqrt(i)) * 3 + (i > 35 ? i : 0) } }),
  );
  const { groups, of } = groupingOf(runs, 'config.lr');
  assert.equal(groups.length, 8);
  assert.equal(groups[7].label, '3 others');
  assert.equal(groups[7].mark.hue, null);
  assert.equal(new Set(groups.map(({ mark }) => mark.hue)).size, 8);
  assert.equal(of(runs[39]), 7);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parallelFigure } from 'app/charts/parallel.js';
import { piecesOf } from 'app/charts/parallel-lines.js';
import { bestAndRest, bestKeysOf } from 'app/model/best-keys.js';
import { columnsWith, everyColumn } from 'app/model/columns.js';
import { varyingKeys } from 'app/model/config-values.js';
import { correlationsOf } from 'app/model/correlations.js';
import { spearman } from 'app/model/correlation.js';
import { axesOf } from 'app/model/explore-axes.js';
import { MOST_LINES, parallelAxes, parallelView, rangeOn } from 'app/model/parallel.js';
import { groupingOf } from 'app/model/point-groups.js';
import { verdictsOf } from 'app/model/uncertainty.js';
import { run } from './runs.js';

const FIRST = columnsWith([]);
const EVERY = everyColumn(FIRST, []);
const axesFor = (runs) => axesOf(EVERY, varyingKeys(runs), runs);

const RUNS = Array.from({ length: 12 }, (_, i) =>
  run(`r${i}`, {
    checkpoint_step: 100 * i,
    training_config: { lr: (i % 4) / 1e4, kind: i < 6 ? 'a' : 'b' },
    metrics: {
      sblimp_accuracy: (500 + 7 * i) / 1000,
      sblimp_samples: 1000,
      // Two runs lack this one.
      ...(i < 10 && { swuggy_accuracy: (1200 + ((i * 37) % 100)) / 2000, swuggy_samples: 2000 }),
      tstory_accuracy: 0.7,
      tstory_samples: 1000,
      sstory_accuracy: (550 - 3 * i) / 1000,
      sstory_samples: 1000,
    },
  }),
);

const shownOf = ({ columns, rows }) =>
  rows.map(({ axis, cells }) => [
    axis.key,
    Object.fromEntries(
      cells.flatMap((cell, i) => (cell ? [[columns[i].key, [cell.rho, cell.n]]] : [])),
    ),
  ]);

test('metrics are correlated with each other once, with settings, and the average never with its parts', () => {
  const table = correlationsOf(RUNS, axesFor(RUNS));
  const rows = Object.fromEntries(shownOf(table));
  assert.deepEqual(Object.keys(rows.swuggy), ['sblimp']);
  assert.deepEqual(Object.keys(rows.sstory), ['sblimp', 'swuggy', 'tstory']);
  assert.equal(rows.sblimp, undefined, 'the average is not correlated with its parts');
  assert.deepEqual(Object.keys(rows['config.lr']), [
    'avg',
    'sblimp',
    'swuggy',
    'tstory',
    'sstory',
    'context_end',
  ]);
  assert.deepEqual(rows.sstory.sblimp, [-1, 12]);
  assert.deepEqual(rows.tstory.sblimp, [null, 12]);
  const some = RUNS.slice(0, 10);
  const { rho } = spearman(
    some.map(({ checkpoint_step }) => checkpoint_step),
    some.map(({ metrics }) => metrics.swuggy_accuracy),
  );
  assert.deepEqual(rows.step.swuggy, [rho, 10], 'over the runs that have both');
});

test('the correlations of ten thousand runs with missing values are worked out within 3 s', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => ({ ...RUNS[i % 12], id: `m${i}` }));
  const axes = axesFor(many);
  const start = performance.now();
  correlationsOf(many, axes);
  const time = performance.now() - start;
  assert.ok(time < 3000, `${time}`);
});

test('the settings of the best are counted beside those of the rest, the most different first', () => {
  const column = FIRST.find(({ key }) => key === 'sblimp');
  const scored = (id, correct, training_config) =>
    run(id, {
      training_config,
      metrics: { sblimp_accuracy: correct / 1000, sblimp_samples: 1000 },
    });
  const runs = [
    scored('best', 700, { lr: 1, out: '/a', rank: 8, wandb: { run_name: 'x' } }),
    scored('near', 690, { lr: 1, out: '/b' }),
    scored('far', 500, { lr: 2, out: '/c', rank: 8 }),
    scored('far2', 510, { lr: 1, out: '/d', rank: 8 }),
    run('without', { training_config: { lr: 9 } }),
  ];
  const { best, rest } = bestAndRest(verdictsOf(runs, null), column, runs);
  assert.deepEqual(
    [best, rest].map((side) => side.map(({ id }) => id)),
    [
      ['best', 'near'],
      ['far', 'far2'],
    ],
  );
  assert.deepEqual(bestKeysOf(best, rest), {
    best: 2,
    rest: 2,
    keys: [
      {
        path: 'lr',
        distance: 0.5,
        values: [
          { text: '1', best: 2, rest: 1 },
          { text: '2', best: 0, rest: 1 },
        ],
      },
      {
        path: 'rank',
        distance: 0.5,
        values: [
          { text: '8', best: 1, rest: 2 },
          { text: null, best: 1, rest: 0 },
        ],
      },
    ],
  });
  assert.deepEqual(bestKeysOf(best, []).keys, []);
  assert.deepEqual(bestAndRest(verdictsOf([], null), column, []), { best: [], rest: [] });
});

const NAME = () => /** @type {any} */ ({ short: 'a run', full: 'a run' });
const SIZE = { width: 1000, height: 400 };
const empty = { marked: [null], groups: groupingOf([], 'training').groups, gaps: 0 };

test('what is dragged along an axis is a filter in the units of the axis, better values above', () => {
  const axes = parallelAxes(axesFor(RUNS), ['config.lr', 'sblimp', 'elsewhere']);
  assert.deepEqual(
    axes.map(({ key }) => key),
    ['sblimp', 'swuggy', 'tstory', 'sstory', 'avg', 'context_end', 'config.lr'],
  );
  const view = parallelView(RUNS, RUNS, axes, [], groupingOf(RUNS, 'training'), new Map(), RUNS[3]);
  assert.equal(view.gaps, 12, 'no run has a curve');
  const { brushes } = parallelFigure(view, NAME, () => 10);
  const axis = brushes?.at(brushes.x(0, SIZE) + 3, SIZE);
  assert.equal(axis, 0);
  assert.equal(brushes?.at(brushes.x(0, SIZE) + 70, SIZE), null);
  const range = brushes?.range(0, 100, 200, SIZE);
  assert.equal(range?.key, 'sblimp');
  assert.ok(range && range.min !== null && range.max !== null && range.min < range.max);
  assert.ok(range && range.min > 0.5 && range.max < 0.58);
  const above = brushes?.range(0, -50, 200, SIZE);
  assert.equal(above?.max, null, 'beyond the end there is no limit');
});

test('a limit is as fine as it can be read, and at the end of an axis there is none', () => {
  const [sblimp, , , , , , lr] = parallelAxes(axesFor(RUNS), ['config.lr']);
  assert.deepEqual(rangeOn(sblimp, [63.04, 70.26], [50, 80]), {
    key: 'sblimp',
    min: 0.63,
    max: 0.703,
  });
  assert.deepEqual(rangeOn(lr, [1.23456e-5, 1], [0, 1]), {
    key: 'config.lr',
    min: 1.235e-5,
    max: null,
  });
});

test('runs that a range leaves out are behind the others', () => {
  const shown = RUNS.slice(3);
  const axes = parallelAxes(axesFor(RUNS), []);
  const ranges = [{ key: 'sblimp', min: 0.52, max: null }];
  const view = parallelView(
    RUNS,
    shown,
    axes,
    ranges,
    groupingOf(RUNS, 'training'),
    new Map(),
    RUNS[3],
  );
  assert.deepEqual(
    view.strands.slice(0, 4).map(({ run: { id }, inside, reference }) => [id, inside, reference]),
    [
      ['r0', false, false],
      ['r1', false, false],
      ['r2', false, false],
      ['r3', true, true],
    ],
  );
  assert.deepEqual(view.marked.slice(0, 2), [ranges[0], null]);
});

test('where a value is missing, a line has a gap', () => {
  assert.deepEqual(piecesOf([0.1, 0.2, null, 0.3, null, 0.4, 0.5]), [
    [
      [0, 0.1],
      [1, 0.2],
    ],
    [
      [5, 0.4],
      [6, 0.5],
    ],
  ]);
});

test('of very many runs a part is drawn, with what is selected, the reference and the ends', () => {
  const runs = Array.from({ length: 4000 }, (_, i) =>
    run(`m${i}`, {
      metrics: { sblimp_accuracy: (300 + ((i * 7919) % 400)) / 1000, sblimp_samples: 1000 },
    }),
  );
  runs[17] = run('low', { metrics: { sblimp_accuracy: 0.1, sblimp_samples: 1000 } });
  runs[18] = run('high', { metrics: { sblimp_accuracy: 0.9, sblimp_samples: 1000 } });
  const shown = runs.slice(0, 3000);
  const axes = parallelAxes(axesFor(runs), []);
  const selected = new Map([['m2', 0]]);
  const { strands, lines } = parallelView(
    runs,
    shown,
    axes,
    [],
    groupingOf(runs, 'training'),
    /** @type {any} */ (selected),
    runs[3],
  );
  assert.equal(strands.length, 4000);
  const inside = lines.filter((line) => line.inside).map((line) => line.run.id);
  assert.equal(inside.length, MOST_LINES);
  for (const id of ['m2', 'm3', 'low', 'high']) {
    assert.ok(inside.includes(id), id);
  }
  const outside = lines.length - inside.length;
  assert.ok(outside > 0 && outside < 1000, `${outside}`);
  const figure = parallelFigure({ ...empty, axes, strands, lines }, NAME, () => 10);
  assert.equal(figure.spots, MOST_LINES);
  assert.equal(figure.sheet.rows.length, 3000, 'as a table, all');
});

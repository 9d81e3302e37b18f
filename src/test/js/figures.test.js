import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barsFigure as barsOf } from 'app/charts/bars.js';
import { differencesFigure } from 'app/charts/file-differences.js';
import { contextFigure } from 'app/charts/long-context.js';
import { incomplete, radarFigure as radarOf } from 'app/charts/radar.js';
import { comparison, participantsOf } from 'app/model/comparison.js';
import { measuresWith } from 'app/model/measures.js';
import { curvesOf, thinFrom } from 'app/model/curves.js';
import { bareRows } from 'app/model/copied.js';
import { MODES } from 'app/model/chart-options.js';
import { byId, run } from './runs.js';

const LOOK = {
  ink: 'ink',
  quiet: 'quiet',
  line: 'line',
  edge: 'edge',
  surface: 'surface',
  neutral: 'grey',
  hues: ['h0', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7'],
  font: 'sans',
};
const widthOf = (text, size) => text.length * size * 0.6;
const SIZE = { width: 676, height: 400 };
const barsFigure = (all, autoscale) => barsOf(all, autoscale, widthOf);
const radarFigure = (all, autoscale) => radarOf(all, autoscale, widthOf);
const full = (share) => ({
  sblimp_accuracy: share,
  swuggy_accuracy: share,
  tstory_accuracy: share,
  sstory_accuracy: share,
});
const three = (share) => ({ ...full(share), sstory_accuracy: null });

const individual = [
  [1000, 2000, 3000].map((position, i) => ({ position, loss: 5 + i, perplexity: 100 * (i + 1) })),
  [1000, 2000].map((position, i) => ({ position, loss: 6 + i, perplexity: 300 * (i + 1) })),
];
const curved = (id) =>
  run(id, {
    has_progression: true,
    librilight_progression: individual.flat(),
    librilight_progression_individual: individual,
    librilight_progression_mean: [
      {
        position: 1000,
        loss: 5.5,
        perplexity: 200,
        loss_std: 0.5,
        perplexity_std: 100,
        n_samples: 2,
      },
      {
        position: 2000,
        loss: 6.5,
        perplexity: 400,
        loss_std: 0.5,
        perplexity_std: 50,
        n_samples: 2,
      },
      { position: 3000, loss: 7, perplexity: 300, loss_std: 0, perplexity_std: 0, n_samples: 1 },
    ],
    librilight_progression_median: [
      { position: 1000, loss: 5.5, perplexity: null },
      { position: 2000, loss: null, perplexity: 1 },
    ],
  });

function participants(...runs) {
  const board = { runs: byId(...runs), baseline: 'base', metrics: [] };
  return participantsOf(board, new Map(runs.map(({ id }, i) => [id, i])), runs, new Map(), MODES);
}

function compared(values, ...runs) {
  const all = participants(...runs);
  return comparison(all, measuresWith([]), values, all[0]);
}

const context = (modes, ...runs) =>
  contextFigure(
    participants(...runs).map((who) => ({ who, curves: curvesOf(who.run) })),
    { ...MODES, ...modes },
  );
const everything = (figure) => figure.option(LOOK, SIZE).series;
const drawn = (figure) => everything(figure).filter(({ id }) => !id.startsWith('guide'));

test('bars have a gap where a value is missing', () => {
  const figure = barsFigure(
    compared('absolute', run('base', { metrics: full(0.5) }), run('a', { metrics: three(0.6) })),
    true,
  );
  const [, bars] = drawn(figure);
  assert.equal(bars.itemStyle.color, 'h1');
  assert.deepEqual(
    bars.data.map((item) => item.value ?? item),
    [60, 60, 60, '-', '-'],
  );
  assert.match(figure.spot(3, SIZE).values[1].text, /^– no sStory in its results$/);
});

test('auto-scale zooms to the values, and without it the whole range is shown', () => {
  const all = compared(
    'absolute',
    run('base', { metrics: full(0.5) }),
    run('a', { metrics: full(0.6) }),
  );
  const range = (figure) => {
    const { min, max } = figure.option(LOOK, SIZE).yAxis;
    return [min, max];
  };
  assert.deepEqual(range(barsFigure(all, false)), [0, 100]);
  const [low, high] = range(barsFigure(all, true));
  assert.ok(low > 30 && low <= 50 && high >= 60 && high < 80);
  const points = compared(
    'points',
    run('base', { metrics: full(0.5) }),
    run('a', { metrics: full(0.51) }),
  );
  assert.ok(range(barsFigure(points, true))[1] < 3);
  assert.deepEqual(range(barsFigure(points, true))[0], 0, 'differences are drawn from 0');
  assert.ok(range(barsFigure(points, false))[0] <= -10);
});

test('differences name their unit and their reference, which has no bar', () => {
  const runs = [run('base', { metrics: full(0.5) }), run('a', { metrics: full(0.6) })];
  const points = barsFigure(compared('points', ...runs), true);
  assert.equal(points.title, 'Scores by task, against base');
  assert.equal(points.option(LOOK, SIZE).yAxis.name, 'Difference, percentage points');
  assert.deepEqual(
    drawn(points).map(({ name }) => name),
    ['a'],
  );
  const relative = barsFigure(compared('relative', ...runs), true);
  assert.equal(relative.option(LOOK, SIZE).yAxis.name, 'Relative difference, %');
  assert.equal(relative.spot(0, SIZE).values[0].text, '60.0 % · +20.00 %');
  assert.equal(relative.spot(0, SIZE).title, 'sBLIMP, reference 50.0 %');
});

test('beside every difference in a table stands its value, and the reference is there', () => {
  const all = participants(
    run('base', { metrics: { ...full(0.5), sblimp_samples: 2000 } }),
    run('a', { metrics: { ...three(0.5015), sblimp_samples: 2000 } }),
  );
  const withoutReference = all.slice(1);
  for (const figure of [barsFigure, radarFigure]) {
    const { head, rows } = figure(
      comparison(withoutReference, measuresWith([]), 'points', all[0]),
      true,
    ).sheet;
    assert.deepEqual(head.slice(0, 4), ['Run', 'sBLIMP', 'Δ sBLIMP', 'sWUGGY']);
    assert.deepEqual(rows[0].slice(0, 4), ['base', '50.00 %', '0.00 pts', '50.0 %']);
    assert.deepEqual(rows[1].slice(0, 3), ['a', '50.15 %', '+0.15 pts']);
    assert.deepEqual(rows[1].slice(7, 9), ['– no sStory in its results', '–']);
    const { sheet } = figure(comparison(all, measuresWith([]), 'absolute', null), true);
    assert.deepEqual(sheet.rows[1].slice(0, 3), ['a', '50.15 %', '50.15 %']);
    assert.equal(sheet.rows.length, 2);
  }
});

test('a table has the interval of what is drawn, and copies both ends of it', () => {
  const runs = [
    run('base', { metrics: { ...full(0.5), sblimp_samples: 2000, sblimp_correct: 1000 } }),
    run('a', { metrics: { ...full(0.6), sblimp_samples: 2000, sblimp_correct: 1200 } }),
  ];
  const all = participants(...runs);
  const sheetOf = (figure, values) =>
    figure(
      comparison(all, measuresWith([]), values, all[0], () => null),
      true,
    ).sheet;
  const { head, rows } = sheetOf(barsFigure, 'points');
  assert.deepEqual(head.slice(1, 4), ['sBLIMP', 'Δ sBLIMP', '95 % of Δ sBLIMP']);
  assert.deepEqual(rows[1].slice(1, 4), ['60.00 %', '+10.00 pts', '6.9 to 13.1']);
  assert.equal(rows[0][3], '–', 'the reference does not differ from itself');
  const copied = bareRows([head, ...rows]);
  assert.deepEqual(copied[0].slice(3, 5), ['95 % of Δ sBLIMP from', '95 % of Δ sBLIMP to']);
  assert.deepEqual(
    copied.slice(1).map((cells) => cells.slice(2, 5)),
    [
      ['0.00', '', ''],
      ['10.00', '6.9', '13.1'],
    ],
  );
  const absolute = sheetOf(barsFigure, 'absolute');
  assert.deepEqual(absolute.head.slice(1, 3), ['sBLIMP', '95 % of sBLIMP']);
  assert.deepEqual(sheetOf(radarFigure, 'points').head.slice(1, 4), [
    'sBLIMP',
    'Δ sBLIMP',
    'sWUGGY',
  ]);
});

test('intervals are drawn where there are some', () => {
  const all = compared('absolute', run('base', { metrics: full(0.5) }));
  assert.equal(drawn(barsFigure(all, true)).length, 1);
  const [{ who, cells }] = all.rows;
  const known = cells.map((cell, i) => (i === 1 ? { ...cell, interval: [40, 71] } : cell));
  const figure = barsFigure({ ...all, rows: [{ who, cells: known }] }, true);
  assert.deepEqual(drawn(figure)[1].data, [[1, 40, 71]]);
  assert.ok(figure.option(LOOK, SIZE).yAxis.max > 71);
});

test('a pointer is at the group of bars below it', () => {
  const figure = barsFigure(compared('absolute', run('base', { metrics: full(0.5) })), true);
  assert.equal(figure.nearest(60, 100, SIZE), 0);
  assert.equal(figure.nearest(650, 100, SIZE), 4);
  assert.equal(figure.nearest(20, 100, SIZE), null);
  assert.equal(figure.nearest(100, 395, SIZE), null);
});

test('a run without all values has no outline in the radar, and is named', () => {
  const all = compared(
    'absolute',
    run('base', { metrics: full(0.5) }),
    run('a', { metrics: three(0.6) }),
  );
  const figure = radarFigure(all, true);
  assert.deepEqual(
    drawn(figure).map(({ name }) => name),
    ['base'],
  );
  assert.deepEqual(incomplete(all), ['a: sStory, Average']);
  assert.match(figure.sheet.rows[1][4], /no sStory/);
});

test('the axes of a radar go round against the clock from the top', () => {
  const figure = radarFigure(compared('absolute', run('base', { metrics: full(0.5) })), true);
  const [x, y] = [SIZE.width / 2, SIZE.height / 2 + 4];
  assert.equal(figure.nearest(x, y - 100, SIZE), 0);
  assert.equal(figure.nearest(x - 100, y - 10, SIZE), 1);
  assert.equal(figure.nearest(x + 100, y - 10, SIZE), 4);
  assert.equal(figure.nearest(5, 5, SIZE), null);
});

test('the mean comes with its deviation, except where there is one file', () => {
  const figure = context({}, curved('a'));
  const [spread, line] = drawn(figure);
  assert.equal(spread.type, 'custom');
  assert.deepEqual(line.data, [
    [1000, 200],
    [2000, 400],
    [3000, 300],
  ]);
  assert.deepEqual(
    [0, 2].map((i) => figure.spot(i, SIZE).values[0].text),
    ['200.0 ± 100.0', '300.0 (1 of 2 files)'],
  );
  assert.equal(drawn(context({ spread: 'none' }, curved('a'))).length, 1);
  assert.equal(drawn(context({ view: 'median' }, curved('a'))).length, 1);
});

test('a mean of fewer files begins where the shorter ones end', () => {
  const mean = (...samples) =>
    samples.map((n_samples, i) => ({ position: 1000 * (i + 1), perplexity: 9, n_samples }));
  const from = (...samples) => thinFrom({ raw: [], mean: mean(...samples), median: [], files: [] });
  assert.equal(from(3, 3, 2, 1), 3000);
  assert.equal(from(2, 3, 3), null);
  assert.equal(from(3, 2, 3), null);
  assert.equal(from(), null);
});

test('files are told apart by dashes, and one of them can be chosen', () => {
  const lines = drawn(context({ view: 'files', quantity: 'loss' }, curved('a')));
  assert.deepEqual(
    lines.map(({ name }) => name),
    ['a, file 1', 'a, file 2'],
  );
  assert.deepEqual(
    lines.map(({ lineStyle }) => lineStyle.type),
    ['solid', [7, 4]],
  );
  assert.equal(lines[0].itemStyle.color, lines[1].itemStyle.color);
  assert.deepEqual(
    drawn(context({ view: 'files', files: [1], quantity: 'loss' }, curved('a')))[0].data,
    [
      [1000, 6],
      [2000, 7],
    ],
  );
});

test('several files can be chosen, and the title names them', () => {
  const figure = (files) => context({ view: 'files', files }, curved('a'));
  assert.equal(drawn(figure([0, 1])).length, 2);
  assert.equal(drawn(figure([1, 5])).length, 1);
  assert.match(figure([]).title, /, individual files$/);
  assert.match(figure([1]).title, /, file 2$/);
  assert.match(figure([0, 2, 4]).title, /, files 1, 3 and 5$/);
});

test('raw points are not joined, and several at a place are all said', () => {
  const figure = context({ view: 'points' }, curved('a'));
  assert.equal(drawn(figure)[0].type, 'scatter');
  assert.equal(figure.spot(0, SIZE).values[0].text, '100.0 · 300.0');
});

test('a missing perplexity is no point, nor is one of 1', () => {
  assert.deepEqual(drawn(context({ view: 'median' }, curved('a')))[0].data, []);
  assert.equal(drawn(context({ view: 'median', quantity: 'loss' }, curved('a')))[0].data.length, 1);
});

test('a zoom shows a part, and the values of that part', () => {
  const figure = context({ zoom: [1500, 3500], spread: 'none' }, curved('a'));
  assert.deepEqual(figure.window.seen, [1500, 3000]);
  assert.deepEqual(figure.window.whole, [1000, 3000]);
  const { xAxis, yAxis } = figure.option(LOOK, SIZE);
  assert.deepEqual([xAxis.min, xAxis.max], [1500, 3000]);
  assert.ok(yAxis.min > 200 && yAxis.max < 500);
  assert.equal(figure.spots, 2);
  assert.deepEqual(context({ zoom: [9000, 9500] }, curved('a')).window.seen, [1000, 3000]);
});

test('logarithmic axes stay above 0 though a deviation reaches below', () => {
  const deep = curved('a');
  deep.librilight_progression_mean[0].perplexity_std = 900;
  const { xAxis, yAxis } = context({ x: 'log', y: 'log' }, deep).option(LOOK, SIZE);
  assert.equal(xAxis.type, 'log');
  assert.equal(yAxis.type, 'log');
  assert.ok(yAxis.min > 0);
});

test('values that are too many to be named are counted', () => {
  const runs = Array.from({ length: 18 }, (_, i) => curved(`r${i}`));
  const spot = context({}, ...runs).spot(0, SIZE);
  assert.equal(spot.values.length, 10);
  assert.equal(spot.more, 8);
});

test('the chart as a table has a row for each position', () => {
  const { sheet } = context({ quantity: 'loss' }, curved('a'), curved('b'));
  assert.deepEqual(sheet.head, ['Position', 'a', 'b']);
  const fewer = '7.000 (1 of 2 files)';
  assert.deepEqual(sheet.rows[2], ['3,000', fewer, fewer]);
});

const guides = (modes) =>
  everything(context(modes, curved('a')))
    .filter(({ id }) => id.startsWith('guide'))
    .map(({ data }) => data[0]);

test('reference lines are drawn where their values are seen, and can be left out', () => {
  const line = (uniform, trained = null) => ({ lines: { uniform, trained } });
  assert.deepEqual(guides(line(300)), [[1000, 300]]);
  assert.deepEqual(guides(line(null)), []);
  assert.deepEqual(guides(line(1e6)), [], 'the curves do not shrink for a line');
  assert.equal(guides(line(null, 2000))[0][0], 2000);
  assert.deepEqual(guides({ ...line(null, 2000), zoom: [2500, 3000] }), []);
  const [[, loss]] = guides({ ...line(400), quantity: 'loss' });
  assert.equal(loss, Math.log(400));
});

test('local loss is named as derived', () => {
  const figure = context({ quantity: 'local' }, curved('a'));
  assert.equal(figure.title, 'Local loss (nats), derived by position, mean over files');
  assert.match(figure.spot(0, SIZE).title, /Position 1,000: loss of the tokens .*derived/);
  assert.equal(figure.option(LOOK, SIZE).yAxis.name, 'Local loss (nats), derived');
});

test('runs differ from the reference in each audio file', () => {
  const [reference, a, b] = participants(curved('base'), curved('a'), curved('b'));
  const figure = differencesFigure(
    [
      {
        who: a,
        differences: [
          { file: 0, position: 44000, value: -0.0314 },
          { file: 1, position: 41000, value: 0.02 },
        ],
      },
      { who: b, differences: [{ file: 1, position: 41000, value: 0 }] },
    ],
    reference,
  );
  assert.equal(figure.title, `Loss in each audio file, minus that of ${reference.label}`);
  assert.deepEqual(figure.sheet.rows, [
    ['File 1', '−0.031 nats', '–'],
    ['File 2', '+0.020 nats', '0.000 nats'],
  ]);
  const { values } = figure.spot(1, SIZE);
  assert.deepEqual(
    values.map(({ text, detail }) => [text, detail]),
    [
      ['+0.020 nats', 'up to position 41,000'],
      ['0.000 nats', 'up to position 41,000'],
    ],
  );
  const [first, second] = drawn(figure).map(({ data }) => data);
  assert.ok(first[1][0] < second[0][0], 'no dot hides another');
  assert.equal(figure.nearest(400, 100, SIZE), 1);
  assert.equal(figure.nearest(2, 100, SIZE), null);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forestFigure } from 'app/charts/forest.js';
import { columnsWith } from 'app/model/columns.js';
import { MODES } from 'app/model/chart-options.js';
import { participantsOf } from 'app/model/comparison.js';
import { comparable, forestOf, measureAt } from 'app/model/forest.js';
import { kindsOf, perRun, testsOf } from 'app/model/judge.js';
import { measuresWith } from 'app/model/measures.js';
import { verdictsOf } from 'app/model/uncertainty.js';
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
const SIZE = { width: 600, height: 200 };
const widthOf = (text, size) => text.length * size * 0.6;

const scores = (correct, more = {}) => ({
  sblimp_accuracy: correct / 1000,
  sblimp_samples: 1000,
  ...more,
});
const RUNS = [
  run('base', { metrics: scores(500) }),
  run('near', { metrics: scores(510) }),
  run('worse', { metrics: scores(400) }),
  run('better', { metrics: scores(600) }),
  run('uncounted', { metrics: { sblimp_accuracy: 0.55 } }),
  run('without', { metrics: {} }),
];

function forest({ tested = RUNS, reference = 'base', measure = 'sblimp' } = {}) {
  const runs = byId(...RUNS);
  const selected = new Map(RUNS.slice(1).map(({ id }, i) => [id, i]));
  const all = participantsOf({ runs, baseline: 'base' }, selected, RUNS, new Map(), MODES);
  const verdicts = verdictsOf(tested, runs.get(reference));
  const columns = columnsWith([]);
  return forestOf(
    all,
    measuresWith([]).find(({ key }) => key === measure),
    all.find(({ run: { id } }) => id === reference),
    perRun(kindsOf(verdicts, columns, all)),
    perRun(testsOf(verdicts, columns, all)),
  );
}

const figure = (more) => forestFigure(forest(more), widthOf);
const dots = (more, colors = LOOK) =>
  figure(more)
    .option(colors, SIZE)
    .series.filter(({ type }) => type === 'scatter');

test('runs are sorted by their difference, without the reference', () => {
  assert.deepEqual(
    forest().lines.map(({ who }) => who.run.id),
    ['better', 'uncounted', 'near', 'worse'],
  );
  assert.deepEqual(
    forest({ reference: 'better' }).lines.map(({ who }) => who.run.id),
    ['uncounted', 'near', 'base', 'worse'],
  );
});

test('a run without a value is named with the reason', () => {
  assert.deepEqual(
    forest().missing.map(({ who, note }) => [who.run.id, note]),
    [['without', 'no sBLIMP in its results']],
  );
});

test('a verdict has its p-value, adjusted over the runs shown', () => {
  const [better, uncounted, near, worse] = forest().lines.map((line) => line.test);
  assert.equal(better.kind, 'better');
  assert.equal(worse.kind, 'worse');
  assert.equal(near.kind, 'undecided');
  assert.equal(near.family, 3);
  assert.ok(better.p < 0.001 && near.p > 0.5);
  assert.equal(uncounted, null);
});

test('a run that the table does not show is tested alone', () => {
  const tests = forest({ tested: RUNS.slice(0, 2) }).lines.map((line) => line.test);
  assert.deepEqual(
    tests.map((one) => one && [one.kind, one.family]),
    [['better', 0], null, ['undecided', 1], ['worse', 0]],
  );
});

test('a mark is hollow where the test does not decide, or there is none', () => {
  assert.deepEqual(
    dots().map(({ id, itemStyle, data: [[value, at]] }) => [
      id,
      itemStyle.color === 'surface',
      itemStyle.borderColor,
      Math.round(value * 100) / 100,
      at,
    ]),
    [
      ['difference better', false, 'h2', 10, 0],
      ['difference uncounted', true, 'h3', 5, 1],
      ['difference near', true, 'h0', 1, 2],
      ['difference worse', false, 'h1', -10, 3],
    ],
  );
});

test('the interval spans its ends in points', () => {
  const { series, xAxis } = figure().option(LOOK, SIZE);
  const { data, renderItem } = series.find(({ id }) => id === 'intervals');
  assert.equal(data.length, 3);
  const { children } = renderItem({ dataIndex: 0 }, { coord: ([x, y]) => [x, y] });
  const { x1, x2 } = children[0].shape;
  assert.ok(x1 > 5 && x1 < 6 && x2 > 14 && x2 < 15, `${x1} to ${x2}`);
  assert.ok(xAxis.min < -14 && xAxis.max > 14);
});

test('the axis says the direction in words, in short where there is little room', () => {
  const name = (width) => figure().option(LOOK, { ...SIZE, width }).xAxis.name;
  assert.equal(name(600), 'worse ← Difference, percentage points → better');
  assert.equal(name(330), 'worse ← points → better');
});

test('the height grows with the runs', () => {
  const few = forestFigure({ ...forest(), lines: forest().lines.slice(0, 1) }, widthOf);
  assert.equal(figure().height - few.height, 3 * 26);
});

test('a line is found by its height, and says value, difference, interval, p and verdict', () => {
  const all = figure();
  const { y } = all.spot(2, SIZE);
  assert.equal(all.nearest(5, y, SIZE), 2);
  assert.equal(all.nearest(5, 3, SIZE), null);
  const { title, values } = all.spot(2, SIZE);
  assert.equal(title, 'sBLIMP, reference 50.00 %');
  assert.equal(values[0].text, '51.00 % · +1.00 pts');
  assert.match(
    values[0].detail,
    /^−3\.4 to \+5\.4, p = 0\.\d{3} \(Holm over 3 runs\), not decided$/,
  );
  assert.match(all.spot(1, SIZE).values[0].detail, /^not tested/);
});

test('as a table it has every number', () => {
  const { head, rows } = figure().sheet;
  assert.deepEqual(head, ['Run', 'sBLIMP', 'Δ sBLIMP', '95 % interval', 'p', 'Verdict']);
  assert.deepEqual(rows[3].slice(0, 3), ['worse', '40.00 %', '−10.00 pts']);
  assert.equal(rows[3][5], 'worse');
  assert.deepEqual(rows[1].slice(3, 5), ['–', '–']);
});

test('long names are cut to a part of the width', () => {
  const { lines, ...more } = forest();
  const parts = [
    { text: 'the same beginning of all the names ', kept: false },
    { text: 'seed 7', kept: true },
  ];
  const who = { ...lines[0].who, label: parts.map(({ text }) => text).join('') };
  who.name = { ...who.name, parts };
  const { yAxis, grid } = forestFigure({ ...more, lines: [{ ...lines[0], who }] }, widthOf).option(
    LOOK,
    { width: 400, height: 100 },
  );
  const text = yAxis.axisLabel.formatter(0);
  assert.match(text, /^the.*…seed 7$/);
  assert.ok(widthOf(text, 12) <= 0.38 * 400 && grid.left <= 0.38 * 400 + 10);
});

test('only what the reference and another run have can be chosen, the average before others', () => {
  const measures = measuresWith([]);
  const task = (key) => ({ [`${key}_accuracy`]: 0.5, [`${key}_samples`]: 100 });
  const who = (metrics, id = 'a', hidden = false) => ({ run: run(id, { metrics }), hidden });
  const of = (metrics, others = [who(full)]) => comparable(measures, others, who(metrics, 'r'));
  const keys = (metrics) => of(metrics).map(({ key }) => key);
  const four = ['sblimp', 'swuggy', 'tstory', 'sstory'];
  const full = Object.assign({}, ...four.map(task));
  assert.deepEqual(keys(scores(500)), ['sblimp']);
  assert.deepEqual(keys({}), []);
  assert.deepEqual(keys(full), [...four, 'avg']);
  assert.deepEqual(of(full, [who(full, 'r'), who(full, 'b', true)]), []);
  assert.equal(measureAt(of(full, [who(scores(500))]), null).key, 'sblimp');
  assert.equal(measureAt(of(full), null).key, 'avg');
  assert.equal(measureAt(of(full), 'swuggy').key, 'swuggy');
  assert.equal(measureAt(of(scores(500)), 'swuggy').key, 'sblimp');
});

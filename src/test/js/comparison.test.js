import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparison, participantsOf, referenceOf } from 'app/model/comparison.js';
import { measuresWith } from 'app/model/measures.js';
import { MODES } from 'app/model/chart-options.js';
import { LIMIT } from 'app/model/palette.js';
import { byId, run } from './runs.js';

const scored = (id, swuggy, more = {}) =>
  run(id, { metrics: { swuggy_accuracy: swuggy / 2000, swuggy_samples: 2000, ...more } });
const board = (...runs) => ({ runs: byId(...runs), baseline: 'base', metrics: [] });
const slots = (...ids) => new Map(ids.map((id, i) => [id, i]));
const participants = (on, selected, modes = {}) =>
  participantsOf(on, selected, on.runs.values(), new Map(), { ...MODES, ...modes });
const cellsOf = (all, values, reference) =>
  comparison(all, measuresWith([]), values, reference).rows.map(({ cells }) => cells[1]);

test('the three kinds of values say what they are', () => {
  const all = participants(board(scored('base', 1267), scored('a', 1330)), slots('a'));
  const [base] = all;
  assert.deepEqual(
    cellsOf(all, 'absolute', base).map(({ text }) => text),
    ['63.4 %', '66.5 %'],
  );
  assert.deepEqual(
    cellsOf(all, 'relative', base).map(({ text }) => text),
    ['0.00 %', '+4.97 %'],
  );
  assert.deepEqual(
    cellsOf(all, 'points', base).map(({ text }) => text),
    ['0.00 pts', '+3.15 pts'],
  );
  assert.equal(cellsOf(all, 'points', base)[1].note, '1330 of 2000');
  for (const values of ['absolute', 'relative', 'points']) {
    assert.deepEqual(
      cellsOf(all, values, base).map(({ own }) => own),
      ['63.35 %', '66.50 %'],
      'with the digits of the difference',
    );
  }
});

test('differences are rounded half up from the counts, both ways from 0', () => {
  const metrics = (x, n) => ({ sblimp_accuracy: x / n, sblimp_samples: n });
  const all = participants(
    board(
      run('base', { metrics: metrics(0, 400) }),
      run('a', { metrics: metrics(1, 800) }),
      run('b', { metrics: metrics(399, 800) }),
      run('c', { metrics: metrics(400, 800) }),
    ),
    slots('a', 'b', 'c'),
  );
  const texts = (reference) =>
    comparison(all, measuresWith([]), 'points', reference).rows.map(({ cells }) => cells[0].text);
  assert.deepEqual(texts(all[0]), ['0.00 pts', '+0.13 pts', '+49.88 pts', '+50.00 pts']);
  assert.deepEqual(texts(all[3]), ['−50.00 pts', '−49.88 pts', '−0.13 pts', '0.00 pts']);
});

test('what is missing is missing and says why, never 0', () => {
  const all = participants(board(scored('base', 1267), run('a'), scored('b', 0)), slots('a', 'b'));
  const [, none, zero] = cellsOf(all, 'absolute', null);
  assert.deepEqual(none, {
    value: null,
    interval: null,
    text: '–',
    own: '–',
    note: 'no sWUGGY in its results',
    undecided: false,
  });
  assert.equal(zero.value, 0);
  const against = cellsOf(all, 'points', all[1]);
  assert.ok(against.every(({ value }) => value === null));
  assert.deepEqual([against[0].own, against[1].own], ['63.35 %', '–']);
  assert.equal(against[0].note, 'the reference has no sWUGGY in its results');
  assert.equal(cellsOf(all, 'relative', all[2])[0].note, 'the reference is 0 %');
});

test('an average of three tasks is not compared', () => {
  const all = participants(board(scored('base', 1267, { paper_metrics_avg: 0.6 })), slots());
  const { cells } = comparison(all, measuresWith([]), 'absolute', null).rows[0];
  assert.equal(cells[4].value, null);
  assert.equal(cells[4].note, 'over 1 of 4 tasks, not comparable');
});

test("the user's own shares are compared, other metrics are not", () => {
  const keys = measuresWith([
    { key: 'own', label: 'Own', better: 'higher', format: 'percent' },
    { key: 'size', label: 'Size', better: 'higher', format: '.2' },
    { key: 'error', label: 'Error', better: 'lower', format: 'percent' },
  ]).map(({ key }) => key);
  assert.deepEqual(keys, ['sblimp', 'swuggy', 'tstory', 'sstory', 'avg', 'metrics.own']);
});

test('the baseline comes first and is neutral, the others go by the order of the table', () => {
  const on = board(run('a'), run('base'), run('b'));
  const all = participants(
    on,
    new Map([
      ['b', 0],
      ['a', 3],
    ]),
  );
  assert.deepEqual(
    all.map(({ run: { id }, mark, selected }) => [id, mark.hue, selected]),
    [
      ['base', null, false],
      ['a', 3, true],
      ['b', 0, true],
    ],
  );
  assert.equal(participants(on, slots('a'), { baseline: false }).length, 1);
  assert.equal(participants(on, slots('base'), { baseline: false })[0].mark.hue, null);
  assert.equal(participants(on, slots('base', 'a')).length, 2, 'never twice');
});

test('runs that are gone or too many take no part', () => {
  const many = Array.from({ length: LIMIT + 5 }, (_, i) => run(`r${i}`));
  const all = participants(board(...many), slots('gone', ...many.map(({ id }) => id)));
  assert.equal(all.length, LIMIT - 1);
});

test('a label tells runs of one name apart', () => {
  const labels = new Map([['a', 'exp']]);
  const on = board(run('a'), run('b'));
  const all = participantsOf(on, slots('a', 'b'), on.runs.values(), labels, MODES);
  assert.deepEqual(
    all.map(({ label }) => label),
    ['a · exp', 'b'],
  );
});

test('the reference is the chosen run, else the baseline, else the one selected first', () => {
  const on = board(run('base'), run('a'), run('b'));
  const all = participants(on, slots('a', 'b'), { baseline: false });
  const id = (modes, from = on, who = all) =>
    referenceOf(from, who, slots('b', 'a'), new Map(), { ...MODES, ...modes })?.run.id;
  assert.equal(id({ reference: 'b' }), 'b');
  assert.equal(id({ reference: 'gone' }), 'base');
  assert.equal(id({ baseline: false }), 'base');
  assert.equal(id({}, { ...on, baseline: null }), 'b');
  assert.equal(id({}, { ...on, baseline: null }, []), undefined);
});

test('hidden runs are not in the rows', () => {
  const all = participants(board(run('base'), run('a')), slots('a'), { hidden: ['a'] });
  assert.equal(comparison(all, measuresWith([]), 'absolute', null).rows.length, 1);
});

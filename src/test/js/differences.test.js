import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsWith, everyColumn } from 'app/model/columns.js';
import { copiedHead, copiedRuns } from 'app/model/copied.js';
import { csvOf, fieldsShown } from 'app/model/csv.js';
import { againstOf, differenceIn, differenceValue, unitOf } from 'app/model/differences.js';
import { sorted } from 'app/model/sort.js';
import { verdictsOf } from 'app/model/uncertainty.js';
import { run } from './runs.js';

const OWN = [{ key: 'wer', label: 'WER', better: 'lower', format: '.2' }];
const COLUMNS = everyColumn(columnsWith(OWN), ['count']);
const column = (key) => COLUMNS.find((one) => one.key === key);

const of = (id, correct, more = {}, prefix = null) =>
  run(id, {
    metrics: { swuggy_accuracy: correct / 2000, swuggy_samples: 2000, ...more },
    prefix_perplexity: prefix,
  });
const curve = (value, position = 30000) => ({ 8000: value, last: { position, value } });

const BASE = of('base', 1267, { wer: 3, count: 20 }, curve(500));
const CLEAR = of('clear', 1400, { wer: 2.5, count: 7 }, curve(450.5));
const NEAR = of('near', 1266, {}, curve(1800, 20000));
const RUNS = [CLEAR, NEAR, BASE];
const against = (values, reference = BASE) => againstOf(values, verdictsOf(RUNS, reference));
const text = (key, one, values = 'points') => differenceIn(column(key), one, against(values))?.text;

test('without differences, or a run to compare with, values stand for themselves', () => {
  assert.equal(against('absolute'), null);
  assert.equal(against('points', null), null);
  assert.equal(against('points').reference, BASE);
});

test('a difference has its sign, and is rounded from the counts', () => {
  assert.equal(text('swuggy', CLEAR), '+6.7', '133 of 2000 are 6.65 points');
  assert.equal(text('swuggy', NEAR), '\u22120.1');
  assert.equal(text('swuggy', CLEAR, 'relative'), '+10.5');
  assert.equal(text('context_8k', CLEAR), '\u221249.5');
  assert.equal(text('context_8k', CLEAR, 'relative'), '\u22129.9');
  assert.equal(text('context_8k', NEAR), '+1,300', 'no digits that the column has no room for');
  assert.equal(text('metrics.wer', CLEAR), '\u22120.50');
  assert.equal(text('metrics.count', CLEAR), '\u221213');
});

test('both values, how sure the difference is, and whether it is decided are known', () => {
  const found = differenceIn(column('swuggy'), CLEAR, against('points'));
  assert.deepEqual([found.own, found.other, found.kind], ['70.0 %', '63.4 %', 'better']);
  assert.equal(found.half, '2.9');
  assert.equal(differenceIn(column('swuggy'), NEAR, against('points')).kind, 'undecided');
  const perplexity = differenceIn(column('context_8k'), CLEAR, against('points'));
  assert.deepEqual([perplexity.kind, perplexity.half], [null, '']);
});

test('the reference, what is missing and what is no metric have no difference', () => {
  assert.equal(differenceIn(column('swuggy'), BASE, against('points')), null);
  assert.equal(differenceIn(column('sblimp'), CLEAR, against('points')), null);
  assert.equal(differenceIn(column('step'), CLEAR, against('points')), null);
  const bare = run('bare');
  const none = differenceIn(column('swuggy'), CLEAR, against('points', bare));
  assert.deepEqual([none.text, none.own], [null, '70.0 %']);
  assert.match(none.other, /reference has no sWUGGY/);
});

test('perplexities up to different ends are not subtracted', () => {
  const found = differenceIn(column('context_end'), NEAR, against('points'));
  assert.equal(found.text, null);
  assert.match(found.other, /30000, that of the run at 20000/);
  assert.equal(differenceValue(column('context_end'), NEAR, against('points')), null);
  assert.equal(text('context_end', CLEAR), '\u221249.5');
});

test('the order by a metric is that of the differences, where less is better too', () => {
  for (const [key, values] of [
    ['swuggy', 'points'],
    ['swuggy', 'relative'],
    ['context_8k', 'relative'],
  ]) {
    const order = sorted(RUNS, { key, direction: 'descending' }, COLUMNS);
    const differences = order.map((one) => differenceValue(column(key), one, against(values)));
    assert.deepEqual(
      differences,
      [...differences].sort((a, b) => b - a),
      `${key} ${values}`,
    );
  }
  const negative = run('n', { metrics: { wer: -2 } });
  const less = run('m', { metrics: { wer: -3 } });
  assert.equal(differenceValue(column('metrics.wer'), less, against('relative', negative)), -50);
});

test('the unit below a label says what a number is', () => {
  assert.equal(unitOf(column('swuggy'), against('points')), 'Δ points');
  assert.equal(unitOf(column('swuggy'), against('relative')), 'Δ %');
  assert.equal(unitOf(column('context_8k'), against('points')), 'Δ PPL');
  assert.equal(unitOf(column('metrics.wer'), against('points')), 'Δ');
  assert.equal(unitOf(column('step'), against('points')), undefined);
  assert.equal(unitOf(column('swuggy'), null), '%');
});

test('copied rows and CSV say what their numbers are', () => {
  const columns = ['name', 'step', 'swuggy', 'sblimp'].map(column);
  assert.deepEqual(copiedHead(columns, against('points')), [
    'Name',
    'Step',
    'sWUGGY, difference in points to base',
    'sBLIMP, difference in points to base',
  ]);
  assert.deepEqual(copiedRuns(RUNS, columns, against('points')), [
    ['clear', '100', '6.7', ''],
    ['near', '100', '-0.1', ''],
    ['base', '100', '0', ''],
  ]);
  assert.equal(
    csvOf([CLEAR, BASE], fieldsShown([column('name'), column('swuggy')], against('relative'))),
    'Name,sWUGGY,"sWUGGY, difference in % to base",ID\r\n' +
      'clear,0.7,10.4972375691,clear\r\nbase,0.6335,0,base\r\n',
  );
});

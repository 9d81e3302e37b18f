import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chipsOf, filtered, NO_FILTERS } from 'app/model/filters.js';
import { rangesFrom, rangeText, withRange, writtenRanges } from 'app/model/ranges.js';
import { run } from './runs.js';

const swuggy = (id, value, more = {}) =>
  run(id, { metrics: { swuggy_accuracy: value, swuggy_samples: 2000 }, ...more });
const RUNS = [
  swuggy('low', 0.6, { training_config: { optim: { lr: '1e-4' } } }),
  swuggy('middle', 0.65, { training_config: { optim: { lr: 1e-5 } }, metrics: { wer: 12 } }),
  swuggy('high', 0.7),
  run('none'),
];
const by = (...ranges) => filtered(RUNS, { ...NO_FILTERS, ranges }).map(({ id }) => id);

test('a run lies in a range with its limits, and without a value in none', () => {
  assert.deepEqual(by({ key: 'swuggy', min: 0.6, max: 0.65 }), ['low']);
  assert.deepEqual(by({ key: 'swuggy', min: 0.6, max: null }), ['low', 'high']);
  assert.deepEqual(by({ key: 'swuggy', min: null, max: 0.65 }), ['low']);
  assert.deepEqual(by({ key: 'metrics.wer', min: 10, max: 12 }), ['middle']);
  assert.deepEqual(by({ key: 'config.optim.lr', min: 5e-5, max: null }), ['low']);
  assert.deepEqual(by({ key: 'step', min: 100, max: 100 }).length, 4);
  assert.deepEqual(
    by({ key: 'swuggy', min: 0.6, max: null }, { key: 'config.optim.lr', min: 0, max: 1 }),
    ['low'],
  );
});

test('a range is a chip in words that takes it off', () => {
  const ranges = [
    { key: 'swuggy', min: 0.63, max: 0.7 },
    { key: 'avg', min: 0.6155, max: null },
    { key: 'config.optim.lr', min: null, max: 1e-5 },
    { key: 'context_end', min: 700, max: 812.5 },
  ];
  const chips = chipsOf({ ...NO_FILTERS, ranges });
  assert.deepEqual(
    chips.map(({ text }) => text),
    [
      'sWUGGY 63.0–70.0 %',
      'Avg at least 61.6 %',
      'optim.lr at most 0.00001',
      'Long context 1–end 700–812.5',
    ],
  );
  assert.deepEqual(chips[1].without.ranges, [ranges[0], ranges[2], ranges[3]]);
  assert.equal(rangeText({ key: 'metrics.wer', min: 1, max: 2 }), 'wer 1–2');
});

test('a range takes the place of that of the same key, and without limits it is gone', () => {
  const one = { key: 'swuggy', min: 0.6, max: null };
  const other = { key: 'swuggy', min: null, max: 0.7 };
  assert.deepEqual(withRange([one], other), [other]);
  assert.deepEqual(withRange([one], { key: 'swuggy', min: null, max: null }), []);
});

test('an address says ranges again, and what it gets wrong does not filter', () => {
  const ranges = [
    { key: 'config.a~b%', min: -1e-7, max: null },
    { key: 'swuggy', min: null, max: 0.7 },
  ];
  assert.deepEqual(rangesFrom(writtenRanges(ranges)), ranges);
  assert.deepEqual(rangesFrom('swuggy~x~y~elsewhere~0~1~name~0~1~sblimp~0.5'), []);
  assert.deepEqual(rangesFrom(null), []);
});

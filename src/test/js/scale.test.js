import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  axisOver,
  fractionOf,
  linearAxis,
  padded,
  panned,
  rangeOf,
  zoomed,
} from 'app/charts/scale.js';

const close = (actual, expected) =>
  actual.forEach((value, i) =>
    assert.ok(Math.abs(value - expected[i]) < 1e-6 * Math.abs(expected[i] || 1), `${actual}`),
  );

test('a range leaves out what is no number', () => {
  assert.deepEqual(rangeOf([3, null, NaN, 1, undefined, Infinity]), [1, 3]);
  assert.equal(rangeOf([null]), null);
});

test('an axis has round ends around its values', () => {
  assert.deepEqual(linearAxis([51.2, 69.3], 5), { range: [50, 70], ticks: [50, 55, 60, 65, 70] });
  assert.deepEqual(linearAxis([-0.3, 0.2], 5).ticks, [-0.3, -0.2, -0.1, 0, 0.1, 0.2]);
  const { range } = linearAxis([5, 5], 4);
  assert.ok(range[0] < 5 && range[1] > 5, 'also where all values are equal');
  assert.ok(linearAxis([0, 0], 4).range[1] > 0);
});

test('a logarithmic axis over decades has ticks at 1, 2 and 5', () => {
  assert.deepEqual(axisOver([900, 44000], 'log', 6).ticks, [1000, 2000, 5000, 10000, 20000]);
  assert.deepEqual(axisOver([5.5, 6.9], 'log', 3).ticks, [5.5, 6, 6.5], 'a narrow one even ticks');
});

test('room is left around the values, in the way of the scale', () => {
  close(padded([0, 100], 'linear'), [-5, 105]);
  const [low, high] = padded([1, 100], 'log');
  assert.ok(low > 0 && low < 1);
  close([high / 100], [1 / low]);
});

test('zooming keeps what is pointed at in its place', () => {
  const seen = zoomed([0, 100], [0, 100], 'linear', 0.5, 0.2);
  close(seen, [10, 60]);
  assert.equal(fractionOf(20, seen, 'linear'), 0.2);
  const log = zoomed([1, 10000], [1, 10000], 'log', 0.5, 0.5);
  close(log, [10, 1000]);
});

test('zooming out ends at the whole, zooming in at a part that can be seen', () => {
  assert.equal(zoomed([10, 60], [0, 100], 'linear', 3, 0.5), null);
  const [from, to] = zoomed([50, 52.1], [0, 100], 'linear', 0.01, 0.5);
  close([to - from], [2]);
});

test('moving stops at the ends of the whole', () => {
  close(panned([20, 40], [0, 100], 'linear', 0.5), [30, 50]);
  close(panned([20, 40], [0, 100], 'linear', -9), [0, 20]);
  close(panned([20, 40], [0, 100], 'linear', 9), [80, 100]);
  close(panned([10, 100], [1, 1000], 'log', 1), [100, 1000]);
});

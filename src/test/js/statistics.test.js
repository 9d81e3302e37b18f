import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  detectable,
  differenceOf,
  erfc,
  holm,
  intervalOf,
  pValue,
  valueOf,
} from 'app/model/statistics.js';

/** Made with 50 digits; the daemon's tests read the same file. */
const FIXTURE = JSON.parse(
  readFileSync(new URL('../resources/wire/statistics.json', import.meta.url), 'utf8'),
);

/** Closed forms. */
const near = (actual, expected, what) =>
  assert.ok(Math.abs(actual - expected) <= 1e-12, `${what}: ${actual} is not ${expected}`);

/** Probabilities, far into the tail. */
const relative = (actual, expected, what) =>
  assert.ok(
    actual === expected || Math.abs(actual / expected - 1) <= 1e-9,
    `${what}: ${actual} is not ${expected}`,
  );

const known = (list) => list.every(({ samples }) => samples > 0);

test('intervals of accuracies are those of Wilson', () => {
  for (const one of FIXTURE.wilson.filter(({ samples }) => samples > 0)) {
    const { low, high } = intervalOf([one]);
    near(low, one.low, JSON.stringify(one));
    near(high, one.high, JSON.stringify(one));
  }
});

test('differences have the interval of Newcombe and the p-value of the pooled test', () => {
  for (const { first, second, difference, low, high, p } of FIXTURE.newcombe) {
    if (known([first, second])) {
      const what = JSON.stringify([first, second]);
      const found = differenceOf([first], [second]);
      near(found.value, difference, what);
      near(found.low, low, what);
      near(found.high, high, what);
      relative(pValue([first], [second]), p, what);
    }
  }
});

test('averages have intervals and tests of their own', () => {
  for (const { tasks, value, low, high } of FIXTURE.average) {
    if (value !== null) {
      near(valueOf(tasks), value, 'value');
      near(intervalOf(tasks).low, low, 'low');
      near(intervalOf(tasks).high, high, 'high');
    }
  }
  for (const { first, second, difference, low, high, p } of FIXTURE.averageDifference) {
    if (difference !== null) {
      const found = differenceOf(first, second);
      near(found.value, difference, 'difference');
      near(found.low, low, 'low');
      near(found.high, high, 'high');
      relative(pValue(first, second), p, 'p');
    }
  }
});

test('what could have been found is told where something varies', () => {
  for (const one of FIXTURE.detectable.filter(({ first, second }) => known([first, second]))) {
    const found = detectable([one.first], [one.second]);
    if (one.detectable === null) {
      assert.equal(found, null);
    } else {
      near(found, one.detectable, JSON.stringify(one));
    }
  }
  for (const { first, second, detectable: expected } of FIXTURE.detectableAverage) {
    if (expected !== null) {
      near(detectable(first, second), expected, 'average');
    }
  }
});

test('many tests are adjusted together, and what is missing is no test', () => {
  for (const { p, adjusted } of FIXTURE.holm) {
    holm(Float64Array.from(p, (one) => one ?? NaN)).forEach((found, i) =>
      adjusted[i] === null ? assert.equal(found, NaN) : relative(found, adjusted[i], `${p}`),
    );
  }
});

test('the error function meets itself where its approximations do', () => {
  assert.equal(erfc(0), 1);
  for (const border of [0.46875, 4]) {
    relative(erfc(border + 1e-12), erfc(border), 'border');
  }
  assert.equal(erfc(40), 0);
});

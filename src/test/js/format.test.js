import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  counted,
  fixed,
  integer,
  percent,
  precisePercent,
  perplexity,
  plain,
  quotient,
  signed,
} from 'app/lib/format.js';

test('an accuracy is rounded half up from its counts', () => {
  assert.equal(percent({ value: 0.6335, correct: 1267, samples: 2000 }), '63.4');
  assert.equal(percent({ value: 0.5305, correct: 1061, samples: 2000 }), '53.1');
  assert.equal(percent({ value: 0.545, correct: 545, samples: 1000 }), '54.5');
  assert.equal(percent({ value: 0, correct: 0, samples: 1000 }), '0.0');
  assert.equal(percent({ value: 1, correct: 3, samples: 3 }), '100.0');
});

test('without counts it is rounded half up at the decimal digit', () => {
  assert.equal(percent({ value: 0.6335, correct: null, samples: null }), '63.4');
  assert.equal(percent({ value: 0.5345, correct: null, samples: 1000 }), '53.5');
});

test('rounding goes by the decimal digits, not by the nearest binary fraction', () => {
  assert.equal(fixed(1.005, 2), '1.01');
  assert.equal(fixed(8.345, 2), '8.35');
  assert.equal(fixed(-2.5, 0), '-3');
  assert.equal(fixed(-0.001, 2), '0.00');
});

test('a perplexity has one digit and grouped thousands, until it is out of any range', () => {
  assert.equal(perplexity(485.3), '485.3');
  assert.equal(perplexity(9999.95), '10,000.0');
  assert.equal(perplexity(321931.0485), '321,931.0');
  assert.equal(perplexity(1.5e12), '1.50e+12');
});

test('whole numbers are grouped, and counted things have a plural', () => {
  assert.equal(integer(10000), '10,000');
  assert.equal(counted(1, 'run'), '1 run');
  assert.equal(counted(0, 'problem'), '0 problems');
});

test('a quotient of counts is rounded half up, whatever its sign', () => {
  assert.equal(quotient(1, 8, 2), '0.13');
  assert.equal(quotient(-1, 8, 2), '-0.13');
  assert.equal(quotient(-1, 1000, 2), '0.00');
  assert.equal(quotient(315, 100, 2), '3.15');
});

test('a difference has a sign unless it is 0', () => {
  assert.deepEqual(['3.15', '-3.15', '0.00'].map(signed), ['+3.15', '−3.15', '0.00']);
});

test('a number of which nothing is known keeps what it says', () => {
  const cases = [0, 12000, 0.53412, 12.345, 123.45, -0.25, 0.0000912, 12345.678, 1e9];
  assert.deepEqual(cases.map(plain), [
    '0',
    '12,000',
    '0.5341',
    '12.35',
    '123.5',
    '-0.2500',
    '9.12e-5',
    '12,345.7',
    '1.00e+9',
  ]);
});

test('a percentage has two digits where its source carries them', () => {
  const written = (value, correct = null, samples = null) =>
    precisePercent({ value, correct, samples });
  assert.equal(written(0.665, 1330, 2000), '66.50');
  assert.equal(written(0.6335), '63.35');
  assert.equal(written(0.79), '79.0');
  assert.equal(written(0.541), '54.1');
  assert.equal(written(0.78995), '79.00', 'rounded, not written so');
  assert.equal(written(1), '100.0');
  assert.equal(written(0), '0.0');
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { anyNumber, average, perplexity, taskAccuracy } from 'app/model/metrics.js';

const full = {
  sblimp_accuracy: 0.545,
  sblimp_samples: 1000,
  swuggy_accuracy: 0.6335,
  swuggy_samples: 2000,
  tstory_accuracy: 1498 / 1871,
  tstory_samples: 1871,
  sstory_accuracy: 1140 / 1871,
  sstory_samples: 1871,
};

test('an accuracy comes with the count behind it', () => {
  assert.deepEqual(taskAccuracy(full, 'tstory'), {
    value: 1498 / 1871,
    correct: 1498,
    samples: 1871,
  });
});

test('a value that is no share of its samples has no count', () => {
  const metrics = { tstory_accuracy: 0.801, tstory_samples: 1871 };
  assert.deepEqual(taskAccuracy(metrics, 'tstory'), { value: 0.801, correct: null, samples: 1871 });
});

test('an accuracy over no samples is missing, and so is anything that is no number', () => {
  assert.equal(taskAccuracy({ sblimp_accuracy: 0, sblimp_samples: 0 }, 'sblimp'), null);
  assert.equal(taskAccuracy({}, 'sblimp'), null);
  assert.equal(taskAccuracy({ sblimp_accuracy: null, sblimp_samples: 1000 }, 'sblimp'), null);
  assert.equal(taskAccuracy({ sblimp_accuracy: '0.5' }, 'sblimp'), null);
});

test('none of many right is a value', () => {
  assert.equal(taskAccuracy({ sblimp_accuracy: 0, sblimp_samples: 1000 }, 'sblimp')?.value, 0);
});

test('a perplexity of 1 or less is missing', () => {
  assert.equal(perplexity({ p: 0 }, 'p'), null);
  assert.equal(perplexity({ p: 1 }, 'p'), null);
  assert.equal(perplexity({ p: null }, 'p'), null);
  assert.equal(perplexity({ p: 1.5 }, 'p'), 1.5);
});

test('the average is the one that was written, else the mean of all four', () => {
  assert.deepEqual(average({ ...full, paper_metrics_avg: 0.647 }), {
    value: 0.647,
    tasks: 4,
    comparable: true,
  });
  assert.ok(Math.abs(Number(average(full)?.value) - 0.64711) < 1e-5);
});

test('an average of three is not comparable, and is not made up', () => {
  const three = { ...full, sstory_samples: 0 };
  assert.deepEqual(average({ ...three, paper_metrics_avg: 0.6 }), {
    value: 0.6,
    tasks: 3,
    comparable: false,
  });
  assert.equal(average(three), null);
});

test('without any task there is no average of 0', () => {
  assert.equal(average({ paper_metrics_avg: 0 }), null);
  assert.equal(average({}), null);
});

test('values and averages count as they do in the API', () => {
  const file = new URL('../resources/wire/metrics.json', import.meta.url);
  const cases = JSON.parse(readFileSync(file, 'utf8'));
  for (const { metrics, values, average: expected } of cases) {
    assert.deepEqual(average(metrics), expected, JSON.stringify(metrics));
    for (const [key, value] of Object.entries(values)) {
      const actual =
        key === 'paper_metrics_avg' ? (average(metrics)?.value ?? null) : anyNumber(metrics, key);
      assert.equal(actual, value, key);
    }
  }
});

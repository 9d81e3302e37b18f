import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { average, figure, isFigure, taskAccuracy } from 'app/model/metrics.js';

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
  assert.equal(taskAccuracy({ sblimp_accuracy: 'half' }, 'sblimp'), null);
});

test('none of many right is a value', () => {
  assert.equal(taskAccuracy({ sblimp_accuracy: 0, sblimp_samples: 1000 }, 'sblimp')?.value, 0);
});

test('a perplexity of 1 or less is missing', () => {
  assert.equal(figure({ perplexity: 0 }, 'perplexity'), null);
  assert.equal(figure({ perplexity: 1 }, 'perplexity'), null);
  assert.equal(figure({ perplexity: null }, 'perplexity'), null);
  assert.equal(figure({ perplexity: 1.5 }, 'perplexity'), 1.5);
});

test('the average is the mean of the four, whatever the file says', () => {
  const avg = average({ ...full, paper_metrics_avg: 0.68 });
  assert.ok(Math.abs(Number(avg?.value) - 0.64711) < 1e-5);
  assert.deepEqual([avg?.written, avg?.wrong, avg?.tasks], [0.68, true, 4]);
  assert.equal(average(full)?.wrong, false);
});

test('of three there is no average, also where the file says one', () => {
  const three = { ...full, sstory_samples: 0 };
  assert.deepEqual(average({ ...three, paper_metrics_avg: 0.6 }), {
    value: null,
    tasks: 3,
    written: 0.6,
    wrong: false,
  });
});

test('without any task there is no average of 0', () => {
  assert.equal(average({ paper_metrics_avg: 0 }), null);
  assert.equal(average({}), null);
});

test('a name of many parts costs no more than a usual one', () => {
  const key = `sblimp${'_'.repeat(100_000)}accuracy`;
  assert.equal(figure({ [key]: 0.5 }, key), 0.5);
});

test('values and averages count as they do in the API', () => {
  const file = new URL('../resources/wire/metrics.json', import.meta.url);
  const cases = JSON.parse(readFileSync(file, 'utf8'));
  const nothing = { value: null, tasks: 0, written: null, wrong: false };
  for (const { metrics, values, own = [], average: expected } of cases) {
    assert.deepEqual(average(metrics) ?? nothing, expected, JSON.stringify(metrics));
    for (const [key, value] of Object.entries(values)) {
      assert.equal(figure(metrics, key, own), value, `${key} of ${JSON.stringify(metrics)}`);
    }
  }
});

test('under a key of its own kind only numbers stand', () => {
  assert.ok(isFigure('sblimp_accuracy', []) && isFigure('librilight_slope', []));
  assert.ok(!isFigure('sblimp_notes', []) && !isFigure('x_accuracy', []));
});

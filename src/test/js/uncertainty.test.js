import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COLUMNS, columnsWith } from 'app/model/columns.js';
import { filteredByVerdict } from 'app/model/filters.js';
import { createSelectors } from 'app/model/selectors.js';
import { START } from 'app/model/state.js';
import { pointsText, summaryOf, tasksOf, verdictsOf } from 'app/model/uncertainty.js';
import { byId, run } from './runs.js';

const column = (key) => COLUMNS.find((one) => one.key === key);
const swuggy = (id, correct, more = {}) =>
  run(id, { metrics: { swuggy_accuracy: correct / 2000, swuggy_samples: 2000, ...more } });

const BASE = swuggy('base', 1267);
const CLEAR = swuggy('clear', 1400);
const WORSE = swuggy('worse', 1150);
/** p = 0.039 alone: significant only while it is the only one that is looked at. */
const EDGE = swuggy('edge', 1330);

test('an accuracy has counts when they are whole, an average when all four have', () => {
  assert.deepEqual(tasksOf(column('swuggy'), BASE), [{ correct: 1267, samples: 2000 }]);
  assert.equal(
    tasksOf(column('swuggy'), run('a', { metrics: { swuggy_accuracy: 0.5 } })),
    null,
    'a value without samples stays, without an interval',
  );
  const odd = run('odd', { metrics: { swuggy_accuracy: 0.63355, swuggy_samples: 1000 } });
  assert.equal(tasksOf(column('swuggy'), odd), null, 'no whole number of answers');
  assert.equal(tasksOf(column('avg'), BASE), null);
  assert.equal(tasksOf(column('context_8k'), BASE), null);
});

test('the family decides: more runs shown, fewer wins', () => {
  const alone = verdictsOf([EDGE], BASE);
  assert.equal(alone.of(column('swuggy'), EDGE).kind, 'better');
  const many = verdictsOf([BASE, EDGE, CLEAR, WORSE], BASE);
  assert.deepEqual(
    [EDGE, CLEAR, WORSE].map((one) => many.of(column('swuggy'), one).kind),
    ['better', 'better', 'worse'],
  );
  const crowd = Array.from({ length: 30 }, (_, i) => swuggy(`none ${i}`, 1268));
  const among = verdictsOf([BASE, EDGE, ...crowd], BASE).of(column('swuggy'), EDGE);
  assert.equal(among.kind, 'undecided');
  assert.equal(among.family, 31, 'the reference is no member');
  assert.ok(among.detectable > 0.04 && among.detectable < 0.05);
});

test('without a reference, or without its counts, nothing is decided', () => {
  assert.equal(verdictsOf([CLEAR], null).of(column('swuggy'), CLEAR), null);
  assert.equal(verdictsOf([CLEAR], run('x')).of(column('swuggy'), CLEAR), null);
  assert.equal(verdictsOf([BASE], BASE).of(column('swuggy'), BASE), null);
});

test('of metrics where less is better, the lower is the better one', () => {
  const metrics = [
    { key: 'err', label: 'Err', better: 'lower', format: 'percent', samples: 'err_samples' },
  ];
  const err = columnsWith(metrics).find(({ key }) => key === 'metrics.err');
  const of = (id, value) => run(id, { metrics: { err: value, err_samples: 1000 } });
  const [low, high] = [of('low', 0.1), of('high', 0.5)];
  const verdicts = verdictsOf([low, high], high);
  assert.equal(verdicts.of(err, low).kind, 'better');
  assert.equal(verdicts.top(err).best, low);
});

test('the best is named with those that cannot be told apart from it', () => {
  const { best, inseparable } = verdictsOf([BASE, EDGE, CLEAR, swuggy('near', 1399)], null).top(
    column('swuggy'),
  );
  assert.equal(best, CLEAR);
  assert.deepEqual(
    inseparable.map(({ id }) => id),
    ['near'],
  );
  assert.equal(verdictsOf([run('a')], null).top(column('swuggy')), null);
});

test('a sentence counts the runs, not their tasks', () => {
  const both = run('both', {
    metrics: {
      swuggy_accuracy: 0.9,
      swuggy_samples: 2000,
      tstory_accuracy: 187 / 1871,
      tstory_samples: 1871,
    },
  });
  const base = run('base', {
    metrics: { ...BASE.metrics, tstory_accuracy: 1500 / 1871, tstory_samples: 1871 },
  });
  const { better, worse, inseparable, family } = summaryOf(verdictsOf([base, both], base));
  assert.deepEqual([better, worse, inseparable, family], [1, 1, null, 1]);
  assert.equal(summaryOf(verdictsOf([both], null)), null);
});

test('a difference is rounded half up from the counts', () => {
  assert.equal(
    pointsText([{ correct: 1267, samples: 2000 }], [{ correct: 0, samples: 1 }], 1),
    '+63.4',
  );
  assert.equal(
    pointsText([{ correct: 3, samples: 1000 }], [{ correct: 5, samples: 1000 }], 1),
    '\u22120.2',
  );
});

test('a filter on verdicts leaves the family as it is', () => {
  const board = {
    ...START.board,
    runs: byId(BASE, EDGE, CLEAR, WORSE),
    baseline: 'base',
    metrics: [],
  };
  const filters = { ...START.filters, verdict: { kind: 'better', on: 'any' } };
  const shown = createSelectors()({ ...START, board, filters });
  assert.deepEqual(shown.runs.map(({ id }) => id).sort(), ['clear', 'edge']);
  assert.equal(shown.verdicts.runs.length, 4);
  assert.equal(shown.tops.runs.length, 2);
  assert.equal(filteredByVerdict(shown.verdicts, { kind: 'better', on: 'avg' }, COLUMNS).length, 0);
});

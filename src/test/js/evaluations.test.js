import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  afterEvaluations,
  completedBy,
  countsOf,
  endingOf,
  idOf,
  listed,
  nameOf,
  partsOf,
  provisionalRun,
  reasonText,
  withProvisional,
} from 'app/model/evaluations.js';
import { selectionOf } from 'app/model/selection.js';

const evaluation = (key, more = {}) => ({
  key,
  checkpoint_path: `/c/exp_${key}/checkpoints/checkpoint_000100`,
  experiment: `exp_${key}`,
  checkpoint_step: 100,
  baseline: false,
  log: `/logs/${key}.err`,
  started_at: `2026-03-01T0${key.length}:00:00Z`,
  state: 'running',
  task: 'swuggy',
  progress: 0.3,
  provisional: { sblimp_accuracy: 0.5, sblimp_samples: 10 },
  positions: 0,
  ...more,
});
const run = (id, path, more = {}) => ({
  id,
  name: id,
  checkpoint_path: path,
  checkpoint_step: 100,
  ...more,
});
const board = (evaluating, runs = []) =>
  /** @type {any} */ ({
    evaluating,
    runs: new Map(runs.map((one) => [one.id, one])),
    baseline: null,
  });

test('what has ended can be dismissed, and what runs cannot', () => {
  const failed = evaluation('bb', { state: 'failed' });
  const running = evaluation('a');
  const dismissed = new Set([failed, running].map(endingOf));
  assert.deepEqual(
    listed([failed, running], new Set()),
    [running, failed],
    'those that run are first',
  );
  assert.deepEqual(listed([failed, running], dismissed), [running]);
  const again = { ...failed, started_at: '2026-03-02T00:00:00Z' };
  assert.deepEqual(listed([again], dismissed), [again], 'another attempt');
});

test('they are counted by state, in words', () => {
  const states = ['failed', 'running', 'ended_without_results', 'running'];
  assert.equal(
    countsOf(states.map((state, i) => evaluation(String(i), { state }))),
    '2 running, 1 failed, 1 ended without results',
  );
});

test('the parts before the one it is at are done', () => {
  const shares = (more) => partsOf(evaluation('a', more)).map(({ share }) => share);
  assert.deepEqual(shares({ task: 'loading' }), [0, 0, 0, 0, 0]);
  assert.deepEqual(shares({ task: 'tstory', done: 30, total: 120 }), [1, 1, 0.25, 0, 0]);
  assert.deepEqual(shares({ task: 'librilight', done: 900, total: 300 }), [1, 1, 1, 1, 1]);
  assert.deepEqual(shares({ task: 'saving' }), [1, 1, 1, 1, 1]);
});

test('it is named as its run will be', () => {
  assert.equal(nameOf(evaluation('a')), 'CP0100 - exp_a');
  assert.equal(nameOf(evaluation('a', { baseline: true })), 'Baseline');
  const unknown = { experiment: undefined, checkpoint_path: undefined };
  assert.equal(nameOf(evaluation('a', unknown)), 'a.err');
});

test('only what is selected joins the runs of the charts, the same object while it does not change', () => {
  const [one, other] = [evaluation('a'), evaluation('bb')];
  const now = board([one, other]);
  const none = withProvisional(now, [], new Map());
  assert.equal(none.board, now);
  const { board: charted, order } = withProvisional(now, [], selectionOf([idOf(one)]));
  assert.deepEqual([...(charted?.runs.keys() ?? [])], ['evaluation:a']);
  assert.equal(order[0], provisionalRun(one));
  assert.match(order[0].name, /provisional/);
});

test('the run that it becomes takes its slot', () => {
  const one = evaluation('a');
  const selected = selectionOf(['x', idOf(one), 'y']);
  const done = run('r', '/c/exp_a/checkpoints/checkpoint_000100/consolidated');
  assert.equal(afterEvaluations(selected, board([one]), board([one])), selected);
  assert.deepEqual(
    [...afterEvaluations(selected, board([one]), board([], [done])).entries()],
    [...selectionOf(['x', 'r', 'y']).entries()],
  );
  assert.deepEqual(
    [...afterEvaluations(selected, board([one]), board([])).keys()],
    ['x', 'y'],
    'it may end without one',
  );
});

test('its run may be registered through a link', () => {
  const linked = run('r', '/link/exp_a/checkpoints/checkpoint_000100');
  assert.equal(completedBy(evaluation('a'), board([], [linked]))?.id, 'r');
  const other = run('s', '/link/exp_b/checkpoints/checkpoint_000100');
  assert.equal(completedBy(evaluation('a'), board([], [other])), undefined);
});

test('a reason is said without the pictograms that begin it', () => {
  assert.equal(
    reasonText('\u274C\uFE0F Evaluation failed: x \u2705'),
    'Evaluation failed: x \u2705',
  );
  assert.equal(reasonText('\u{1F525} CUDA out of memory'), 'CUDA out of memory');
  assert.equal(reasonText('KeyError: gating'), 'KeyError: gating');
  assert.equal(reasonText('\u274C'), '\u274C');
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { boardOf, boardOfFile, schemaError, succession } from 'app/model/board.js';
import { parse } from 'app/model/view-url.js';
import {
  START,
  withBoard,
  withConnection,
  withSeen,
  withSelection,
  withUpdate,
  withView,
} from 'app/model/state.js';
import { run } from './runs.js';

const wire = (name) =>
  JSON.parse(readFileSync(new URL(`../resources/wire/${name}.json`, import.meta.url), 'utf8'));

const loaded = () => withBoard(START, boardOf(wire('runs')));
const update = (more) => ({ type: 'update', revision: 42, changed: [], removed: [], ...more });

test('runs with the same training config share it', () => {
  const answer = wire('runs');
  const apart = {
    ...answer,
    configs: { 0: { max_steps: 7 }, 1: {} },
    runs: answer.runs.map((run, i) => ({ ...run, training_config: i === 1 ? 1 : 0 })),
  };
  const runs = [...boardOf(apart).runs.values()];
  assert.deepEqual(
    runs.map((run) => run.training_config),
    [{ max_steps: 7 }, {}, { max_steps: 7 }],
  );
  assert.equal(runs[0].training_config, runs[2].training_config);
});

test('a board is what the daemon says it is', () => {
  const { board } = loaded();
  assert.equal(board.epoch, 'epoch-1');
  assert.equal(board.revision, 41);
  assert.deepEqual(
    [...board.runs.keys()],
    ['alpha_cp002000', 'beta_cp001000', 'baseline_pretrained'],
  );
  assert.equal(board.baseline, 'baseline_pretrained');
  assert.equal(board.problems, 2);
  assert.deepEqual(
    board.metrics.map(({ key }) => key),
    ['custom_metric'],
  );
  assert.equal(board.runs.get('alpha_cp002000').metrics.sblimp_accuracy, 0.534);
  assert.equal(board.runs.get('alpha_cp002000').metrics.librilight_slope, null);
  assert.equal(board.runs.get('alpha_cp002000').has_progression, true);
});

test('an update changes, adds and removes, and leaves the rest', () => {
  const before = loaded();
  const after = withUpdate(before, wire('update'));
  assert.equal(after.board.revision, 42);
  assert.deepEqual(
    [...after.board.runs.keys()],
    ['alpha_cp002000', 'baseline_pretrained', 'gamma_cp003000'],
  );
  assert.equal(after.board.runs.get('alpha_cp002000').metrics.sblimp_accuracy, 0.6);
  assert.equal(after.board.baseline, 'baseline_pretrained');
  assert.equal(after.board.problems, 0);
  assert.deepEqual([...after.fresh.keys()], ['alpha_cp002000', 'gamma_cp003000']);
  assert.equal(before.board.runs.size, 3, 'the old state is untouched');
});

test('what an update does not name stays, and null is a value', () => {
  const after = withUpdate(loaded(), update({ baseline: null }));
  assert.equal(after.board.baseline, null);
  assert.equal(after.board.problems, 2);
  assert.equal(withUpdate(loaded(), update({ problems: 0 })).board.problems, 0);
});

test('only the next revision is applied', () => {
  const { board } = loaded();
  assert.equal(succession(board, update({})), 'next');
  assert.equal(succession(board, update({ revision: 41 })), 'known');
  assert.equal(succession(board, update({ revision: 43 })), 'gap');
  const state = loaded();
  assert.equal(withUpdate(state, update({ revision: 43 })), state);
  assert.equal(withUpdate(START, update({})), START);
});

test('a selection survives updates, and loses the runs that are removed', () => {
  const selected = withSelection(loaded(), ['alpha_cp002000', 'beta_cp001000'], true);
  const after = withUpdate({ ...selected, cursor: 'beta_cp001000' }, wire('update'));
  assert.deepEqual([...after.selected.keys()], ['alpha_cp002000']);
  assert.equal(after.cursor, null);
  assert.deepEqual([...withSelection(after, ['alpha_cp002000'], false).selected.keys()], []);
});

test('a run that changes again lights up again, until it was seen', () => {
  const once = withUpdate(loaded(), update({ changed: [run('x')] }));
  const twice = withUpdate(once, update({ revision: 43, changed: [run('x')] }));
  assert.equal(twice.fresh.get('x'), 2);
  assert.equal(withSeen(twice, 'x').fresh.has('x'), false);
  assert.equal(withSeen(once, 'other'), once);
});

test('after a board is fetched again, the runs that differ are fresh', () => {
  const answer = wire('runs');
  answer.runs[0].evaluation_timestamp = '2030-01-01T00:00:00';
  answer.runs.push(run('new'));
  const after = withBoard(loaded(), boardOf(answer));
  assert.deepEqual([...after.fresh.keys()], ['alpha_cp002000', 'new']);
  assert.equal(loaded().fresh.size, 0, 'nothing is fresh at first');
});

test('a data file becomes a board, also one that leaves things out', () => {
  const board = boardOfFile({
    metadata: { generated_at: '2026-03-01T10:00:00', checkpoint_base_paths: ['/c'] },
    baseline: { id: 'a' },
    runs: [
      { id: 'a', name: 'A', librilight_progression: [{ position: 1000 }] },
      { id: 'b', metrics: null, training_config: null },
      null,
    ],
  });
  assert.equal(board.baseline, 'a');
  assert.equal(board.generatedAt, '2026-03-01T10:00:00');
  assert.equal(board.runs.get('a').has_progression, true);
  assert.equal(board.runs.size, 2);
  assert.deepEqual(board.runs.get('b').metrics, {});
  assert.equal(board.runs.get('b').name, 'b');
});

test('what is no data file becomes no board', () => {
  for (const data of [null, [], {}, { runs: 3 }, 'text']) {
    assert.equal(boardOfFile(data), null);
  }
});

test('a shape that this page does not know is said to be so', () => {
  for (const data of [null, {}, { schema_version: '1.0' }, { schema_version: '1.7' }]) {
    assert.equal(schemaError(data), null);
  }
  assert.match(schemaError({ schema_version: '2.0' }), /^The data has the shape 2\.0, and this/);
});

test('a connection that is lost is known since when', () => {
  const lost = withConnection(loaded(), 'waiting', null, 1000);
  assert.equal(lost.lostAt, 1000);
  assert.equal(withConnection(lost, 'waiting', null, 2000).lostAt, 1000);
  assert.equal(withConnection(lost, 'live', null, 3000).lostAt, null);
});

test('an address selects runs before the board is there, but none that it has not', () => {
  const view = parse('#sel=beta_cp001000~gone~alpha_cp002000&ttt=yes');
  const early = withView(START, view);
  assert.deepEqual([...early.selected.keys()], ['beta_cp001000', 'gone', 'alpha_cp002000']);
  const loadedLater = withBoard(early, boardOf(wire('runs')));
  assert.deepEqual([...loadedLater.selected.keys()], ['beta_cp001000', 'alpha_cp002000']);
  assert.deepEqual(
    [...withView(loaded(), view).selected.keys()],
    ['beta_cp001000', 'alpha_cp002000'],
  );
  assert.equal(loadedLater.filters.ttt, 'yes');
});

test('updates keep filters, columns, and whatever is open', () => {
  const before = { ...loaded(), ...parse('#ttt=no&cols=avg'), sheet: 'columns', regex: true };
  const after = withUpdate(before, wire('update'));
  for (const key of ['filters', 'layout', 'sheet', 'regex', 'query', 'sort', 'presets']) {
    assert.equal(after[key], before[key], key);
  }
});

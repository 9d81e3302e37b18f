import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boardOf } from 'app/model/board.js';
import { COLUMNS } from 'app/model/columns.js';
import { forgotten, newsOf, summary, unseen } from 'app/model/changes.js';
import {
  START,
  withAllSeen,
  withBoard,
  withLookEnded,
  withSeen,
  withUpdate,
} from 'app/model/state.js';
import { run } from './runs.js';

const score = (sblimp_accuracy) => ({ metrics: { sblimp_accuracy, sblimp_samples: 1000 } });
const answer = (...runs) => ({ epoch: 'e', revision: 1, runs, baseline: null, problems: 0 });
const loaded = (...runs) => withBoard(START, boardOf(answer(...runs)));
const next = (state, more) =>
  withUpdate(state, {
    type: 'update',
    revision: state.board.revision + 1,
    changed: [],
    removed: [],
    ...more,
  });
const news = (state) => newsOf(state.past, state.board.runs, COLUMNS);
const words = (state) =>
  news(state).map(({ kind, run: { id }, differences }) =>
    [kind, id, ...differences.map((d) => `${d.label} ${d.before} ${d.after}`.trim())].join('|'),
  );

test('nothing is news at first', () => {
  assert.deepEqual(words(loaded(run('a'))), []);
  assert.equal(loaded(run('a')).past.size, 0);
});

test('runs that come, change and go are news, the latest first', () => {
  let state = loaded(run('a', score(0.612)), run('b'));
  state = next(state, { changed: [run('a', score(0.634))] });
  state = next(state, { removed: ['b'] });
  state = next(state, { changed: [run('c', score(0.5))] });
  assert.deepEqual(words(state), ['new|c|sBLIMP  50.0', 'gone|b', 'changed|a|sBLIMP 61.2 63.4']);
  assert.equal(summary(news(state)), '1 new, 1 changed, 1 gone');
});

test('several changes are one, from what was last seen', () => {
  let state = loaded(run('a', score(0.1)));
  state = next(state, { changed: [run('a', score(0.2))] });
  state = next(state, { changed: [run('a', score(0.3))] });
  assert.deepEqual(words(state), ['changed|a|sBLIMP 10.0 30.0']);
  state = next(state, { removed: ['a'] });
  assert.deepEqual(words(state), ['gone|a']);
});

test('what came and went again is none, nor what is as it was', () => {
  let state = next(loaded(run('a', score(0.1))), { changed: [run('x')] });
  state = next(state, { removed: ['x'] });
  state = next(state, { changed: [run('a', score(0.2))] });
  state = next(state, { changed: [run('a', score(0.1))] });
  assert.deepEqual(words(state), []);
});

test('a run that went and came back is compared with what it was', () => {
  let state = next(loaded(run('a', score(0.1))), { removed: ['a'] });
  state = next(state, { changed: [run('a', score(0.4))] });
  assert.deepEqual(words(state), ['changed|a|sBLIMP 10.0 40.0']);
});

test('what no number shows is said in words', () => {
  const difference = (before, after) =>
    words(next(loaded(run('a', before)), { changed: [run('a', after)] }))[0]?.replace(
      'changed|a|',
      '',
    );
  const away = { unavailable_since: '2026-03-01T10:00:00Z' };
  assert.match(difference({}, away), /^unavailable since 2026-0\d-\d\d \d\d:\d\d$/);
  assert.equal(difference(away, {}), 'available again');
  assert.equal(difference({}, { has_progression: true }), 'progression arrived');
  assert.equal(difference({ has_progression: true }, {}), 'progression removed');
  assert.equal(
    difference({}, { evaluation_timestamp: '2030-01-01T00:00:00' }),
    'evaluated again, with the same results',
  );
  assert.equal(difference({}, { training_config: { lr: 1 } }), 'training configuration changed');
  assert.equal(difference({}, { metrics: { x: 1, y: 2 } }), '2 other results changed');
  assert.equal(difference({}, { name: 'b' }), 'Name a b');
  assert.equal(difference({}, { notes: 'n' }), 'tags or notes changed');
  assert.equal(
    difference({ has_progression: true }, { has_progression: true }),
    'progression changed',
  );
  assert.equal(difference(score(0.1), {}), 'sBLIMP 10.0 –');
});

test('a run that is again as it was is no news, whatever has happened to it meanwhile', () => {
  const plain = () => run('a', { has_progression: true });
  const tagged = next(loaded(plain()), {
    changed: [run('a', { has_progression: true, tags: ['wide'] })],
  });
  assert.deepEqual(words(tagged), ['changed|a|tags or notes changed']);
  const back = next(tagged, { changed: [plain()] });
  assert.deepEqual(words(back), []);
  const curved = next(back, { changed: [plain()] });
  assert.deepEqual(words(curved), ['changed|a|progression changed']);
  assert.deepEqual(words(next(curved, { changed: [plain()] })), words(curved));
});

test('a board that is fetched again brings its news too', () => {
  const answered = answer(
    run('a', { evaluation_timestamp: '2030-01-01T00:00:00', ...score(0.2) }),
    run('c', { unavailable_since: '2026-03-01T10:00:00Z' }),
    run('d'),
  );
  const state = withBoard(loaded(run('a', score(0.1)), run('b'), run('c')), boardOf(answered));
  assert.deepEqual(
    words(state).map((line) => line.split('|').slice(0, 2).join(' ')),
    ['gone b', 'new d', 'changed c', 'changed a'],
  );
});

test('what was seen is forgotten when the user turns away, the rest stays', () => {
  let state = next(loaded(run('a'), run('b')), { changed: [run('x')], removed: ['b'] });
  state = next(state, { changed: [run('y')] });
  assert.equal(unseen(state.past, state.fresh, state.board.runs, true), 3);
  assert.equal(unseen(state.past, state.fresh, state.board.runs, false), 2);
  state = withLookEnded(withSeen(state, 'x'));
  assert.deepEqual(words(state), ['new|y']);
  assert.equal(withLookEnded(state), state);
  assert.equal(forgotten(state.past, state.fresh), state.past);
  assert.equal(unseen(state.past, state.fresh, state.board.runs, true), 1);
});

test('all can be marked as seen', () => {
  const state = withAllSeen(next(loaded(run('a')), { changed: [run('x')], removed: ['a'] }));
  assert.deepEqual(words(state), []);
  assert.equal(state.fresh.size, 0);
});

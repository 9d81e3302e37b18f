import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createFinder,
  matching,
  patternOf,
  withFits,
  withRefusal,
  withSearchAs,
} from 'app/model/search.js';
import { byId, run } from './runs.js';

const ids = (runs) => runs.map((r) => r.id);
const RUNS = byId(run('cp1'), run('cp2'), run('lora'));

/** A finder over a state that the test changes. */
function finding(runs = RUNS) {
  const find = createFinder();
  const state = { query: '', regex: true, fits: null, refused: null };
  return (change = {}) => {
    Object.assign(state, change);
    const found = find(runs, state.query, state.regex, state.fits, state.refused);
    return { ...found, ids: ids(found.runs) };
  };
}

const fits = (query, ...of) => ({ fits: { query, ids: new Set(of) } });
const slow = (query) => ({ refused: { kind: 'slow', ms: 300, query } });

test('every word of the query is found in name, id, path or notes, whatever its case', () => {
  const runs = byId(
    run('a', { name: 'CP2000 - Lora', notes: 'LoRA training (rank 64)' }),
    run('b', { checkpoint_path: '/data/lora/x' }),
    run('c', { tags: ['lora'] }),
  );
  assert.deepEqual(ids(matching(runs, 'LORA')), ['a', 'b']);
  assert.deepEqual(ids(matching(runs, '  lora  cp2000 ')), ['a']);
  assert.deepEqual(ids(matching(runs, ' ')), ['a', 'b', 'c']);
  assert.deepEqual(ids(matching(runs, '(')), ['a']);
});

test('what is no pattern is said in words', () => {
  const { pattern, error } = patternOf({ query: 'cp(20', regex: true });
  assert.equal(pattern, null);
  assert.equal(error, 'This is no regular expression yet: unterminated group.');
  assert.deepEqual(patternOf({ query: '', regex: true }), { pattern: null, error: null });
  assert.deepEqual(patternOf({ query: '(', regex: false }), { pattern: null, error: null });
});

test('until a pattern is answered, what was found before stays', () => {
  const find = finding();
  assert.deepEqual(find({ query: 'lora', regex: false }).ids, ['lora']);
  assert.deepEqual(find({ query: 'cp', regex: true }).ids, ['lora']);
  assert.deepEqual(find(fits('cp', 'cp1', 'cp2')).ids, ['cp1', 'cp2']);
  assert.deepEqual(find({ query: 'cp2' }).ids, ['cp1', 'cp2']);
  assert.deepEqual(find(fits('cp2', 'cp2')).ids, ['cp2']);
  assert.equal(find().pending, false);
});

test('while a pattern is being typed, the last one holds', () => {
  const find = finding();
  find({ query: 'cp', ...fits('cp', 'cp1', 'cp2') });
  const typing = find({ query: 'cp(' });
  assert.deepEqual(typing.ids, ['cp1', 'cp2']);
  assert.match(typing.error, /^This is no regular expression yet/);
  assert.deepEqual(find({ regex: false }).ids, []);
  assert.deepEqual(find({ query: '', regex: true }).ids, ['cp1', 'cp2', 'lora']);
});

test('a page that opens with a pattern shows no run before it is answered', () => {
  const find = finding();
  const first = find({ query: 'cp' });
  assert.deepEqual([first.ids, first.pending, first.error], [[], true, null]);
  const answered = find(fits('cp', 'cp1'));
  assert.deepEqual([answered.ids, answered.pending], [['cp1'], false]);
});

test('a page that opens with a pattern that cannot be carried out shows all and says so', () => {
  const late = finding()({ query: '(a+)+$', ...slow('(a+)+$') });
  assert.deepEqual([late.ids.length, late.pending], [3, false]);
  assert.match(late.error, /^This pattern takes too long: it was stopped after 0\.3 s\. All runs/);
  assert.equal(finding()({ query: '(' }).ids.length, 3);
});

test('a pattern that takes too long leaves what was found before, and says so', () => {
  const find = finding();
  find({ query: 'cp', ...fits('cp', 'cp1', 'cp2') });
  const late = find({ query: 'cp(a+)+$', ...slow('cp(a+)+$') });
  assert.deepEqual(late.ids, ['cp1', 'cp2']);
  assert.match(late.error, /0\.3 s\. The runs found before stay shown\. Leave out repetitions/);
  assert.equal(find({ regex: false }).error, null);
});

test('a pattern that takes too long leaves no empty table, which would look like an answer', () => {
  const find = finding();
  assert.deepEqual(find({ query: '(a+)+$', regex: false }).ids, []);
  const late = find({ regex: true, ...slow('(a+)+$') });
  assert.equal(late.ids.length, 3);
  assert.match(late.error, /All runs are shown/);
});

test('what is found stays the same object while a pattern is tried', () => {
  const find = finding();
  const { runs } = find({ query: 'cp', ...fits('cp', 'cp1') });
  assert.equal(find({ query: 'cp2' }).runs, runs);
  assert.notEqual(find(fits('cp2', 'cp2')).runs, runs);
});

test('a pattern that fails says why', () => {
  const refused = {
    kind: 'failed',
    reason: 'SyntaxError: Invalid regular expression: /x/i: Regular expression too large',
    query: 'x',
  };
  assert.equal(
    finding()({ query: 'x', refused }).error,
    'This pattern cannot be searched for: regular expression too large. All runs are shown. ' +
      'Write it more simply, or search for words.',
  );
});

test('a pattern that becomes too slow on a new run hides none', () => {
  const find = finding();
  find({ query: 'cp', ...fits('cp', 'cp1') });
  const { fits: left, refused } = withRefusal(fits('cp', 'cp1'), 'cp', { kind: 'slow', ms: 300 });
  assert.equal(left, null);
  const late = find({ fits: left, refused });
  assert.equal(late.ids.length, 3);
  assert.match(late.error, /All runs are shown/);
});

test('a refused pattern may try again when another was carried out, or the user asks', () => {
  const state = { ...fits('a', 'a'), ...slow('b') };
  assert.equal(withFits(state, { query: 'a', ids: new Set() }).refused, state.refused);
  assert.equal(withFits(state, { query: 'c', ids: new Set() }).refused, null);
  assert.equal(withSearchAs(state, true).refused, null);
});

// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf, withChange, withDraft, withoutDraft } from 'app/model/drafts.js';

/** @type {import('app/model/drafts.js').Drafts} */
const NONE = new Map();

test('a draft remembers the text that it was made from, and is none when nothing differs', () => {
  const first = withDraft(NONE, 'a', 'mine', 'saved');
  const second = withDraft(first, 'a', 'mine too', 'saved by others meanwhile');
  assert.deepEqual(second.get('a'), { text: 'mine too', base: 'saved', theirs: null, error: '' });
  assert.equal(withDraft(second, 'a', 'saved', 'saved').size, 0);
  assert.equal(withoutDraft(second, 'b').size, 1);
});

test('while there is another text to decide about, the draft stays', () => {
  const drafts = withChange(withDraft(NONE, 'a', 'mine', 'saved'), 'a', { theirs: 'theirs' });
  assert.equal(withDraft(drafts, 'a', 'saved', 'theirs').get('a')?.theirs, 'theirs');
  assert.equal(withChange(NONE, 'a', { theirs: 'x' }).size, 0);
});

test('a note may have ten thousand characters, whatever they are', () => {
  assert.equal(faultOf('😀'.repeat(10_000)), '');
  assert.match(faultOf('x'.repeat(10_001)), /at most 10000 characters, this has 10001/);
});

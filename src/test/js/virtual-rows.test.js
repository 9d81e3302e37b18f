import assert from 'node:assert/strict';
import { test } from 'node:test';
import { centering, inView, keeping, moved, nearby, revealing } from 'app/lib/virtual-rows.js';

const at = (top) => ({ top, height: 100, rowHeight: 10 });
const list = (ids) => [...ids].map((id) => ({ id }));

test('the rows in the view and some around it are nearby', () => {
  assert.deepEqual(nearby(at(0), 1000), { start: 0, end: 18 });
  assert.deepEqual(nearby(at(205), 1000), { start: 12, end: 39 });
  assert.deepEqual(nearby(at(0), 3), { start: 0, end: 3 });
  assert.deepEqual(nearby(at(9000), 3), { start: 3, end: 3 });
});

test('a row is in view when any part of it is', () => {
  assert.deepEqual(
    [19, 20, 30, 31].map((place) => inView(at(205), place)),
    [false, true, true, false],
  );
});

test('a row is revealed with the least scrolling', () => {
  assert.equal(revealing(at(205), 10), 100);
  assert.equal(revealing(at(205), 25), 205);
  assert.equal(revealing(at(205), 30), 210);
});

test('a row that is pointed at comes into the middle, as far as the list goes', () => {
  assert.equal(centering(at(0), 30), 255);
  assert.equal(centering(at(0), 2), 0);
});

test('what was at the top stays there', () => {
  assert.equal(keeping(at(25), list('abcdef'), list('xyabcdef')), 45);
  assert.equal(keeping(at(25), list('abcdef'), list('bcdef')), 15);
  assert.equal(keeping(at(25), list('abcdef'), list('abdef')), 15, 'the next one, when it is gone');
  assert.equal(keeping(at(25), list('abc'), list('xyz')), 25);
});

test('a list at its top shows what comes in there', () => {
  assert.equal(keeping(at(5), list('ab'), list('xab')), 5);
});

test('keys move by rows and pages, and not beyond the ends', () => {
  const from = (key, place) => moved(key, at(0), place, 50);
  assert.deepEqual([from('ArrowUp', 7), from('ArrowDown', 7)], [6, 8]);
  assert.deepEqual([from('PageUp', 20), from('PageDown', 20)], [11, 29]);
  assert.deepEqual([from('Home', 7), from('End', 7)], [0, 49]);
  assert.deepEqual([from('ArrowUp', 0), from('PageDown', 45)], [0, 49]);
  assert.equal(from('a', 7), null);
  assert.equal(from('constructor', 7), null);
});

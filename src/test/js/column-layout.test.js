import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COLUMNS, everyColumn } from 'app/model/columns.js';
import {
  columnsOf,
  LAYOUT,
  layoutFrom,
  withColumn,
  withMoved,
  withWidth,
} from 'app/model/column-layout.js';
import { readList, writtenList } from 'app/lib/list-param.js';

const EVERY = everyColumn(COLUMNS, ['f1']);
const shown = (keys) => columnsOf({ keys, widths: {} }, COLUMNS, EVERY);
const keysOf = (columns) => columns.map(({ key }) => key);

test('the first columns are shown until some are chosen', () => {
  assert.equal(shown(null), COLUMNS);
  assert.deepEqual(keysOf(shown(['metrics.f1', 'step'])), ['name', 'metrics.f1', 'step']);
  assert.deepEqual(keysOf(shown([])), ['name'], 'the name is always there');
  assert.deepEqual(keysOf(shown(['avg', 'metrics.gone', 'name'])), ['name', 'avg']);
});

test('a column comes last, and goes', () => {
  const more = withColumn(LAYOUT, shown(['step', 'avg']), 'metrics.f1', true);
  assert.deepEqual(more.keys, ['step', 'avg', 'metrics.f1']);
  assert.deepEqual(withColumn(LAYOUT, shown(['step', 'avg']), 'step', false).keys, ['avg']);
});

test('of two columns chosen before the page is drawn again both come', () => {
  const drawn = shown(['step']);
  const one = withColumn(LAYOUT, drawn, 'avg', true);
  assert.deepEqual(withColumn(one, drawn, 'id', true).keys, ['step', 'avg', 'id']);
});

test('a column moves behind the name, and no further than there is room', () => {
  const three = shown(['step', 'avg', 'id']);
  assert.deepEqual(withMoved(LAYOUT, three, 'step', 1).keys, ['avg', 'step', 'id']);
  assert.deepEqual(withMoved(LAYOUT, three, 'id', -5).keys, ['id', 'step', 'avg']);
  assert.deepEqual(withMoved(LAYOUT, three, 'step', 9).keys, ['avg', 'id', 'step']);
  assert.equal(withMoved(LAYOUT, three, 'name', 2), LAYOUT);
  assert.equal(withMoved(LAYOUT, three, 'gone', 0), LAYOUT);
});

test('widths stay within reason, and go back', () => {
  const wide = withWidth(LAYOUT, 'avg', 99.6);
  assert.deepEqual(wide.widths, { avg: 100 });
  assert.equal(withWidth(wide, 'avg', 3).widths.avg, 56);
  assert.equal(withWidth(wide, 'avg', 99_999).widths.avg, 1200);
  assert.deepEqual(withWidth(wide, 'avg', null).widths, {});
  const layout = layoutFrom(new URLSearchParams('widths=avg:1~step:80~x'));
  assert.deepEqual(layout, { keys: null, widths: { avg: 56, step: 80 } });
});

test('lists in an address may hold every character, and each name once', () => {
  const names = ['a~b', '100%', '%7E', 'ü, "x"'];
  assert.deepEqual(readList(writtenList(names)), names);
  assert.deepEqual(readList('a~~b~a'), ['a', 'b']);
  assert.deepEqual(readList(null), []);
});

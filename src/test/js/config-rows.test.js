import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configRows, flattened } from 'app/model/config-rows.js';

test('every key has its path; lists and empty objects are values', () => {
  assert.deepEqual(
    [
      ...flattened({
        optim: { lr: 5e-5, betas: [0.9, 0.95] },
        ttt: null,
        data: {},
        name: 'x',
        n: 0,
      }),
    ],
    [
      ['optim.lr', '5e-5'],
      ['optim.betas', '[0.9,0.95]'],
      ['ttt', 'null'],
      ['data', '{}'],
      ['name', 'x'],
      ['n', '0'],
    ],
  );
  assert.equal(flattened({}).size, 0);
});

test('the keys that people look at come first, the others as they were found', () => {
  const rows = configRows([
    { b: 1, lora: { rank: 64 }, max_steps: 10 },
    { a: 1, ttt: { enable: true } },
  ]);
  assert.deepEqual(
    rows.map(({ path }) => path),
    ['max_steps', 'ttt.enable', 'lora.rank', 'b', 'a'],
  );
  assert.deepEqual(
    rows.map(({ leading }) => leading),
    [true, true, true, false, false],
  );
});

test('a key differs when a value does, or when it is missing somewhere', () => {
  const rows = configRows([
    { same: 1, other: 1, only: null },
    { same: 1, other: '1.0' },
  ]);
  assert.deepEqual(
    rows.map(({ path, differs }) => [path, differs]),
    [
      ['same', false],
      ['other', true],
      ['only', true],
    ],
  );
  assert.deepEqual(rows[2].values, ['null', null]);
});

test('values other than the most common are odd, all of them where none is', () => {
  const odd = (...values) => configRows(values.map((k) => ({ k })))[0].odd;
  assert.deepEqual(odd(1, 2, 1), [false, true, false]);
  assert.deepEqual(odd(1, 2), [true, true]);
  assert.deepEqual(odd(1, 1), [false, false]);
});

test('a number or boolean that is written as text is the same where one is asked for', () => {
  const rows = configRows([
    { ttt: { enable: 'True', base_lr: '1e-2' }, max_steps: '2e3', name: '1e-2' },
    { ttt: { enable: true, base_lr: 0.01 }, max_steps: 2000, name: 0.01 },
  ]);
  assert.deepEqual(
    rows.filter(({ differs }) => differs).map(({ path }) => path),
    ['name'],
  );
});

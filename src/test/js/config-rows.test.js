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

test('values other than that of the first are odd', () => {
  const odd = (...values) => configRows(values.map((k) => ({ k })))[0].odd;
  assert.deepEqual(odd(1, 2, 1), [false, true, false]);
  assert.deepEqual(odd(1, 2, 2), [false, true, true]);
  assert.deepEqual(odd(1, 1), [false, false]);
});

test('a key of a disabled part has no effect, so its value is not odd', () => {
  const rows = configRows([
    { ttt: { enable: true, layers: '30', inner: { rate: 1 } }, enable: false, steps: 1 },
    { ttt: { enable: 'false', layers: '29', inner: { rate: 2 } }, enable: false, steps: 2 },
  ]);
  assert.deepEqual(
    rows.map(({ path, idle, odd }) => [path, idle[1], odd[1]]),
    [
      ['ttt.enable', false, true],
      ['ttt.layers', true, false],
      ['ttt.inner.rate', true, false],
      ['enable', false, false],
      ['steps', false, true],
    ],
  );
  assert.ok(rows.every(({ idle }) => !idle[0]));
});

test('paths, logging and checkpoints stand aside; what is trained, and on what, does not', () => {
  const rows = configRows([
    {
      run_dir: '/x',
      wandb: { run_name: 'x' },
      log_freq: 1,
      moshi_paths: { mimi_path: '/m', hf_repo_id: 'k/m' },
      paper_metrics: { sblimp_max_pairs: 1 },
      data: { train_data: '/d' },
      resume_from: '/r',
      log_freq_other: 1,
      seed: 1,
    },
  ]);
  assert.deepEqual(
    rows.filter(({ aside }) => !aside).map(({ path }) => path),
    ['moshi_paths.hf_repo_id', 'data.train_data', 'resume_from', 'log_freq_other', 'seed'],
  );
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

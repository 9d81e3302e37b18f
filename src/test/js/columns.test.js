import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COLUMNS, columnsWith, everyColumn, numericKeys } from 'app/model/columns.js';
import { cellText } from 'app/model/cell-text.js';
import { usualEnd } from 'app/model/prefix-perplexity.js';
import { isTrainingUnclear, training } from 'app/model/training.js';
import { run } from './runs.js';

test('the columns are those of the board, in order', () => {
  assert.deepEqual(
    COLUMNS.map((column) => column.label),
    [
      'Name',
      'Step',
      'sBLIMP',
      'sWUGGY',
      'tStory',
      'sStory',
      'Long context 1–8k',
      'Long context 1–16k',
      'Long context 1–24k',
      'Long context 1–end',
      'Avg',
      'TTT / LoRA',
    ],
  );
});

test('badges follow what is enabled, and nothing else', () => {
  const badges = (training_config) => training(run('a', { training_config }));
  assert.deepEqual(badges({ ttt: { enable: true }, lora: { enable: true } }), ['TTT', 'LoRA']);
  assert.deepEqual(badges({ ttt: null, lora: { enable: false }, full_finetuning: true }), ['Full']);
  assert.deepEqual(badges({}), []);
});

test('own metrics stand before the badges, as they were defined', () => {
  const columns = columnsWith([
    { key: 'f1', label: 'F1', better: 'higher', format: 'percent', samples: 'f1_n' },
    { key: 'wer', label: 'WER', better: 'lower', format: '.3' },
  ]);
  assert.deepEqual(
    columns.slice(-4).map(({ label }) => label),
    ['Avg', 'F1', 'WER', 'TTT / LoRA'],
  );
  const [f1, wer] = columns.slice(-3);
  const shown = run('a', { metrics: { f1: 0.5, f1_n: 10, wer: 12.5 } });
  assert.deepEqual([f1.kind, f1.order(shown)], ['accuracy', 0.5]);
  assert.deepEqual([wer.kind, wer.digits, wer.order(shown)], ['number', 3, 12.5]);
  assert.equal(f1.order(run('b', { metrics: { f1: 0.5, f1_n: 0 } })), null);
  assert.match(String(wer.note), /Lower is better/);
});

test('every numeric key of the results can be a column, once', () => {
  const metrics = {
    sblimp_accuracy: 0.5,
    zeta: 1,
    alpha: null,
    word: 'x',
    librilight_perplexity_24k: 1,
  };
  const runs = [run('a', { metrics }), run('b', { metrics: { alpha: 2.5, f1: 1 } })];
  const first = columnsWith([{ key: 'f1', label: 'F1', better: 'higher', format: '.2' }]);
  const keys = numericKeys(runs, first);
  assert.deepEqual(keys, ['alpha', 'zeta']);
  const every = everyColumn(first, keys);
  assert.equal(new Set(every.map(({ key }) => key)).size, every.length);
  const order = (key, of) => every.find((column) => column.key === key).order(of);
  assert.deepEqual([order('metrics.alpha', runs[0]), order('metrics.alpha', runs[1])], [null, 2.5]);
  assert.equal(order('metrics.librilight_perplexity_24k', runs[0]), null, 'a perplexity of 1');
  assert.equal(order('notes', runs[0]), null);
  assert.equal(order('path', runs[0]), runs[0].checkpoint_path);
});

test('long context is over all tokens, and single tokens are there to be chosen', () => {
  const every = everyColumn(COLUMNS, []);
  const column = (key) => every.find((one) => one.key === key);
  const prefix_perplexity = { 8000: 744.26, 16000: 1, last: { position: 20000, value: 901.5 } };
  const shown = run('a', {
    prefix_perplexity,
    metrics: { librilight_perplexity_8k: 38682, librilight_perplexity_24k: '12.5' },
  });
  const orders = (...keys) => keys.map((key) => column(key).order(shown));
  assert.deepEqual(orders('context_8k', 'context_16k', 'context_24k', 'context_end'), [
    744.26,
    null,
    null,
    901.5,
  ]);
  assert.equal(cellText(column('context_end'), shown), '901.5');
  assert.equal(column('context_end').title(shown), 'Up to position 20,000');
  assert.equal(column('context_end').order(run('b')), null);
  assert.equal(cellText(column('context_8k'), run('b')), null);
  // Keys stand in addresses that were saved.
  assert.deepEqual(orders('ppl_8k', 'ppl_16k', 'metrics.librilight_perplexity_24k'), [
    38682,
    null,
    12.5,
  ]);
  for (const key of ['ppl_8k', 'ppl_16k', 'metrics.librilight_perplexity_24k']) {
    assert.ok(!COLUMNS.includes(column(key)));
    assert.match(column(key).note, /one single token.*jumps between checkpoints/);
  }
  for (const { note } of COLUMNS.filter(({ kind }) => kind === 'prefix')) {
    assert.match(note, /^Perplexity over all positions up to .*Lower is better\.$/);
  }
});

test('the usual end is that of most runs', () => {
  const ending = (position) => run('a', { prefix_perplexity: { last: { position, value: 2 } } });
  assert.equal(usualEnd([]), null);
  assert.equal(usualEnd([run('a'), ending(8000), ending(41000), ending(8000)]), 8000);
  assert.equal(usualEnd([ending(8000), ending(41000)]), 41000);
});

test('what was trained may be written as text', () => {
  const of = (training_config) => run('a', { training_config });
  assert.deepEqual(training(of({ ttt: { enable: 'true' }, lora: { enable: 'False' } })), ['TTT']);
  assert.deepEqual(training(of({ 'lora.enable': true, full_finetuning: ' TRUE ' })), [
    'LoRA',
    'Full',
  ]);
  assert.deepEqual(training(of({ ttt: { enable: 'yes' } })), []);
});

test('what is neither true nor false leaves open what was trained', () => {
  const unclear = (training_config) => isTrainingUnclear(run('a', { training_config }));
  for (const odd of ['yes', 1, [true], {}]) {
    assert.ok(unclear({ ttt: { enable: odd } }), JSON.stringify(odd));
    assert.ok(unclear({ full_finetuning: odd }), JSON.stringify(odd));
  }
  assert.ok(unclear({ lora: true }) && unclear({ ttt: [] }));
  assert.ok(!unclear({ ttt: null, lora: { enable: null }, full_finetuning: 'false' }));
  assert.ok(!unclear({}));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bareNumber, cellText, copiedText } from 'app/model/cell-text.js';
import { columnsWith, everyColumn } from 'app/model/columns.js';
import { bareRows, copiedHead, copiedRuns, tabSeparated } from 'app/model/copied.js';
import { run } from './runs.js';

const COLUMNS = everyColumn(columnsWith([]), ['count', 'note']);
const shown = (...keys) => keys.map((key) => COLUMNS.find((column) => column.key === key));

test('a copied run is one line of cells, with numbers that are numbers and nothing where it is missing', () => {
  const one = run('a', {
    name: 'two\nlines\tand tabs',
    checkpoint_step: 10000,
    training_config: { ttt: { enable: true }, lora: { enable: true } },
    metrics: {
      sblimp_accuracy: 0.585,
      sblimp_samples: 1000,
      librilight_perplexity_8k: 1318.35,
      count: 20000,
      note: 'as it is, 1,5',
    },
  });
  const columns = shown('name', 'step', 'sblimp', 'swuggy', 'ppl_8k', 'avg', 'training');
  assert.equal(
    tabSeparated(copiedRuns([one], columns)),
    'two lines and tabs\t10000\t58.5\t\t1318.4\t\tTTT LoRA',
  );
  assert.equal(
    tabSeparated([copiedHead(columns)]),
    'Name\tStep\tsBLIMP %\tsWUGGY %\tPPL 8k\tAvg %\tTTT / LoRA',
  );
  const long = run('b', { prefix_perplexity: { 8000: 1294.26 } });
  assert.deepEqual(copiedRuns([long], shown('context_8k', 'context_16k')), [['1294.3', '']]);
  assert.deepEqual(copiedRuns([one], shown('metrics.count', 'metrics.note')), [
    ['20000', 'as it is, 1,5'],
  ]);
  assert.equal(cellText(shown('step')[0], one), '10,000', 'the table groups thousands');
  assert.equal(copiedText(shown('training')[0], run('b')), 'none');
});

test('numbers lose what only people read; other text stays', () => {
  for (const [text, bare] of [
    ['+3.15', '3.15'],
    ['\u22120.4', '-0.4'],
    ['10,000', '10000'],
    ['1.32e+7', '1.32e+7'],
    ['1,5 and more', '1,5 and more'],
    ['CP1,000', 'CP1,000'],
    ['', ''],
  ]) {
    assert.equal(bareNumber(text), bare);
  }
});

test('of a chart, units go into the head and deviations into columns of their own', () => {
  assert.deepEqual(
    bareRows([
      ['Run', 'sBLIMP', 'Avg'],
      ['A 5 %', '+3.15 points', '–'],
      ['B', '\u22121.00 points', '– over 3 of 4 tasks'],
    ]),
    [
      ['Run', 'sBLIMP (points)', 'Avg'],
      ['A 5 %', '3.15', ''],
      ['B', '-1.00', ''],
    ],
  );
  assert.deepEqual(
    bareRows([
      ['Position', 'A', 'B'],
      ['1,000', '382.1 ± 7.0', '1,400.5'],
      ['2,000', '1,382.1', '–'],
    ]),
    [
      ['Position', 'A', 'A ±', 'B'],
      ['1000', '382.1', '7.0', '1400.5'],
      ['2000', '1382.1', '', ''],
    ],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnGroups } from 'app/model/column-groups.js';
import { columnsWith, everyColumn } from 'app/model/columns.js';
import { configColumn } from 'app/model/config-columns.js';
import { configPaths, varyingKeys } from 'app/model/config-values.js';
import { cellText } from 'app/model/cell-text.js';
import { copiedRuns } from 'app/model/copied.js';
import { csvOf, fieldsShown } from 'app/model/csv.js';
import { createSelectors } from 'app/model/selectors.js';
import { sorted } from 'app/model/sort.js';
import { START } from 'app/model/state.js';
import { byId, run } from './runs.js';

const lr = (id, value, more = {}) =>
  run(id, { training_config: { optim: { lr: value }, seed: 42, ...more } });
const RUNS = [
  lr('small', 1e-5),
  lr('text', '1e-4', { ttt: { enable: 'True' } }),
  lr('word', 'cosine', { ttt: { enable: false } }),
  lr('null', null),
  run('none'),
];
const LR = configColumn('optim.lr');
const ids = (runs) => runs.map(({ id }) => id);

test('a key is sorted as numbers, then text, and last where it is missing', () => {
  const by = (direction) => ids(sorted(RUNS, { key: LR.key, direction }, [LR]));
  assert.deepEqual(by('ascending'), ['small', 'text', 'word', 'null', 'none']);
  assert.deepEqual(by('descending'), ['text', 'small', 'word', 'null', 'none']);
  const enable = configColumn('ttt.enable');
  assert.deepEqual(
    ids(sorted(RUNS, { key: enable.key, direction: 'descending' }, [enable])).slice(0, 2),
    ['text', 'word'],
    'true, false',
  );
});

test('a missing value has a reason', () => {
  assert.deepEqual(
    RUNS.map((one) => [cellText(LR, one), LR.title(one)]),
    [
      ['1e-5', '1e-5'],
      ['1e-4', '1e-4'],
      ['cosine', 'cosine'],
      [null, 'optim.lr is null in its training configuration'],
      [null, 'optim.lr is not in its training configuration'],
    ],
  );
});

test('what is copied and saved has the columns of the configuration that are shown', () => {
  assert.deepEqual(copiedRuns(RUNS, [LR]), [['1e-5'], ['1e-4'], ['cosine'], [''], ['']]);
  assert.equal(
    csvOf(RUNS.slice(1, 4), fieldsShown([LR])),
    'optim.lr,ID\r\n0.0001,text\r\ncosine,word\r\n,null\r\n',
  );
});

test('columns are offered in groups: what varies first, losses and what is the same folded', () => {
  const first = columnsWith([]);
  const every = [
    ...everyColumn(first, ['f1', 'librilight_loss_8k', 'glossary']),
    ...configPaths(RUNS).map(configColumn),
  ];
  const groups = columnGroups(
    every.filter((column) => !first.includes(column)),
    varyingKeys(RUNS),
  );
  assert.deepEqual(
    groups.map(({ label, columns, folded }) => [label, columns.map(({ key }) => key), folded]),
    [
      [
        'Results',
        [
          'ppl_8k',
          'ppl_16k',
          'metrics.librilight_perplexity_24k',
          'metrics.f1',
          'metrics.glossary',
        ],
        false,
      ],
      ['Configuration', ['config.optim.lr', 'config.ttt.enable'], false],
      ['Run', ['evaluated', 'path', 'id', 'tags', 'notes'], false],
      ['Losses', ['metrics.librilight_loss_8k'], true],
      ['Configuration that does not vary', ['config.seed'], true],
    ],
  );
});

test('columns stay the same objects while runs come, so that no row is drawn anew', () => {
  const shownOf = createSelectors();
  const state = (runs) => ({
    ...START,
    board: { runs: byId(...runs), metrics: [], evaluating: [], baseline: null },
    layout: { keys: ['config.optim.lr', 'avg', 'config.nothing'], widths: {} },
  });
  const before = shownOf(state(RUNS)).columns;
  assert.deepEqual(
    before.map(({ key }) => key),
    ['name', 'config.optim.lr', 'avg'],
  );
  assert.equal(shownOf(state([...RUNS, lr('new', 3, { other: 1 })])).columns, before);
});

test('keys of the configuration are worked out only while they are asked for', () => {
  const board = { runs: byId(...RUNS), metrics: [], evaluating: [], baseline: null };
  const keysOf = (more) =>
    createSelectors()({ ...START, board, ...more }).every.filter(({ key }) =>
      key.startsWith('config.'),
    ).length;
  assert.equal(keysOf({}), 0);
  assert.equal(keysOf({ sheet: 'columns' }), 3);
  assert.equal(keysOf({ sort: { key: 'config.seed', direction: 'ascending' } }), 3);
});

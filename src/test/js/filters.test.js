import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { chipsOf, facetsOf, filtered, NO_FILTERS, stepsFrom } from 'app/model/filters.js';
import { run } from './runs.js';

const ttt = run('ttt', {
  training_config: { ttt: { enable: true } },
  checkpoint_step: 100,
  tags: ['ttt', 'ttt-layers-31', 'high-lr', 'daily-talk'],
});
const both = run('both', {
  training_config: { ttt: { enable: true }, lora: { enable: true } },
  checkpoint_step: 2000,
  tags: ['ttt', 'ttt-layers-all', 'low-lr', 'librilight', 'mine'],
});
const full = run('full', {
  training_config: { full_finetuning: true, ttt: null },
  checkpoint_step: 500,
  tags: ['full', 'daily-talk', 'mine', 'yours'],
});
const bare = run('bare', { checkpoint_step: 0 });
const RUNS = [ttt, both, full, bare];

const by = (filters) => filtered(RUNS, { ...NO_FILTERS, ...filters }).map(({ id }) => id);

test('without filters the runs are the same list', () => {
  assert.equal(filtered(RUNS, NO_FILTERS), RUNS);
});

test('TTT and LoRA are enabled, not enabled, or either', () => {
  assert.deepEqual(by({ ttt: 'yes' }), ['ttt', 'both']);
  assert.deepEqual(by({ ttt: 'no' }), ['full', 'bare']);
  assert.deepEqual(by({ ttt: 'yes', lora: 'yes' }), ['both']);
  assert.deepEqual(by({ lora: 'no' }), ['ttt', 'full', 'bare']);
});

test('the limits of steps belong to the range, and 0 is one', () => {
  assert.deepEqual(by({ min: 500 }), ['both', 'full']);
  assert.deepEqual(by({ max: 500 }), ['ttt', 'full', 'bare']);
  assert.deepEqual(by({ max: 0 }), ['bare']);
  assert.deepEqual(by({ min: 2, max: 1 }), []);
});

test('one tag of a family is enough, and every family is asked for', () => {
  assert.deepEqual(by({ tags: ['ttt', 'full'] }), ['ttt', 'both', 'full']);
  assert.deepEqual(by({ tags: ['ttt-layers-31', 'ttt-layers-all'] }), ['ttt', 'both']);
  assert.deepEqual(by({ tags: ['ttt', 'full', 'daily-talk'] }), ['ttt', 'full']);
  assert.deepEqual(by({ tags: ['mine', 'yours'] }), ['full'], 'own tags stand for themselves');
  assert.deepEqual(by({ tags: ['unknown'] }), []);
});

test('the counts say what each choice would leave', () => {
  const filters = { ...NO_FILTERS, tags: ['daily-talk'], ttt: /** @type {const} */ ('yes') };
  const { enabled, groups, steps } = facetsOf(RUNS, RUNS, filters);
  assert.deepEqual(enabled.ttt, { yes: 1, no: 1 });
  assert.deepEqual(enabled.lora, { yes: 0, no: 1 });
  assert.deepEqual(steps, [0, 2000]);
  assert.deepEqual(
    groups.map(({ label, options }) => [label, options.map(({ tag, count }) => `${tag} ${count}`)]),
    [
      ['Training type', ['full 0', 'ttt 1']],
      ['Data source', ['daily-talk 1', 'librilight 1']],
      ['TTT layers', ['ttt-layers-31 1', 'ttt-layers-all 0']],
      ['TTT learning rate', ['high-lr 1', 'low-lr 0']],
      ['Other tags', ['mine 0', 'yours 0']],
    ],
  );
});

test('a tag that is asked for is offered though no run has it', () => {
  const { groups, steps } = facetsOf([], [], { ...NO_FILTERS, tags: ['gone'] });
  assert.deepEqual(groups[0].options, [{ tag: 'gone', on: true, count: 0 }]);
  assert.equal(steps, null);
});

test('every filter that is on is a chip that takes it off', () => {
  const filters = {
    ttt: /** @type {const} */ ('no'),
    lora: /** @type {const} */ ('yes'),
    starred: /** @type {const} */ ('yes'),
    note: /** @type {const} */ ('no'),
    min: 0,
    max: 12000,
    tags: ['daily-talk', 'mine'],
    ranges: [],
    where: [],
  };
  const chips = chipsOf(filters);
  assert.deepEqual(
    chips.map(({ text }) => text),
    [
      'TTT not enabled',
      'LoRA enabled',
      'Starred',
      'Has no note',
      'At least 0 steps',
      'At most 12,000 steps',
      'daily-talk',
      'mine',
    ],
  );
  assert.deepEqual(chips[0].without, { ...filters, ttt: null });
  assert.deepEqual(chips[6].without.tags, ['mine']);
  assert.deepEqual(chipsOf(NO_FILTERS), []);
});

test('stars and notes let runs through', () => {
  const runs = [
    run('a'),
    run('b', { starred: true }),
    run('c', { annotation: 'for table 2' }),
    run('d', { starred: true, annotation: 'for table 3' }),
  ];
  /** @param {Partial<import('app/model/filters.js').Filters>} asked */
  const ids = (asked) => filtered(runs, { ...NO_FILTERS, ...asked }).map(({ id }) => id);
  assert.deepEqual(ids({ starred: 'yes' }), ['b', 'd']);
  assert.deepEqual(ids({ starred: 'no' }), ['a', 'c']);
  assert.deepEqual(ids({ note: 'yes' }), ['c', 'd']);
  assert.deepEqual(ids({ note: 'no', starred: 'yes' }), ['b']);
  const { enabled } = facetsOf(runs, runs, { ...NO_FILTERS, note: 'yes' });
  assert.deepEqual(enabled.starred, { yes: 1, no: 1 });
});

test('steps are whole numbers from 0', () => {
  assert.deepEqual(['0', '2000', '', '-1', '1.5', '1e3', 'x', null].map(stepsFrom), [
    0,
    2000,
    ...Array(6).fill(null),
  ]);
});

test('ten thousand runs are filtered, and all choices counted, within 100 ms', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => ({ ...RUNS[i % 4], id: `r${i}` }));
  const filters = {
    ...NO_FILTERS,
    ttt: /** @type {const} */ ('yes'),
    tags: ['daily-talk', 'mine'],
  };
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    filtered(many, filters);
    facetsOf(many, many, filters);
    return performance.now() - start;
  });
  assert.ok(Math.min(...times) < 100, `${times}`);
});

test('the daemon asks for tags in the same way', () => {
  const file = new URL('../resources/wire/query.json', import.meta.url);
  const { runs, filters } = JSON.parse(readFileSync(file, 'utf8'));
  for (const { tags, ids } of filters) {
    assert.deepEqual(
      filtered(runs, { ...NO_FILTERS, tags }).map(({ id }) => id),
      ids,
      String(tags),
    );
  }
});

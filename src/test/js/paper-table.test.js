// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { cleanText } from 'app/model/clean-text.js';
import { columnsWith, COLUMNS } from 'app/model/columns.js';
import { latexText } from 'app/model/latex-text.js';
import { letters, NOTHING, paperTable } from 'app/model/paper-table.js';
import { groupsOf, inGroups, startsOf } from 'app/model/run-groups.js';
import { latexOf, markdownOf } from 'app/model/table-text.js';
import { run } from './runs.js';

const { runs, columns, latex, markdown } = JSON.parse(
  readFileSync(new URL('../resources/wire/table.json', import.meta.url), 'utf8'),
);

const named = columns.map((/** @type {string} */ key) =>
  COLUMNS.find((column) => column.key === key),
);

test('the daemon writes the same tables', () => {
  const table = paperTable(runs, named, runs[0], [], true);
  assert.deepEqual(latexOf(table, []).split('\n'), latex);
  assert.deepEqual(markdownOf(table, []).split('\n'), markdown);
});

test('a rule stands between groups, and below the runs that are pinned', () => {
  const all = ['ttt', 'lora', 'ttt', 'lora'].map((tag, i) => run(`r${i}`, { tags: [tag] }));
  const starts = (/** @type {any} */ by, /** @type {string[]} */ pins) => {
    const set = new Set(pins);
    const groups = groupsOf(all, by, /** @type {any} */ ({ best: () => null }));
    const ordered = inGroups(groups, set, all);
    const found = startsOf(ordered, by, set);
    return ordered.filter((one) => found.has(one)).map(({ id }) => id);
  };
  assert.deepEqual(starts('tag', []), ['r1']);
  assert.deepEqual(starts('tag', ['r3', 'r0']), ['r2', 'r1']);
  assert.deepEqual(starts('none', ['r3']), []);

  const name = named.slice(0, 1);
  const table = paperTable(all, name, null, [], false, new Set([all[2]]));
  assert.match(latexOf(table, []), /midrule\nr0 \\\\\nr1 \\\\\n\\midrule\nr2 /);
  assert.ok(markdownOf(table, []).includes('| r1 |\n|  |\n| r2 |'));
});

test('metrics of the own have their direction', () => {
  const own = [{ key: 'wer', label: 'WER', better: /** @type {const} */ ('lower'), format: '.2' }];
  const two = [run('a', { metrics: { wer: 12.345 } }), run('b', { metrics: { wer: 11 } })];
  const [name, ...others] = columnsWith(own);
  const column = others.filter(({ key }) => key === 'metrics.wer');
  const table = paperTable(two, [name, ...column], null, own, false);
  assert.deepEqual(
    table.rows.map(({ cells }) => [cells[1].text, cells[1].mark]),
    [
      ['12.35', 'second'],
      ['11.00', 'best'],
    ],
  );
  assert.match(latexOf(table, []), /WER \$\\downarrow\$/);
});

test('a value alone is no best', () => {
  const { rows } = paperTable(runs.slice(0, 1), named, null, [], false);
  assert.deepEqual([...new Set(rows[0].cells.map(({ mark }) => mark))], ['']);
});

test('of no rows there is no table', () => {
  const table = paperTable([], named, null, [], false);
  assert.ok(latexOf(table, []).endsWith(`\n% ${NOTHING}\n`));
  assert.ok(markdownOf(table, []).startsWith(NOTHING));
});

test('nothing in a comment ends it', () => {
  const table = paperTable(runs, named, null, [], false);
  const origin = /** @type {const} */ ([['run', { id: 'a--> \n%\u2028 é <!-- \u007f' }]]);
  for (const text of [latexOf(table, origin), markdownOf(table, origin)]) {
    const line = text.split('\n').find((one) => one.includes('run {')) ?? '';
    assert.match(line.replace(/ -->$/, ''), /^(% |<!-- )run \{[ -~]*\}$/);
    assert.equal(line.replace(/ -->$/, '').includes('-->'), false);
  }
});

test('text is one line without what is not seen', () => {
  assert.deepEqual(cleanText(' a\n\n\tb\u2028c '), { text: 'a b c', exact: true });
  assert.deepEqual(cleanText('a\u202Eb\u0000\uD800'), { text: 'ab\uFFFD', exact: false });
  assert.equal(cleanText('x'.repeat(100000)).text, `${'x'.repeat(200)}…`);
  assert.deepEqual(latexText('é漢😀'), { text: 'é??', exact: false });
  assert.equal(latexText('[a]*').text, '{[}a{]}{*}');
});

test('notes have letters', () => {
  assert.deepEqual([0, 25, 26, 701, 702].map(letters), ['a', 'z', 'aa', 'zz', 'aaa']);
});

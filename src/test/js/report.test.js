import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paperMarkup, pictureMarkup, reportOf, sheetMarkup } from 'app/model/report.js';
import { configurationPart, notesPart, problemsPart } from 'app/model/report-parts.js';
import { run } from './runs.js';

const HOSTILE = '"><script>alert(1)</script>&<!--';
const who = (label, more) => ({ label, run: { ...run(label), ...more } });

test('text stays text, in cells, headings, comments and descriptions', () => {
  const page = reportOf({
    title: HOSTILE,
    words: [HOSTILE],
    parts: [
      {
        heading: HOSTILE,
        words: [HOSTILE],
        body:
          sheetMarkup({ head: [HOSTILE], rows: [[HOSTILE, HOSTILE]] }) +
          pictureMarkup('data:,', HOSTILE) +
          paperMarkup({
            columns: [{ label: HOSTILE, numeric: false, direction: 0 }],
            rows: [{ cells: [{ text: HOSTILE, mark: 'best', spread: HOSTILE }], notes: [0] }],
            legend: [HOSTILE],
            notes: [HOSTILE],
          }),
      },
    ],
    origin: [['run', { id: HOSTILE }]],
  });
  assert.ok(!page.includes('<script'));
  assert.equal(page.match(/<!--/g).length, 1, 'the comment of its run');
  assert.equal(page.match(/-->/g).length, 1);
  assert.ok(page.includes('alt="&quot;&gt;&lt;script'));
});

test('a table has its best in bold, what is missing as a dash, and its remarks below', () => {
  const markup = paperMarkup({
    columns: [
      { label: 'Name', numeric: false, direction: 0 },
      { label: 'sBLIMP', numeric: true, direction: 1 },
    ],
    rows: [
      {
        cells: [
          { text: 'a', mark: '', spread: '' },
          { text: '58.5', mark: 'best', spread: '3.1' },
        ],
        notes: [0],
      },
      {
        cells: [
          { text: 'b', mark: '', spread: '' },
          { text: '', mark: '', spread: '' },
        ],
        notes: [],
      },
    ],
    legend: ['Accuracies are in percent.'],
    notes: ['Fewer samples.'],
  });
  assert.match(markup, /<th scope="col" class="number">sBLIMP ↑<\/th>/);
  assert.match(markup, /<td>a <sup>a<\/sup><\/td>/);
  assert.match(markup, /<td class="number"><b>58\.5<\/b> <small>±3\.1<\/small><\/td>/);
  assert.match(markup, /<td class="number">–<\/td>/);
  assert.match(markup, /<sup>a<\/sup> Fewer samples\./);
});

test('only keys that differ are listed, of runs that were trained', () => {
  const part = configurationPart([
    who('base', { training_config: { baseline: true } }),
    who('a', { training_config: { seed: 1, optim: { lr: 1e-4 } } }),
    who('b', { training_config: { seed: 1, optim: { lr: 2e-4 } } }),
  ]);
  assert.deepEqual(part.words, ['1 key of 2 differs.']);
  assert.match(part.body, /optim\.lr/);
  assert.ok(!part.body.includes('seed') && !part.body.includes('base'));
  assert.equal(
    configurationPart([who('a'), who('base', { training_config: { baseline: true } })]).body,
    undefined,
  );
});

test('notes and problems name their runs, and are said to be none', () => {
  assert.match(
    notesPart([who('a', { notes: 'seed 2', tags: ['x', 'y'] })]).body,
    /seed 2[\s\S]*x, y/,
  );
  assert.match(
    notesPart([who('a', { annotation: 'for the paper', starred: true })]).body,
    /★ a[\s\S]*for the paper/,
  );
  assert.equal(notesPart([who('a', { notes: '', tags: [] })]).body, undefined);
  const broken = { path: '/c/paper_metrics_results.json', message: 'It is cut.' };
  assert.match(
    problemsPart([who('a', { broken_file: broken }), who('b')]).body,
    /<th scope="row">a<\/th>[\s\S]*It is cut\. The numbers are those of before\./,
  );
  assert.match(
    problemsPart([who('a', { unavailable_since: '2026-01-01T00:00:00' })]).body,
    /unavailable since/,
  );
  assert.deepEqual(problemsPart([who('b')]).words, ['All files of these runs can be used.']);
});

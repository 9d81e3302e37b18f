import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const CHARTS = new URL('../../../static/js/charts/', import.meta.url);

test('no part of the chart library that makes HTML of texts is used', () => {
  const files = readdirSync(CHARTS).filter((name) => name.endsWith('.js'));
  assert.ok(files.length > 0);
  for (const file of files) {
    const text = readFileSync(new URL(file, CHARTS), 'utf8');
    assert.doesNotMatch(text, /\b(tooltip|toolbox)\s*:|type: 'lines'/, file);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exact, moment, useZone, zone } from 'app/lib/times.js';

test('a time without a zone is in that of the page, and what is no time stays', () => {
  useZone('Asia/Tokyo');
  assert.equal(moment('2026-03-01T09:05:59.123456'), '2026-03-01 09:05');
  assert.equal(moment('yesterday'), 'yesterday');
  assert.equal(exact('yesterday'), 'yesterday');
});

test('an instant is written in the zone of the page, summer and winter', () => {
  useZone('Europe/Berlin');
  assert.equal(moment('2026-01-01T23:30:00Z'), '2026-01-02 00:30');
  assert.equal(moment('2026-07-01T23:30:00.5Z'), '2026-07-02 01:30');
  assert.equal(exact('2026-07-01T09:30:05Z'), '2026-07-01 11:30:05 Europe/Berlin');
  assert.equal(exact('2026-07-01T09:30:05.123456'), '2026-07-01 09:30:05 Europe/Berlin');
});

test('a zone that the browser does not know changes nothing', () => {
  useZone('Europe/Berlin');
  useZone('Mars/Olympus Mons');
  assert.equal(zone(), 'Europe/Berlin');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { age, ago, agoLasts, exact, moment, useZone, zone } from 'app/lib/times.js';

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

test('an age is counted in the zone of the page where the time has none', () => {
  useZone('Asia/Tokyo');
  const now = Date.parse('2026-03-01T00:10:03Z');
  assert.equal(age('2026-03-01T09:10:00', now), 3000);
  assert.equal(age('2026-03-01T00:10:00Z', now), 3000);
  assert.equal(age('2026-03-01T10:00:00', now), 0);
  assert.equal(age('yesterday', now), null);
});

test('an age is written in its largest unit, for as long as that stays true', () => {
  assert.deepEqual(
    [0, 999, 1000, 59_999, 60_000, 3_599_000, 3_600_000, 86_400_000, 400 * 86_400_000].map(ago),
    [
      'just now',
      'just now',
      '1 s ago',
      '59 s ago',
      '1 min ago',
      '59 min ago',
      '1 h ago',
      '1 day ago',
      '400 days ago',
    ],
  );
  assert.equal(agoLasts(59_999), 1000);
  assert.equal(agoLasts(60_000), 30_000);
});

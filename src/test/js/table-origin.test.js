import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedIn, originOf } from 'app/model/table-origin.js';
import { run } from './runs.js';

const NOW = new Date('2026-03-01T10:00:00Z');
const board = { epoch: 'e', revision: 7, generatedAt: null };
const runs = ['a', 'b'].map((id) =>
  run(id, { checkpoint_path: `/c/${id}`, evaluation_timestamp: '2026-02-01T00:00:00' }),
);
const TABLE = `| Name |
<!-- provenance {"program":"paper-metrics","version":"2.0"} -->
<!-- run {"id":"a","results":"/c/a/r.json","evaluated":"2026-02-01T00:00:00","sha256":"00"} -->
<!-- run {"id":"b","results":"/c/b/r.json","evaluated":"2026-02-02T00:00:00","sha256":"11"} -->
`;

test('a table of the daemon names the files of the values shown, and of no others', () => {
  const [[, head], [, a], [, b]] = originOf(
    { board, version: '1.0' },
    runs,
    'UTC',
    NOW,
    namedIn([TABLE]),
  );
  assert.equal(head.version, '2.0');
  assert.equal(head.revision, 7);
  assert.match(String(head.remark), /without sha256/);
  assert.equal(a.sha256, '00');
  assert.deepEqual(b, { id: 'b', checkpoint_path: '/c/b', evaluated: '2026-02-01T00:00:00' });
});

test('where nothing is named, the version is that of the data, and nothing is made up', () => {
  const [[, head]] = originOf({ board, version: '1.0' }, [], 'UTC', NOW, namedIn(['no table']));
  assert.deepEqual(head, {
    program: 'paper-metrics page',
    version: '1.0',
    exported_at: '2026-03-01T10:00:00.000Z',
    epoch: 'e',
    revision: 7,
    time_zone: 'UTC',
  });
  const [[, old]] = originOf(
    { board: { ...board, epoch: null, generatedAt: '2026' }, version: null },
    [],
    'UTC',
    NOW,
  );
  assert.equal('version' in old || 'epoch' in old, false);
  assert.equal(old.generated_at, '2026');
});

test('several tables name the files of their runs together', () => {
  const [a, b] = ['a', 'b'].map((id) =>
    TABLE.split('\n')
      .filter((line) => !line.includes(id === 'a' ? '"id":"b"' : '"id":"a"'))
      .join('\n'),
  );
  const { version, files } = namedIn([a, b]);
  assert.equal(version, '2.0');
  assert.deepEqual([...files.keys()], ['a', 'b']);
  assert.deepEqual(namedIn([]), { version: null, files: new Map() });
});

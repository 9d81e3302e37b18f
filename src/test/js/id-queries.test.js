import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idQueries } from 'app/data/id-queries.js';

const PARAMETERS = { format: 'markdown', fields: 'name' };
const idsIn = (query) => new URLSearchParams(query).getAll('id');
const ids = (count, length = 8) =>
  Array.from({ length: count }, (_, i) => `${i} &`.padEnd(length, 'x'));

test('many runs are asked for in requests that the daemon takes, none twice and none forgotten', () => {
  const asked = ids(200);
  const queries = idQueries(PARAMETERS, asked);
  assert.deepEqual(queries.flatMap(idsIn), asked);
  for (const query of queries) {
    const parameters = [...new URLSearchParams(query)];
    assert.ok(parameters.length <= 64, `${parameters.length} parameters`);
    assert.deepEqual(parameters.slice(0, 2), Object.entries(PARAMETERS));
  }
});

test('addresses stay short where ids are long', () => {
  const asked = ids(50, 500);
  const queries = idQueries(PARAMETERS, asked);
  assert.deepEqual(queries.flatMap(idsIn), asked);
  queries.forEach((query) => assert.ok(query.length <= 6000, `${query.length}`));
  const [long] = ids(1, 9000);
  assert.deepEqual(idQueries(PARAMETERS, [long]).map(idsIn), [[long]]);
});

test('very many are asked for with all others, in one request', () => {
  assert.deepEqual(idQueries(PARAMETERS, ids(5000)), ['format=markdown&fields=name']);
});

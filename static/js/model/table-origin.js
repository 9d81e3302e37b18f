// @ts-check
/**
 * Where a table that the page makes comes from. The page has no results files, so the times of runs stand for their
 * digests; `paper-metrics verify` reads it. Pure.
 */

/**
 * @param {import('app/model/board.js').Board} board
 * @param {readonly import('app/model/board.js').Run[]} runs
 * @param {string} zone of the times of runs
 * @param {Date} now
 * @returns {import('app/model/table-text.js').Origin}
 */
export function originOf({ epoch, revision, generatedAt }, runs, zone, now) {
  const board = generatedAt ? { generated_at: generatedAt } : { epoch, revision };
  return [
    [
      'provenance',
      {
        program: 'paper-metrics page',
        exported_at: now.toISOString(),
        ...board,
        time_zone: zone,
      },
    ],
    ...runs.map(
      ({ id, checkpoint_path, evaluation_timestamp }) =>
        /** @type {const} */ (['run', { id, checkpoint_path, evaluated: evaluation_timestamp }]),
    ),
  ];
}

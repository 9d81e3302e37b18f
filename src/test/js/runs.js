/** Runs made up for tests. */

/** @returns {import('app/model/board.js').Run} */
export function run(id, more = {}) {
  return {
    id,
    name: id,
    checkpoint_path: `/c/${id}/checkpoints/checkpoint_000100/consolidated`,
    checkpoint_step: 100,
    evaluation_timestamp: '2026-03-01T10:00:00',
    training_config: {},
    metrics: {},
    has_progression: false,
    tags: [],
    notes: '',
    ...more,
  };
}

/** @param {import('app/model/board.js').Run[]} runs */
export const byId = (...runs) => new Map(runs.map((r) => [r.id, r]));

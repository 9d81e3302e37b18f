// @ts-check
/** Where exported values come from; `paper-metrics verify` reads it. Pure. */

/**
 * What the daemon says of the results files of runs.
 *
 * @typedef {object} Named
 * @property {string | null} version of the daemon, null when that is not known
 * @property {ReadonlyMap<string, Readonly<{id: string, evaluated: string}>>} files by the ids of their runs
 */

/** @type {Named} */
const NOTHING_NAMED = { version: null, files: new Map() };

/** What is said where the daemon has not named the results files of all runs. */
const UNREAD =
  'Results files were not read for runs without sha256: their times stand for their contents.';

const LINE = /^<!-- (?:provenance|run) (.*) -->$/gm;

/**
 * What tables of the daemon say in their comments.
 *
 * @param {readonly string[]} tables in Markdown
 * @returns {Named}
 */
export function namedIn(tables) {
  const said = tables.map((table) => [...table.matchAll(LINE)].map(([, json]) => JSON.parse(json)));
  return {
    version: said[0]?.[0]?.version ?? null,
    files: new Map(said.flatMap(([, ...files]) => files.map((file) => [file.id, file]))),
  };
}

/**
 * @param {Pick<import('app/model/state.js').State, 'board' | 'version'>} state
 * @param {readonly import('app/model/board.js').Run[]} runs
 * @param {string} zone of the times of runs
 * @param {Date} now
 * @param {Named} [named]
 * @returns {import('app/model/table-text.js').Origin}
 */
export function originOf(state, runs, zone, now, named = NOTHING_NAMED) {
  const lines = runs.map(({ id, checkpoint_path, evaluation_timestamp: evaluated }) => {
    const file = named.files.get(id);
    // A file of another evaluation is not what the values were read from.
    return file?.evaluated === evaluated ? file : { id, checkpoint_path, evaluated };
  });
  const version = named.version ?? state.version;
  const { epoch = null, revision = 0, generatedAt = null } = state.board ?? {};
  const provenance = {
    program: 'paper-metrics page',
    ...(version !== null && { version }),
    exported_at: now.toISOString(),
    ...(epoch !== null && { epoch, revision }),
    ...(generatedAt !== null && { generated_at: generatedAt }),
    time_zone: zone,
    ...(!lines.every((line) => 'sha256' in line) && { remark: UNREAD }),
  };
  return [['provenance', provenance], ...lines.map((line) => /** @type {const} */ (['run', line]))];
}

// @ts-check
/** The rows of the table as they are drawn: what is shown of a run, and of the head of a group. */
import { memoize } from 'app/lib/memoize.js';
import { whyBaseline } from 'app/model/baseline.js';
import { againstText } from 'app/views/apart.js';

/** @typedef {import('app/views/table.js').Shown} Shown */

const why = memoize(whyBaseline);

/**
 * @param {Shown} shown
 * @param {import('app/model/run-groups.js').RunGroup} group
 * @param {number} place
 * @param {boolean} reachable
 * @returns {import('app/views/group-row.js').GroupRow}
 */
export function groupRowOf({ state, nameOf }, group, place, reachable) {
  const { pins, folded } = state;
  return {
    group,
    place,
    reachable,
    folded: folded.has(group.id),
    pinned: pins.size > 0 ? group.runs.filter(({ id }) => pins.has(id)).length : 0,
    bestName: group.best ? nameOf(group.best).short : '',
  };
}

/**
 * @param {Shown} shown
 * @param {import('app/model/board.js').Run} run
 * @param {object} row
 * @param {number | null} row.place null where it is the reference in sight
 * @param {boolean} row.reachable
 * @param {boolean} row.inSight
 * @param {number} row.pointed above 0 where a link of the page led to it last
 * @returns {import('app/views/table-row.js').Row}
 */
export function rowOf(shown, run, { place, reachable, inSight, pointed }) {
  const { state, nameOf, marks, verdicts, delta, comparability } = shown;
  const { board, selected, pins, fresh } = state;
  return {
    run,
    place,
    reachable,
    selected: selected.has(run.id),
    pinned: place !== null && pins.has(run.id),
    baseline: board?.baseline === run.id,
    why: board?.baseline === run.id ? why(board) : null,
    fresh: inSight ? (fresh.get(run.id) ?? 0) : 0,
    named: nameOf(run),
    mark: place === null ? undefined : marks.get(run.id),
    verdicts,
    delta,
    apart: comparability.marked(run).join('\n'),
    against: verdicts || delta ? againstText(comparability.about(run)) : '',
    reference: referenceIn(shown)?.id === run.id,
    pointed,
  };
}

/**
 * The run that others are compared with, where that is shown.
 *
 * @param {Pick<Shown, 'verdicts' | 'delta'>} shown
 */
export function referenceIn({ verdicts, delta }) {
  return verdicts?.reference ?? delta?.reference ?? null;
}

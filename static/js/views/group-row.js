// @ts-check
/** The head of a group of runs in the table: it folds them, and says which is the best. */
import { counted } from 'app/lib/format.js';
import { cellText } from 'app/model/cell-text.js';
import { HEIGHT, sparklineOf, WIDTH } from 'app/model/sparkline.js';
import { html, nothing, svg } from 'lit-html';

/** @typedef {import('app/model/run-groups.js').RunGroup} RunGroup */

/**
 * @typedef {object} GroupRow
 * @property {RunGroup} group
 * @property {number} place among all rows, from 0
 * @property {boolean} reachable whether the tab key stops here
 * @property {boolean} folded
 * @property {number} pinned how many of its runs stand above all groups
 * @property {string} bestName empty where no run is the best
 */

/**
 * @param {GroupRow} row
 * @param {number} span how many columns there are
 */
export function groupCells({ group, reachable, folded, pinned, bestName }, span) {
  const { label, runs, best, ranking } = group;
  const tab = reachable ? 0 : -1;
  const size = counted(runs.length, 'run') + (pinned > 0 ? `, ${pinned} pinned above` : '');
  return html`<th scope="row" class="of-group" colspan=${span + 1}>
    <div class="line">
      <button
        type="button"
        class="fold"
        tabindex=${tab}
        aria-expanded=${folded ? 'false' : 'true'}
        aria-label="${label}, ${size}"
        title=${label}
      >
        <svg viewBox="0 0 10 10" aria-hidden="true"><path d="M3 1.5 6.5 5 3 8.5"></path></svg>
        <bdi>${label}</bdi>
      </button>
      <small class="size">${size}</small>
      ${
        best
          ? html`<span class="winner">
            <small>Best ${ranking.column.label}</small>
            <b>${valueIn(group, best)}</b>
            <button
              type="button"
              class="plain go"
              data-run=${best.id}
              tabindex=${tab}
              aria-label="Best: ${bestName}, show it"
              title="Show ${bestName} in the table"
            >
              <bdi>${bestName}</bdi>
            </button>
          </span>`
          : html`<small class="winner">no ${ranking.column.label}</small>`
      }
      ${sparkline(group)}
    </div>
  </th>`;
}

/** @param {RunGroup} group @param {import('app/model/board.js').Run} run */
function valueIn({ ranking: { column } }, run) {
  return `${cellText(column, run) ?? ''}${column.unit === '%' ? ' %' : ''}`;
}

/** @param {RunGroup} group */
function sparkline(group) {
  const line = sparklineOf(group);
  if (!line) {
    return nothing;
  }
  const [first, last] = line.steps.map((step) => step.toLocaleString('en-US'));
  const said = `Best ${group.ranking.column.label} at each step, from ${first} to ${last}`;
  return html`<svg
    class="spark"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    width=${WIDTH}
    height=${HEIGHT}
    role="img"
    aria-label=${said}
  >
    ${svg`<title>${said}</title><path d=${line.path}></path><circle cx=${line.top[0]} cy=${line.top[1]} r="2.5"></circle>`}
  </svg>`;
}

// @ts-check
/** The filters: above the table where there is room, over the page on a phone. */
import { ANY_TASK, chipsOf, facetsOf, filteredByVerdict, stepsFrom } from 'app/model/filters.js';
import { counted, integer } from 'app/lib/format.js';
import { memoize } from 'app/lib/memoize.js';
import { verdictsOf } from 'app/model/uncertainty.js';
import { createConditionField } from 'app/views/condition-field.js';
import { choice, picker } from 'app/views/controls.js';
import { presets } from 'app/views/preset-menu.js';
import { html, nothing, render } from 'lit-html';

/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/model/filters.js').Facets} Facets */
/** @typedef {import('app/model/filters.js').TagOption} TagOption */
/** @typedef {import('app/app/actions.js').Actions} Actions */

/** Where there is room for the filters above the table. */
const WIDE = '(min-width: 641px)';

/**
 * @param {Actions} actions
 */
export function createFilters(actions) {
  const wide = window.matchMedia(WIDE);
  const element = document.createElement('dialog');
  element.id = 'filters';
  element.className = 'filters';
  element.setAttribute('aria-labelledby', 'filters-title');
  const close = () => actions.open(null);
  element.addEventListener('cancel', close);
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
  });
  wide.addEventListener('change', () => {
    element.close();
    actions.redraw();
  });
  const where = createConditionField(actions);
  const facets = memoize(facetsOf);
  const passed = memoize(judged);

  return Object.freeze({
    element,

    /**
     * @param {State} state
     * @param {import('app/model/selectors.js').Shown} shown
     */
    draw(state, { found, runs, verdicts, every }) {
      const { board, filters, sheet } = state;
      const open = sheet === 'filters' && board !== null && element.isConnected;
      if (!open) {
        if (element.open) {
          element.close();
          document.getElementById('filters-button')?.focus();
        }
        return;
      }
      const passing = passed(found, verdicts.reference, filters.verdict, every);
      const offered = facets(passing, [...board.runs.values()], filters);
      render(content(state, offered, every, runs.length, where(state), actions, close), element);
      if (!element.open && wide.matches) {
        element.show();
      } else if (!element.open) {
        element.showModal();
      }
    },
  });
}

/**
 * Of runs that other filters may leave out, those that a filter on verdicts lets through.
 *
 * @param {readonly import('app/model/board.js').Run[]} runs
 * @param {import('app/model/board.js').Run | null} reference
 * @param {import('app/model/filters.js').VerdictFilter | null} asked
 * @param {readonly import('app/model/columns.js').Column[]} columns
 */
function judged(runs, reference, asked, columns) {
  return asked === null ? runs : filteredByVerdict(verdictsOf(runs, reference), asked, columns);
}

/**
 * @param {State} state
 * @param {Facets} facets
 * @param {readonly import('app/model/columns.js').Column[]} columns
 * @param {number} count of runs shown
 * @param {unknown} where the field for bounds on the configuration
 * @param {Actions} actions
 * @param {() => void} close
 */
function content(state, { enabled, groups, steps }, columns, count, where, actions, close) {
  const { filters } = state;
  return html`<header>
      <h2 id="filters-title">Filters</h2>
      <button type="button" @click=${close}>Close</button>
    </header>
    <div class="groups">
      ${either('TTT', filters.ttt, enabled.ttt, (ttt) => actions.filter({ ttt }))}
      ${either('LoRA', filters.lora, enabled.lora, (lora) => actions.filter({ lora }))}
      ${eitherWhereUsed('Starred', filters.starred, enabled.starred, (starred) => actions.filter({ starred }))}
      ${eitherWhereUsed('Has a note', filters.note, enabled.note, (note) => actions.filter({ note }))}
      <fieldset class="steps">
        <legend>Steps</legend>
        <div>
          ${limit('Least steps', 'from', filters.min, steps?.[0], (min) => actions.filter({ min }))}
          <span aria-hidden="true">–</span>
          ${limit('Most steps', 'to', filters.max, steps?.[1], (max) => actions.filter({ max }))}
        </div>
      </fieldset>
      ${verdict(state, columns, actions)} ${where}
      ${groups.map(({ label, options }) => group(label, options, actions))}
    </div>
    <footer>
      ${presets(state, actions)}
      <button
        type="button"
        class="plain reset"
        aria-disabled=${chipsOf(filters).length === 0 ? 'true' : 'false'}
        @click=${(/** @type {Event} */ event) => {
          actions.resetFilters();
          emptyRefused(/** @type {Element} */ (event.target));
        }}
      >
        Reset filters
      </button>
      <button type="button" class="strong phone-only" @click=${close}>
        Show ${counted(count, 'run')}
      </button>
    </footer>`;
}

/**
 * Which runs are significantly different from the reference, and in what.
 *
 * @param {State} state
 * @param {readonly import('app/model/columns.js').Column[]} columns
 * @param {Actions} actions
 */
function verdict({ filters }, columns, actions) {
  const { kind = null, on = ANY_TASK } = filters.verdict ?? {};
  const measures = columns.filter((column) => ['accuracy', 'average'].includes(column.kind));
  return html`<div class="verdict">
      ${choice(
        'Against the reference',
        [
          ['all', 'All'],
          ['better', 'Better'],
          ['undecided', 'Not decided'],
          ['worse', 'Worse'],
        ],
        kind ?? 'all',
        (value) => actions.filter({ verdict: value === 'all' ? null : { kind: value, on } }),
      )}
      ${picker(
        'in',
        [
          [ANY_TASK, 'a task'],
          ...measures.map(({ key, label }) => /** @type {const} */ ([key, label])),
        ],
        on,
        (value) => actions.filter({ verdict: { kind: kind ?? 'better', on: value } }),
      )}
  </div>`;
}

/**
 * @param {string} label
 * @param {'yes' | 'no' | null} chosen
 * @param {{yes: number, no: number}} counts
 * @param {(value: 'yes' | 'no' | null) => void} choose
 */
function either(label, chosen, { yes, no }, choose) {
  return choice(
    label,
    [
      ['any', 'All'],
      ['yes', html`Yes <small>${integer(yes)}</small>`],
      ['no', html`No <small>${integer(no)}</small>`],
    ],
    chosen ?? 'any',
    (value) => choose(value === 'any' ? null : value),
  );
}

/**
 * The same, offered only where some run has what is asked for.
 *
 * @param {string} label
 * @param {'yes' | 'no' | null} chosen
 * @param {{yes: number, no: number}} counts
 * @param {(value: 'yes' | 'no' | null) => void} choose
 */
function eitherWhereUsed(label, chosen, counts, choose) {
  return counts.yes > 0 || chosen !== null ? either(label, chosen, counts, choose) : nothing;
}

/**
 * @param {string} label
 * @param {string} hint
 * @param {number | null} value
 * @param {number | undefined} bound of the board
 * @param {(value: number | null) => void} set
 */
function limit(label, hint, value, bound, set) {
  const text = value === null ? '' : String(value);
  return html`<input
    type="text"
    inputmode="numeric"
    aria-label=${label}
    placeholder="${hint} ${bound ?? ''}"
    autocomplete="off"
    .value=${text}
    @input=${(/** @type {Event} */ event) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      const steps = stepsFrom(input.value.replace(/[\s,]/g, ''));
      input.setAttribute('aria-invalid', String(steps === null && input.value.trim() !== ''));
      if (steps !== null || input.value.trim() === '') {
        set(steps);
      }
    }}
  />`;
}

/**
 * Empties the fields whose text is no filter, which no filter's end does.
 *
 * @param {Element} within the filters
 */
function emptyRefused(within) {
  const fields = within.closest('dialog')?.querySelectorAll('input[aria-invalid="true"]') ?? [];
  for (const field of fields) {
    const input = /** @type {HTMLInputElement} */ (field);
    input.value = '';
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
}

/**
 * @param {string} label
 * @param {readonly TagOption[]} options
 * @param {Actions} actions
 */
function group(label, options, actions) {
  return html`<fieldset class="tags">
    <legend>${label}</legend>
    <div>
      ${options.map(
        ({ tag, on, count }) =>
          html`<label class=${count === 0 && !on ? 'empty' : ''}>
            <input
              type="checkbox"
              .checked=${on}
              @change=${(/** @type {Event} */ event) =>
                actions.filterTag(tag, /** @type {HTMLInputElement} */ (event.target).checked)}
            /><span title=${tag}><bdi>${shortened(label, tag)}</bdi> <small>${integer(count)}</small></span></label
          >`,
      )}
    </div>
  </fieldset>`;
}

/**
 * A tag without what its group says already.
 *
 * @param {string} label
 * @param {string} tag
 */
function shortened(label, tag) {
  return label === 'TTT layers' ? tag.replace(/^ttt-layers-/, '') : tag;
}

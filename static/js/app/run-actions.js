// @ts-check
/** What the user does to choose runs and columns. */
import { copiedHead, copiedRuns, tabSeparated } from 'app/model/copied.js';
import {
  csvOf,
  everyField,
  fieldsShown,
  PLAIN,
  spreadsheetDialect,
  STANDARD,
} from 'app/model/csv.js';
import { NO_FILTERS } from 'app/model/filters.js';
import { paperTable } from 'app/model/paper-table.js';
import { startsOf } from 'app/model/run-groups.js';
import { latexOf, markdownOf } from 'app/model/table-text.js';
import { withoutPreset, withPreset } from 'app/data/presets.js';
import { choiceOf, choiceText } from 'app/model/view-url.js';

/** After more time, the browser may have forgotten that the user has asked for something to be copied. */
const CLIPBOARD_MS = 4_000;

/** @typedef {import('app/model/state.js').State} State */

/**
 * @typedef {object} ExportChoice
 * @property {boolean} onlySelected leaves out the runs shown that are not selected
 * @property {boolean} spreadsheet whether spreadsheets of the user's language shall read the file
 */

/**
 * @param {object} ports
 * @param {ReturnType<typeof import('app/app/store.js').createStore>} ports.store
 * @param {ReturnType<typeof import('app/data/presets.js').createPresets>} ports.presets
 * @param {() => import('app/model/selectors.js').Shown} ports.shown what the table shows now
 * @param {ReturnType<typeof import('app/app/clipboard.js').createClipboard>} ports.clipboard
 * @param {ReturnType<typeof import('app/data/dismissed.js').createDismissed>} ports.dismissed
 * @param {ReturnType<typeof import('app/app/notifications.js').createNotifications>} ports.notifications
 * @param {ReturnType<typeof import('app/app/saving.js').createSaving>} ports.saving
 * @param {ReturnType<typeof import('app/app/report.js').createReport>} ports.report
 * @param {import('app/app/origins.js').Origins} ports.origins
 * @param {string} ports.language of the user, BCP 47
 */
export function choosing({
  store,
  presets,
  dismissed,
  notifications,
  shown,
  clipboard,
  saving,
  report,
  origins,
  language,
}) {
  /** @param {boolean} onlySelected */
  function taken(onlySelected) {
    const { selected } = store.get();
    return shown().runs.filter(({ id }) => !onlySelected || selected.has(id));
  }

  /** Hands a CSV file, which has no room for comments, to the user. @param {string} csv @param {string} name */
  function saveCsv(csv, name) {
    saving.save(new Blob([csv], { type: 'text/csv' }), `${name}-${origins.words()}.csv`);
  }

  /** @param {(list: State['presets']) => State['presets']} change */
  function changePresets(change) {
    // Another page may have saved some since.
    const list = change(presets.read());
    const lasting = presets.write(list);
    store.update((state) => ({ ...state, presets: list, lasting }));
  }

  return Object.freeze({
    /** @param {Partial<import('app/model/filters.js').Filters>} change */
    filter: (change) =>
      store.update((state) => ({ ...state, filters: { ...state.filters, ...change } })),

    /**
     * @param {string} tag
     * @param {boolean} on whether it is asked for
     */
    filterTag: (tag, on) =>
      store.update(({ filters, ...state }) => {
        const others = filters.tags.filter((other) => other !== tag);
        return { ...state, filters: { ...filters, tags: on ? [...others, tag] : others } };
      }),

    resetFilters: () => store.update((state) => ({ ...state, filters: NO_FILTERS })),

    /** @param {(layout: State['layout']) => State['layout']} change */
    layout: (change) => store.update((state) => ({ ...state, layout: change(state.layout) })),

    /** @param {State['sheet']} sheet */
    open: (sheet) => store.update((state) => ({ ...state, sheet })),

    /** @param {string} name of the search and filters that are on */
    savePreset: (name) =>
      changePresets((list) => withPreset(list, { name, view: choiceText(store.get()) })),

    /** @param {string} name */
    deletePreset: (name) => changePresets((list) => withoutPreset(list, name)),

    /** @param {import('app/data/presets.js').Preset} preset */
    applyPreset({ view }) {
      const choice = choiceOf(view);
      store.update((state) => ({
        ...state,
        ...choice,
        folded: choice.group === state.group ? state.folded : new Set(),
      }));
    },

    /** Takes up what this page or another has stored. */
    readStorage: () =>
      store.update((state) => ({
        ...state,
        presets: presets.read(),
        dismissed: dismissed.read(),
        notifying: notifications.read(),
      })),

    /** @param {string} ending of an evaluation */
    dismiss: (ending) => store.update((state) => ({ ...state, dismissed: dismissed.add(ending) })),

    toggleNotifications: notifications.toggle,

    /**
     * Hands the runs shown to the user as a file.
     *
     * @param {'standard' | 'shown' | 'all'} fields
     * @param {ExportChoice} choice
     */
    exportCsv(fields, { onlySelected, spreadsheet }) {
      const runs = taken(onlySelected);
      const chosen = {
        standard: () => STANDARD,
        shown: () => fieldsShown(shown().columns, shown().delta),
        all: () => everyField(runs, store.get().board?.metrics ?? []),
      }[fields]();
      const dialect = spreadsheet ? spreadsheetDialect(language) : PLAIN;
      saveCsv(csvOf(runs, chosen, dialect), 'paper-metrics');
    },

    saveCsv,

    /**
     * Hands a file to the user.
     *
     * @param {Blob} blob
     * @param {string} name
     */
    save: saving.save,

    /** Hands a report of the selected runs to the user. */
    async saveReport() {
      saving.save(await report.make(), 'paper-metrics-report.html');
    },

    /** Lets the user print a picture, or save it as a PDF file. */
    print: saving.print,

    /** Takes note that the user has read that a file may not have arrived. */
    dismissHeldBack: () => store.update((state) => ({ ...state, heldBack: false })),

    /**
     * Copies the runs shown, as the table writes them.
     *
     * @param {Pick<ExportChoice, 'onlySelected'>} choice
     */
    copyRuns({ onlySelected }) {
      const { columns, delta } = shown();
      const rows = copiedRuns(taken(onlySelected), columns, delta);
      return clipboard.write(tabSeparated([copiedHead(columns, delta), ...rows]));
    },

    /**
     * Copies the runs shown as a table for a paper, in the columns shown.
     *
     * @param {'latex' | 'markdown'} format
     * @param {Pick<ExportChoice, 'onlySelected'>} choice
     */
    async copyTable(format, { onlySelected }) {
      const { board, group, pins } = store.get();
      const { columns, verdicts } = shown();
      const runs = taken(onlySelected);
      const table = paperTable(
        runs,
        columns,
        verdicts.reference,
        board?.metrics ?? [],
        true,
        startsOf(runs, group, pins),
      );
      const origin = await origins.of(runs, CLIPBOARD_MS);
      return clipboard.write((format === 'latex' ? latexOf : markdownOf)(table, origin));
    },

    /** Where the values shown come from and when they are exported, in JSON. */
    source: origins.json,

    /** Copies text. */
    copy: clipboard.write,
  });
}

// @ts-check
/** What the user does, and how the state follows. */
import { choosing } from 'app/app/run-actions.js';
import { NO_FILTERS } from 'app/model/filters.js';
import { bestOfEach, groupIdOf, groupsOf, withFolded } from 'app/model/run-groups.js';
import { referenceIn } from 'app/model/baseline.js';
import { besideTable, changedModes, isUncertaintyShown } from 'app/model/chart-options.js';
import { BY_STEP, withAllSeen, withSeen, withSelection } from 'app/model/state.js';
import { withSearchAs } from 'app/model/search.js';
import { NONE, onlyRuns, withRuns } from 'app/model/selection.js';
import { toggledPins } from 'app/model/pins.js';
import { toggled } from 'app/model/sort.js';
import { noting } from 'app/app/note-actions.js';
import { following } from 'app/app/theme.js';

/** @typedef {import('app/model/state.js').State} State */

/**
 * @param {object} ports
 * @param {import('app/app/store.js').Store} ports.store
 * @param {ReturnType<typeof import('app/data/presets.js').createPresets>} ports.presets
 * @param {ReturnType<typeof import('app/app/theme.js').createTheme>} ports.theme
 * @param {() => import('app/model/selectors.js').Shown} ports.shown what the table shows now
 * @param {ReturnType<typeof import('app/app/clipboard.js').createClipboard>} ports.clipboard
 * @param {ReturnType<typeof import('app/data/dismissed.js').createDismissed>} ports.dismissed
 * @param {ReturnType<typeof import('app/app/notifications.js').createNotifications>} ports.notifications
 * @param {ReturnType<typeof import('app/app/saving.js').createSaving>} ports.saving
 * @param {ReturnType<typeof import('app/app/report.js').createReport>} ports.report
 * @param {import('app/app/origins.js').Origins} ports.origins
 * @param {import('app/data/api.js').Api['changeNote']} ports.changeNote
 * @param {string} ports.language of the user, BCP 47
 * @param {(id: string) => void} ports.reveal shows a run in the table
 * @param {() => void} ports.skipToRuns leads the keyboard to the first row of the table
 * @param {() => void} ports.readProblems
 * @param {() => void} ports.retryCurves
 * @param {() => void} ports.retry connects again
 */
export function createActions(ports) {
  const { store, theme, shown } = ports;
  /** @param {Partial<State>} change */
  const set = (change) => store.update((state) => ({ ...state, ...change }));

  return Object.freeze({
    ...choosing(ports),
    ...noting(ports),

    skipToRuns: ports.skipToRuns,

    /** @param {import('app/model/columns.js').Column} column */
    sort: (column) => set({ sort: toggled(store.get().sort, column) }),

    /** Sorts as at the start. */
    resetSort: () => set({ sort: BY_STEP }),

    /** @param {string} query */
    search: (query) => set({ query }),

    /** @param {boolean} regex whether the query is a regular expression */
    searchAs: (regex) => store.update((state) => withSearchAs(state, regex)),

    /**
     * @param {Iterable<string>} ids
     * @param {boolean} on
     */
    select: (ids, on) => store.update((state) => withSelection(state, ids, on)),

    /** @param {string} id of the run to select, or to deselect where it is */
    toggleSelected: (id) =>
      store.update((state) => withSelection(state, [id], !state.selected.has(id))),

    /** @param {string} id of the run to pin, or to unpin where it is */
    pin: (id) =>
      store.update((state) =>
        state.board ? { ...state, pins: toggledPins(state.pins, id, state.board.runs) } : state,
      ),

    /** Selects the best run of each group, where there are none of each training type, and no other. */
    selectBestOfEach() {
      const { runs, groups, ranking, verdicts } = shown();
      const ids = bestOfEach(groups ?? groupsOf(runs, 'training', ranking), verdicts.reference);
      store.update((state) => ({
        ...state,
        selected: withRuns(
          onlyRuns(state.selected, (id) => ids.includes(id)),
          ids,
        ),
        modes: state.modes.panel === 'closed' ? { ...state.modes, panel: 'open' } : state.modes,
      }));
    },

    clearSelection: () => set({ selected: NONE }),

    /** @param {string} id */
    seen: (id) => store.update((state) => withSeen(state, id)),

    /** @param {string} cursor id of a row */
    moveTo: (cursor) =>
      store.update((state) =>
        state.cursor === cursor
          ? state
          : {
              ...state,
              cursor,
              details:
                state.details === null || !state.board?.runs.has(cursor) ? state.details : cursor,
            },
      ),

    /** @param {State['group']} group what the rows are grouped by */
    groupBy: (group) => set({ group, folded: new Set() }),

    /** @param {string} id of a group @param {boolean} on whether its runs are hidden */
    fold: (id, on) =>
      store.update((state) => ({ ...state, folded: withFolded(state.folded, id, on) })),

    /** @param {boolean} on whether all groups are folded, or open */
    foldAll: (on) => set({ folded: new Set(on ? shown().groups?.map(({ id }) => id) : []) }),

    /** @param {string} details id of the run to show whole; the same again closes it */
    showDetails: (details) =>
      store.update((state) => ({ ...state, details: state.details === details ? null : details })),

    closeDetails: () => set({ details: null }),

    openProblems() {
      set({ problemsOpen: true, problems: null, leftOut: null });
      ports.readProblems();
    },

    closeProblems: () => set({ problemsOpen: false }),

    /** @param {State['place']} place */
    goToPlace: (place) => set({ place }),

    /** @param {string} metric key of the column that trends are shown in */
    metric: (metric) => set({ metric }),

    /** @param {Partial<State['explore']>} change */
    explore: (change) => set({ explore: { ...store.get().explore, ...change } }),

    /** @param {Partial<import('app/model/chart-options.js').Modes>} change */
    modes(change) {
      const { modes, place } = store.get();
      set({ modes: place === 'runs' ? changedModes(modes, change) : { ...modes, ...change } });
    },

    /** @param {string | null} base id of the run to take for the baseline, null for the usual one */
    baseline: (base) => set({ modes: { ...store.get().modes, base } }),

    /** @param {string} id of the run to compare all others with; that of now gives way to the baseline */
    reference(id) {
      const { board, modes } = store.get();
      const now = referenceIn(board, modes)?.id;
      const usual = referenceIn(board, { ...modes, reference: null })?.id;
      set({ modes: { ...modes, reference: id === now || id === usual ? null : id } });
    },

    /** Shows or hides how sure the numbers are. */
    toggleUncertainty() {
      const { board, modes } = store.get();
      const shown = isUncertaintyShown(modes, referenceIn(board, modes));
      set({ modes: { ...modes, uncertainty: shown ? 'hidden' : 'shown' } });
    },

    /** Shows metrics as they are, or as differences from the reference, where there is one. */
    toggleValues() {
      const { board, modes } = store.get();
      if (referenceIn(board, modes)) {
        const values = modes.values === 'absolute' ? 'points' : 'absolute';
        set({ modes: { ...modes, values } });
      }
    },

    retryCurves: ports.retryCurves,

    /**
     * Shows a run in the table, and puts the focus there.
     *
     * @param {string} id
     */
    goTo(id) {
      // A search or a filter that leaves the run out would hide it.
      const there = shown().runs.some((run) => run.id === id);
      const { board, group, folded } = store.get();
      const run = board?.runs.get(id);
      set({
        folded: run ? withFolded(folded, groupIdOf(run, group), false) : folded,
        ...(there ? {} : { query: '', filters: NO_FILTERS }),
        place: 'runs',
        modes: besideTable(store.get().modes),
      });
      ports.reveal(id);
    },

    openNews: () => set({ sheet: 'news' }),

    openHelp: () => set({ sheet: 'help' }),

    /** @param {State['sheet']} sheet nothing happens when another is open by now */
    closeSheet: (sheet) =>
      store.update((state) => (state.sheet === sheet ? { ...state, sheet: null } : state)),

    /** Says that every change has been seen. */
    allSeen: () => store.update(withAllSeen),

    nextTheme() {
      theme.set(following(theme.get()));
      set({});
    },

    redraw: () => set({}),

    retry: ports.retry,
  });
}

/** @typedef {ReturnType<typeof createActions>} Actions */

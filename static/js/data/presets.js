// @ts-check
/** Searches and filters that were saved under a name, in the storage of this origin. */

/**
 * @typedef {object} Preset
 * @property {string} name
 * @property {string} view its search and filters as they stand in an address
 */

const STORAGE_KEY = 'paper-metrics-presets';

/** No name is longer. */
export const NAME_LENGTH = 60;

/**
 * The presets with another one, in the order of their names. It replaces the one of the same name;
 * a name of spaces saves nothing.
 *
 * @param {readonly Preset[]} presets
 * @param {Preset} preset
 * @returns {readonly Preset[]}
 */
export function withPreset(presets, preset) {
  const name = preset.name.trim().slice(0, NAME_LENGTH);
  return name === ''
    ? presets
    : [...withoutPreset(presets, name), { ...preset, name }].sort((a, b) =>
        a.name.localeCompare(b.name, 'en', { numeric: true }),
      );
}

/**
 * @param {readonly Preset[]} presets
 * @param {string} name
 * @returns {readonly Preset[]}
 */
export function withoutPreset(presets, name) {
  return presets.filter((preset) => preset.name !== name);
}

/**
 * Keeps presets where the browser lets it, else as long as the page is open.
 *
 * @param {() => Storage} storageOf throws where nothing may be stored
 */
export function createPresets(storageOf) {
  /** @type {readonly Preset[]} */
  let memory = [];

  return Object.freeze({
    /** @returns {readonly Preset[]} none at first; what is stored but makes no sense is passed over */
    read() {
      try {
        memory = sensible(JSON.parse(storageOf().getItem(STORAGE_KEY) ?? '[]'));
      } catch {
        // What this page has saved is still known.
      }
      return memory;
    },

    /**
     * @param {readonly Preset[]} presets
     * @returns {boolean} whether they are still there when the page is opened again
     */
    write(presets) {
      memory = presets;
      try {
        storageOf().setItem(STORAGE_KEY, JSON.stringify(presets));
        return true;
      } catch {
        return false;
      }
    },
  });
}

/**
 * @param {unknown} stored
 * @returns {readonly Preset[]}
 */
function sensible(stored) {
  const list = Array.isArray(stored) ? stored : [];
  return list.filter(
    (preset) => typeof preset?.name === 'string' && typeof preset.view === 'string',
  );
}

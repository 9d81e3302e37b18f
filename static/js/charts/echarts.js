// @ts-check
/** The chart library. It is large, so it is fetched when the first chart is drawn. */

/** @typedef {any} Engine what the module `echarts` exports */
/** @typedef {(engine: Engine | null) => void} Listener null when it cannot be had */

/** @type {Engine | null | undefined} undefined until it has arrived, or failed to */
let engine;
/** @type {Promise<void> | undefined} */
let arrival;

/**
 * Calls back with the library: at once when it is there, else when it arrives.
 *
 * @param {Listener} listener
 */
export function whenReady(listener) {
  if (engine !== undefined) {
    listener(engine);
    return;
  }
  arrival ??= load();
  arrival.then(() => listener(engine));
}

async function load() {
  try {
    // @ts-expect-error The package has no types for this module; what is used of it is an Engine.
    engine = await import('echarts');
  } catch {
    // A browser does not fetch a module again that it could not have.
    engine = null;
  }
}

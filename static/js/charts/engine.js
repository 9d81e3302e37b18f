// @ts-check
/**
 * The chart library, once it has arrived. It is large, so the page is drawn before, and charts are
 * drawn as soon as it is there.
 */

/** @typedef {any} Engine what the module `echarts` exports */

/** @type {Engine | null} */
let engine = null;
/** @type {((engine: Engine) => void)[]} */
const waiting = [];

/**
 * The library has arrived.
 *
 * @param {Engine} arrived
 */
export function provide(arrived) {
  engine = arrived;
  waiting.splice(0).forEach((listener) => listener(arrived));
}

/**
 * Calls back with the library: at once when it is there, else when it arrives.
 *
 * @param {(engine: Engine) => void} listener
 */
export function whenReady(listener) {
  if (engine) {
    listener(engine);
  } else {
    waiting.push(listener);
  }
}

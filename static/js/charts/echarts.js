// @ts-check
/**
 * The chart library. It is large, so it is fetched when the first chart is drawn, by a script element:
 * that works from a server and from the single file alike.
 */
import { trusted } from 'app/lib/trusted-types.js';

/** @typedef {any} Engine what the module `echarts` exports */

const MODULE = 'app/charts/load.js';

/** @typedef {(engine: Engine | null) => void} Listener null when it cannot be had */

/** @type {Engine | null} */
let engine = null;
/** @type {'unasked' | 'asked' | 'failed'} */
let phase = 'unasked';
/** @type {Listener[]} */
const waiting = [];

/**
 * The library has arrived.
 *
 * @param {Engine} arrived
 */
export function provide(arrived) {
  engine = arrived;
  waiting.splice(0).forEach((listener) => listener(engine));
}

/**
 * Calls back with the library: at once when it is there, else when it arrives.
 *
 * @param {Listener} listener
 */
export function whenReady(listener) {
  if (engine || phase === 'failed') {
    listener(engine);
    return;
  }
  waiting.push(listener);
  if (phase === 'unasked') {
    phase = 'asked';
    ask();
  }
}

function ask() {
  const script = document.createElement('script');
  script.type = 'module';
  script.src = trusted(import.meta.resolve(MODULE), window);
  script.onerror = () => {
    // A browser does not fetch a module again that it could not have.
    phase = 'failed';
    waiting.splice(0).forEach((listener) => listener(null));
  };
  document.head.append(script);
}

// @ts-check
/** Where the data comes from. Knows every URL, and the token that the daemon asks for. */

/** @typedef {import('app/model/board.js').RunsAnswer} RunsAnswer */
/** @typedef {import('app/model/state.js').LeftOut} LeftOut */
/** @typedef {import('app/model/state.js').Problem} Problem */

/**
 * Why something could not be had.
 *
 * - `refused`: the daemon wants a token, or, where the message says so, another one
 * - `forbidden`: the daemon does not serve this address; the message says why
 * - `absent`: there is nothing under this address
 * - `locked`: the page was opened as a file, and so may not read the one beside it
 * - `broken`: an answer came that makes no sense
 * - `down`: no answer, or the daemon reports an error of its own
 *
 * @typedef {'refused' | 'forbidden' | 'absent' | 'locked' | 'broken' | 'down'} FailureKind
 */

/** Something could not be had; the message is for people. */
export class Failure extends Error {
  /**
   * @param {FailureKind} kind
   * @param {string} message
   */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

const TOKEN_KEY = 'paper-metrics-token';
const DATA_FILE = 'dashboard_data.json';
const TIMEOUT_MS = 60_000;
const CHECK_TIMEOUT_MS = 10_000;

/**
 * @param {Window & typeof globalThis} window
 */
export function createApi(window) {
  const { document } = window;
  let token = stored();

  /** @returns {string | null} */
  function stored() {
    try {
      return window.localStorage.getItem(TOKEN_KEY);
    } catch {
      return null;
    }
  }

  /** @param {string} value */
  function keep(value) {
    token = value;
    try {
      window.localStorage.setItem(TOKEN_KEY, value);
    } catch {
      // Where nothing may be stored, the token lasts as long as the page.
    }
  }

  /** @param {string} path */
  const url = (path) => new URL(path, document.baseURI);

  /**
   * @param {string} path
   * @param {number} timeout milliseconds
   */
  async function answerOf(path, timeout) {
    /** @type {Response} */
    let answer;
    try {
      answer = await window.fetch(url(path), {
        headers: token ? { Authorization: `Bearer ${token}` } : {},
        cache: 'no-cache',
        signal: AbortSignal.timeout(timeout),
      });
    } catch {
      throw new Failure('down', `${window.location.host || path} does not answer.`);
    }
    if (answer.ok) {
      return answer;
    }
    switch (answer.status) {
      case 401:
        throw new Failure('refused', token ? 'This page has a token, but not the right one.' : '');
      case 403:
      case 421:
        throw new Failure('forbidden', await detailOf(answer));
      case 404:
        throw new Failure('absent', `There is no ${path} here.`);
      default:
        throw new Failure('down', `${window.location.host} answers with status ${answer.status}.`);
    }
  }

  /** @param {Response} answer */
  async function detailOf(answer) {
    try {
      return String((await answer.json()).detail ?? '');
    } catch {
      return '';
    }
  }

  /**
   * @param {string} path
   * @returns {Promise<any>}
   */
  async function json(path) {
    const answer = await answerOf(path, TIMEOUT_MS);
    try {
      return await answer.json();
    } catch {
      throw new Failure('broken', `${path} is not complete JSON.`);
    }
  }

  return Object.freeze({
    /**
     * Where this page has its data from: a `daemon`, a data `file` beside it, or `embedded` in it.
     */
    source: /** @type {'daemon' | 'file' | 'embedded'} */ (
      document.documentElement.dataset.source ?? 'daemon'
    ),

    /**
     * Moves a token from the address into the storage of this origin.
     *
     * @returns {boolean} whether there was one
     */
    takeToken() {
      const { pathname, search, hash } = window.location;
      const values = new URLSearchParams(hash.slice(1));
      const given = values.get('token');
      if (given === null) {
        return false;
      }
      // Only what may stand in a header and in the name of a subprotocol can be a token.
      if (/^[\w.~+-]+$/.test(given)) {
        keep(given);
      }
      values.delete('token');
      const rest = values.toString();
      window.history.replaceState(null, '', pathname + search + (rest && `#${rest}`));
      return true;
    },

    /** @returns {Promise<RunsAnswer>} */
    async runs() {
      const answer = await json('api/v1/runs');
      if (!Array.isArray(answer?.runs)) {
        throw new Failure(
          'broken',
          'The daemon answers something else than runs: it may be of another version than this page. Reload the page.',
        );
      }
      return answer;
    },

    /**
     * One run, whole, with its curves.
     *
     * @param {string} id
     */
    run: (id) => json(`api/v1/runs/${encodeURIComponent(id)}`),

    /** @returns {Promise<readonly Problem[]>} */
    problems: () => json('api/v1/problems'),

    /** @returns {Promise<LeftOut>} */
    leftOut: () => json('api/v1/left-out'),

    /** @returns {Promise<{version: string, roots: {path: string}[]}>} */
    status: () => json('api/v1/status'),

    /** Answers when the daemon is there and lets us in, and fails otherwise. */
    async check() {
      await answerOf('api/v1/status', CHECK_TIMEOUT_MS);
    },

    /** The data file beside the page. */
    async dataFile() {
      if (window.location.protocol === 'file:') {
        throw new Failure('locked', 'A page that is opened as a file cannot read its data.');
      }
      return json(DATA_FILE);
    },

    /** The data that the page itself carries. */
    async embedded() {
      const { data } = /** @type {any} */ (window).paperMetrics;
      try {
        return JSON.parse(await data());
      } catch {
        throw new Failure('broken', 'The data in this file is damaged.');
      }
    },

    /**
     * The live connection, from a revision on.
     *
     * @param {{epoch: string, revision: number}} position
     */
    socket({ epoch, revision }) {
      const address = url('api/v1/live');
      address.protocol = address.protocol.replace('http', 'ws');
      address.search = new URLSearchParams({ epoch, revision: String(revision) }).toString();
      const protocols = ['paper-metrics.v1'];
      if (token) {
        protocols.push(`bearer.${token}`);
      }
      return new window.WebSocket(address, protocols);
    },
  });
}

/** @typedef {ReturnType<typeof createApi>} Api */

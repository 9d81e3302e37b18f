// @ts-check
/** Where the data comes from. Knows every URL, and which requests carry the token. */
import { idQueries } from 'app/data/id-queries.js';
import { Failure } from 'app/data/failure.js';
import { createRequests, detailOf, isOurs, TIMEOUT_MS } from 'app/data/requests.js';
import { removeServiceWorkers } from 'app/data/service-workers.js';
import { createTokenGuard } from 'app/data/token-guard.js';

/** @typedef {import('app/model/board.js').RunsAnswer} RunsAnswer */
/** @typedef {import('app/model/state.js').LeftOut} LeftOut */
/** @typedef {import('app/model/state.js').Problem} Problem */

const DATA_FILE = 'dashboard_data.json';
/** Asks for each training config once; who does not know that answers with one in each run. */
const APART = Object.freeze({ Accept: 'application/json; configs=apart' });

const OTHER_VERSION =
  'The daemon answers something else than runs: it may be of another version than this page. Reload the page.';

const CHECK_TIMEOUT_MS = 10_000;

/**
 * @param {Window & typeof globalThis} window
 */
export function createApi(window) {
  const { document } = window;
  /** @param {string} path */
  const url = (path) => new URL(path, document.baseURI);

  /** @type {{data?: () => Promise<string>} | undefined} what the loader of a single file leaves */
  const single = /** @type {any} */ (window).paperMetrics;
  /** @type {'daemon' | 'file' | 'embedded'} */
  const source = !single ? 'daemon' : single.data ? 'embedded' : 'file';
  const directory = source === 'daemon' ? url('.') : null;
  const clean = directory && removeServiceWorkers(window, directory.href);
  const { answerOf, json, requestOf } = createRequests(window, url, () => guard.lost());
  const guard = createTokenGuard(window, directory?.host ?? '', (nonce) =>
    json(`api/v1/challenge?nonce=${nonce}`, null, CHECK_TIMEOUT_MS),
  );

  async function token() {
    await clean;
    return guard.token();
  }

  /** @param {string} path */
  const ask = async (path) => json(path, await token());

  /**
   * Changes the note on a run, if the note is still the one that the change was made to.
   *
   * @param {string} id
   * @param {{text?: string, starred?: boolean}} change
   * @param {string | null} [seen] the text that was changed; null to change whatever is there
   * @returns {Promise<string | null>} the text that others have written meanwhile; null when the change is made
   */
  async function changeNote(id, change, seen = null) {
    const path = `api/v1/notes/${encodeURIComponent(id)}`;
    const bearer = await token();
    /** @type {Record<string, string>} */
    let condition = {};
    if (seen !== null) {
      const now = await answerOf(path, TIMEOUT_MS, bearer);
      const theirs = String((await now.json()).text);
      if (theirs !== seen) {
        return theirs;
      }
      condition = { 'If-Match': now.headers.get('ETag') ?? '' };
    }
    const answer = await requestOf(path, TIMEOUT_MS, bearer, condition, {
      method: 'PUT',
      body: JSON.stringify(change),
    });
    if (answer.status === 412 && seen !== null) {
      return changeNote(id, change, seen);
    }
    if (!answer.ok) {
      const detail = isOurs(answer) ? await detailOf(answer) : '';
      throw new Failure('down', detail || `The daemon answers with status ${answer.status}.`);
    }
    return null;
  }

  return Object.freeze({
    /**
     * Where this page has its data from: a `daemon`, a data `file` beside it, or `embedded` in it.
     */
    source,

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
        guard.take(given);
      }
      values.delete('token');
      const rest = values.toString();
      window.history.replaceState(null, '', pathname + search + (rest && `#${rest}`));
      return true;
    },

    /** @returns {Promise<RunsAnswer>} */
    async runs() {
      const answer = await json('api/v1/runs', await token(), TIMEOUT_MS, APART);
      if (!Array.isArray(answer?.runs)) {
        throw new Failure('broken', OTHER_VERSION);
      }
      return answer;
    },

    /**
     * One run, whole, with its curves.
     *
     * @param {string} id
     */
    run: (id) => ask(`api/v1/runs/${encodeURIComponent(id)}`),

    changeNote,

    /**
     * Tables of runs that name their results files, as many as come in time.
     *
     * @param {readonly string[]} ids
     * @param {number} patience in milliseconds
     */
    async provenance(ids, patience) {
      const until = performance.now() + patience;
      /** @type {string[]} */
      const tables = [];
      for (const query of idQueries({ format: 'markdown', fields: 'name' }, ids)) {
        const left = until - performance.now();
        if (left <= 0) {
          break;
        }
        try {
          const answer = await answerOf(`api/v1/runs?${query}`, left, await token());
          tables.push(await answer.text());
        } catch {
          break;
        }
      }
      return tables;
    },

    /**
     * What the daemon says of the files and logs of a run.
     *
     * @param {string} id
     * @returns {Promise<Pick<import('app/model/state.js').Explained, 'steps' | 'evaluations'>>}
     */
    async explanation(id) {
      const { path } = await ask(`api/v1/status?path=${encodeURIComponent(id)}`);
      return { steps: path?.steps ?? [], evaluations: path?.evaluations ?? [] };
    },

    /** @returns {Promise<readonly any[]>} evaluations under way, with their curves */
    evaluations: () => ask('api/v1/evaluations'),

    /** @returns {Promise<readonly Problem[]>} */
    problems: () => ask('api/v1/problems'),

    /** @returns {Promise<LeftOut>} */
    leftOut: () => ask('api/v1/left-out'),

    /** @returns {Promise<{version: string, reading?: import('app/model/state.js').Reading}>} */
    status: () => ask('api/v1/status'),

    /**
     * What has come after a revision; fails when the daemon is not there or does not let us in.
     *
     * @param {import('app/data/live.js').Position} position
     * @returns {Promise<import('app/data/live.js').Changes>}
     */
    async changes({ epoch, revision }) {
      const since = encodeURIComponent(`${epoch}:${revision}`);
      const answer = await json(`api/v1/runs?since=${since}`, await token(), CHECK_TIMEOUT_MS);
      if (!Array.isArray(answer?.updates)) {
        throw new Failure('broken', OTHER_VERSION);
      }
      return answer;
    },

    /** The data file beside the page, which any server may have: it gets no token. */
    async dataFile() {
      if (window.location.protocol === 'file:') {
        throw new Failure('locked', 'A page that is opened as a file cannot read its data.');
      }
      return json(DATA_FILE, null);
    },

    /** The data that the page itself carries. */
    async embedded() {
      try {
        return JSON.parse((await single?.data?.()) ?? '');
      } catch {
        throw new Failure('broken', 'The data in this file is damaged.');
      }
    },

    /**
     * The live connection, from a revision on.
     *
     * @param {{epoch: string, revision: number}} position
     */
    async socket({ epoch, revision }) {
      const bearer = await token();
      const address = url('api/v1/live');
      address.protocol = address.protocol.replace('http', 'ws');
      address.search = new URLSearchParams({ epoch, revision: String(revision) }).toString();
      const protocols = ['paper-metrics.v1'];
      if (bearer) {
        protocols.push(`bearer.${bearer}`);
      }
      const socket = new window.WebSocket(address, protocols);
      guard.follow(socket);
      return socket;
    },
  });
}

/** @typedef {ReturnType<typeof createApi>} Api */

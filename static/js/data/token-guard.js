// @ts-check
/**
 * Keeps the token, and gives it out only for a server that has proved that it knows it: after the
 * daemon has ended, another program may have taken its port. A proof counts as long as a live
 * connection is open, or for a moment.
 */
import { Failure } from 'app/data/failure.js';

const TOKEN_KEY = 'paper-metrics-token';
const PORT_KEY = 'paper-metrics-port';
const NONCE_BYTES = 32;
const MOMENT_MS = 5_000;

const UNPROVEN =
  'The server at this address does not know this board’s key. Another program may be using the port.';

/**
 * What a server answers to a challenge.
 *
 * @typedef {{port: number, proof: string}} Answer
 */

/**
 * The proof that a server which knows the token gives, as lower-case hex.
 *
 * @param {SubtleCrypto} subtle
 * @param {string} token
 * @param {object} asked
 * @param {string} asked.host of the address that was asked
 * @param {number} asked.port that the server says it listens on; a tunnel may have another one in the host
 * @param {string} asked.nonce
 */
export async function proofOf(subtle, token, { host, port, nonce }) {
  const bytes = new TextEncoder();
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await subtle.importKey('raw', bytes.encode(token), hmac, false, ['sign']);
  const text = ['paper-metrics challenge v1', host, port, nonce].join('\n');
  return hex(new Uint8Array(await subtle.sign('HMAC', key, bytes.encode(text))));
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {Window & typeof globalThis} window
 * @param {string} host of the address that the token is for
 * @param {(nonce: string) => Promise<Answer>} ask fails as `absent` where no token is asked for
 */
export function createTokenGuard(window, host, ask) {
  const { crypto, performance } = window;
  /** @type {string | null} from the address, and not proved yet */
  let given = null;
  /** @type {string | null} as proved last, for where nothing may be stored */
  let kept = null;
  /** @type {number | null} the port of the daemon that the token is of */
  let port = null;
  /** @type {string | null} what the server has proved to know, null once that is in doubt */
  let proved = null;
  let provedAt = 0;
  /** @type {Promise<string | null> | null} */
  let proving = null;
  /** @type {Set<WebSocket>} */
  const open = new Set();

  /** @param {string} key */
  function stored(key) {
    try {
      return window.localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  /**
   * @param {string} key
   * @param {string} value
   */
  function store(key, value) {
    try {
      window.localStorage.setItem(key, value);
    } catch {
      // Where nothing may be stored, it lasts as long as the page.
    }
  }

  /** The tokens that the server may know, the likeliest first. */
  function candidates() {
    return [given, stored(TOKEN_KEY), kept].filter((token) => token !== null);
  }

  function isProved() {
    return proved !== null && (open.size > 0 || performance.now() - provedAt < MOMENT_MS);
  }

  /** @returns {Promise<string | null>} the token that the server knows, null where it asks for none */
  async function prove() {
    proved = null;
    const nonce = hex(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
    /** @type {Answer} */
    let answer;
    try {
      answer = await ask(nonce);
    } catch (failure) {
      const { kind } = /** @type {Failure} */ (failure);
      if (kind === 'absent' && kept === null) {
        return null;
      }
      if (kind === 'absent' || kind === 'refused' || kind === 'broken') {
        throw new Failure('unproven', UNPROVEN);
      }
      throw failure;
    }
    for (const token of candidates()) {
      const asked = { host, port: answer?.port, nonce };
      if (answer?.proof === (await proofOf(crypto.subtle, token, asked)) && isPort(token, asked)) {
        keep(token, asked.port);
        return token;
      }
    }
    throw new Failure('unproven', UNPROVEN);
  }

  /**
   * A program that passes challenges on to the daemon cannot hide that the daemon has another port by
   * now. A token that has just been in the address is of the daemon that is asked.
   *
   * @param {string} token
   * @param {{port: number}} asked
   */
  function isPort(token, asked) {
    const known = stored(PORT_KEY) ?? port;
    return token === given || known === null || Number(known) === asked.port;
  }

  /**
   * @param {string} token
   * @param {number} ofPort
   */
  function keep(token, ofPort) {
    given = null;
    kept = token;
    port = ofPort;
    proved = token;
    provedAt = performance.now();
    store(TOKEN_KEY, token);
    store(PORT_KEY, String(ofPort));
  }

  return Object.freeze({
    /**
     * Takes a token from the address. One that is stored is given up only for one that the server
     * knows, because any site can link to this page.
     *
     * @param {string} token
     */
    take(token) {
      given = token;
      proved = null;
      if (!crypto?.subtle || stored(TOKEN_KEY) === null) {
        store(TOKEN_KEY, token);
      }
    },

    /**
     * The token for the next request.
     *
     * @returns {Promise<string | null>} null where there is none, or none is asked for
     */
    async token() {
      const [first = null] = candidates();
      // Without HTTPS, browsers offer their cryptography on this machine's own addresses only.
      if (first === null || !crypto?.subtle) {
        return first;
      }
      if (isProved()) {
        return proved;
      }
      proving ??= prove().finally(() => (proving = null));
      return proving;
    },

    /** A connection was lost: the port may be another program's by now. */
    lost() {
      proved = null;
    },

    /**
     * While this connection is open, the port is the daemon's.
     *
     * @param {WebSocket} socket
     */
    follow(socket) {
      socket.addEventListener('open', () => open.add(socket));
      socket.addEventListener('close', () => {
        open.delete(socket);
        proved = null;
      });
    },
  });
}

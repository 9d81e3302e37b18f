// @ts-check
/**
 * Keeps a board equal to the daemon's: fetches it once, then follows the changes. A lost connection
 * comes back by itself and goes on where it was; after a gap the board is fetched again. Where no
 * WebSocket gets through, the changes are asked for every few seconds.
 */
import { succession } from 'app/model/board.js';

/** @typedef {import('app/model/state.js').Connection} Connection */
/** @typedef {import('app/model/state.js').LoadError} LoadError */
/** @typedef {import('app/model/board.js').RunsAnswer} RunsAnswer */
/** @typedef {import('app/model/board.js').Update} Update */
/** @typedef {import('app/model/board.js').Board} Board */

/**
 * How far a board is.
 *
 * @typedef {{epoch: string, revision: number}} Position
 */

/**
 * What came after a position; there is more when the last update is not the newest revision.
 *
 * @typedef {{epoch: string, revision: number, reset: boolean, updates: readonly Update[]}} Changes
 */

/**
 * The part of a WebSocket that is used.
 *
 * @typedef {Pick<WebSocket, 'onmessage' | 'onclose' | 'close'>} Socket
 */

/**
 * @typedef {object} Ports
 * @property {() => Promise<RunsAnswer>} runs
 * @property {(position: Position) => Promise<Changes>} changes fails when the daemon is unavailable
 *   or does not let us in
 * @property {(position: Position) => Socket | Promise<Socket>} socket
 * @property {() => Board | null} board the board as it is now
 * @property {(answer: RunsAnswer) => void} onRuns
 * @property {(update: Update) => void} onUpdate only the next one, never one after a gap
 * @property {(connection: Connection, error: LoadError | null) => void} onState
 * @property {Clock} clock
 */

/**
 * Time and chance.
 *
 * @typedef {object} Clock
 * @property {(action: () => void, ms: number) => any} after answers what `cancel` takes
 * @property {(timer: any) => void} cancel
 * @property {() => number} random from 0 to 1
 */

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const HELLO_TIMEOUT_MS = 10_000;
const CHECK_EVERY_MS = 30_000;

/** So long a change may take to come by the socket when the daemon has it already. */
const LATE_MS = 3_000;

/** After so many sockets that brought nothing, changes are asked for instead. */
const ENOUGH_SOCKETS = 2;
const ASK_EVERY_MS = 3_000;

/** Sockets may get through again: one is tried beside every so many questions. */
const SOCKET_EVERY = 20;

/** The code with which a daemon closes that runs but is not up to date itself. */
const TRY_AGAIN_LATER = 1013;

/** Failures that asking again does not heal, unless the page has shown the daemon's runs before. */
const FINAL = new Set(['refused', 'forbidden', 'absent']);

/**
 * @param {Ports} ports
 */
export function createLive(ports) {
  const { clock } = ports;
  /** Counts attempts, so that what comes late from an older one is told apart. */
  let turn = 0;
  let failures = 0;
  let stale = true;
  /** Whether this page has once shown the daemon's runs. */
  let known = false;
  /** How many sockets in a row have brought nothing. */
  let deaf = 0;
  let asked = 0;
  /** @type {'idle' | 'trying' | 'live' | 'asking' | 'waiting'} */
  let phase = 'idle';
  /** @type {Socket | null} */
  let socket = null;
  /** @type {any} */
  let timer = null;

  /** Ends whatever is under way; the answer tells whether an attempt is still the latest. */
  function begin() {
    const mine = ++turn;
    clock.cancel(timer);
    leave();
    return () => mine === turn;
  }

  function leave() {
    const old = socket;
    socket = null;
    old?.close();
  }

  function position() {
    const { epoch, revision } = /** @type {Board} */ (ports.board());
    return { epoch: String(epoch), revision };
  }

  async function attempt() {
    const latest = begin();
    phase = 'trying';
    try {
      await catchUp(latest);
      if (latest() && deaf >= ENOUGH_SOCKETS) {
        asked = 0;
        ask(latest);
      } else if (latest()) {
        await listen(latest);
      }
    } catch (failure) {
      if (latest()) {
        failed(errorOf(failure));
      }
    }
  }

  /**
   * Brings the board up to date by requests.
   *
   * @param {() => boolean} latest
   */
  async function catchUp(latest) {
    for (let more = !stale; more;) {
      const { epoch, revision, reset, updates } = await ports.changes(position());
      if (!latest()) {
        return;
      }
      stale = reset || epoch !== position().epoch || !updates.every(take);
      more = !stale && updates.length > 0 && revision > position().revision;
    }
    if (stale) {
      const answer = await ports.runs();
      if (latest()) {
        ports.onRuns(answer);
        stale = false;
        known = true;
      }
    }
  }

  /**
   * Applies a change.
   *
   * @param {Update} update
   * @returns {boolean} false after a gap
   */
  function take(update) {
    const place = succession(/** @type {Board} */ (ports.board()), update);
    if (place === 'next') {
      ports.onUpdate(update);
    }
    return place !== 'gap';
  }

  /** @param {() => boolean} latest */
  async function listen(latest) {
    const opened = await ports.socket(position());
    if (!latest()) {
      opened.close();
      return;
    }
    leave();
    socket = opened;
    if (phase === 'trying') {
      timer = clock.after(() => latest() && failedSocket(null), HELLO_TIMEOUT_MS);
    }
    const current = () => latest() && socket === opened;
    opened.onmessage = ({ data }) => {
      if (current()) {
        receive(data);
      }
    };
    opened.onclose = ({ code, reason }) => {
      if (current()) {
        failedSocket(code === TRY_AGAIN_LATER ? { kind: 'stalled', message: reason } : null);
      }
    };
  }

  /** @param {LoadError | null} error */
  function failedSocket(error) {
    if (phase === 'asking') {
      leave();
      return;
    }
    if (phase === 'trying' && !error) {
      deaf++;
    }
    failed(error);
  }

  /** @param {any} data */
  function receive(data) {
    const frame = parsed(data);
    if (frame?.type === 'hello') {
      if (frame.reset || frame.epoch !== position().epoch) {
        fetchAgain();
      } else {
        greeted();
      }
    } else if (frame?.type === 'update') {
      deaf = 0;
      if (!take(frame)) {
        fetchAgain();
      }
    } else {
      fetchAgain();
    }
  }

  function greeted() {
    failures = 0;
    phase = 'live';
    clock.cancel(timer);
    timer = clock.after(checkConnection, CHECK_EVERY_MS);
    ports.onState('live', null);
  }

  /**
   * A connection may be dead without anyone having said so: after sleep, behind a tunnel, or because
   * a proxy has forgotten it. It is dead when the daemon has a change that does not come.
   */
  async function checkConnection() {
    const mine = turn;
    try {
      const daemon = await ports.changes(position());
      if (mine !== turn) {
        return;
      }
      const isBehind = () => {
        const { epoch, revision } = position();
        return daemon.reset || daemon.epoch !== epoch || daemon.revision > revision;
      };
      const next = () => {
        if (isBehind()) {
          deaf++;
          failed(null);
        } else {
          checkConnection();
        }
      };
      clock.cancel(timer);
      timer = clock.after(next, isBehind() ? LATE_MS : CHECK_EVERY_MS);
    } catch (failure) {
      if (mine === turn) {
        failed(errorOf(failure));
      }
    }
  }

  /**
   * Asks for changes from now on, and goes back to a socket when one gets through.
   *
   * @param {() => boolean} latest
   */
  function ask(latest) {
    failures = 0;
    if (phase !== 'asking') {
      phase = 'asking';
      ports.onState('asking', null);
    }
    clock.cancel(timer);
    timer = clock.after(() => askNow(latest), ASK_EVERY_MS);
  }

  /** @param {() => boolean} latest */
  async function askNow(latest) {
    clock.cancel(timer);
    try {
      await catchUp(latest);
      if (latest() && ++asked % SOCKET_EVERY === 0) {
        await listen(latest);
      }
      if (latest() && phase === 'asking') {
        ask(latest);
      }
    } catch (failure) {
      if (latest() && phase === 'asking') {
        failed(errorOf(failure));
      }
    }
  }

  function fetchAgain() {
    stale = true;
    // The first time at once; a daemon that keeps saying so is not asked without a pause.
    if (failures === 0) {
      failures = 1;
      attempt();
    } else {
      failed(null);
    }
  }

  /** @param {LoadError | null} error */
  function failed(error) {
    begin();
    const final = error !== null && FINAL.has(error.kind);
    if (final && !known) {
      phase = 'idle';
      ports.onState('refused', error);
      return;
    }
    phase = 'waiting';
    const longest = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
    failures++;
    // Chance keeps many pages from coming back at the same moment.
    const wait = longest * (0.5 + clock.random() / 2);
    timer = clock.after(attempt, wait);
    // For a while another server may be at this address, which knows nothing of the board.
    ports.onState(final ? 'refused' : 'waiting', error);
  }

  return Object.freeze({
    /** Connects, also after a refusal. */
    start() {
      failures = 0;
      ports.onState('connecting', null);
      attempt();
    },

    /** The page or the network has woken up: tries now, or checks whether the connection lives. */
    wake() {
      if (phase === 'waiting') {
        failures = 0;
        attempt();
      } else if (phase === 'live') {
        checkConnection();
      } else if (phase === 'asking') {
        const mine = turn;
        askNow(() => mine === turn);
      }
    },
  });
}

/**
 * @param {any} failure
 * @returns {LoadError}
 */
function errorOf(failure) {
  return { kind: failure.kind ?? 'down', message: failure.message };
}

/** @param {any} data */
function parsed(data) {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

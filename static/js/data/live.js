// @ts-check
/**
 * Keeps a board equal to the daemon's: fetches it once, then follows the changes. A lost connection
 * comes back by itself and goes on where it was; after a gap the board is fetched again.
 */
import { succession } from 'app/model/board.js';

/** @typedef {import('app/model/state.js').Connection} Connection */
/** @typedef {import('app/model/state.js').LoadError} LoadError */
/** @typedef {import('app/model/board.js').RunsAnswer} RunsAnswer */
/** @typedef {import('app/model/board.js').Update} Update */
/** @typedef {import('app/model/board.js').Board} Board */

/**
 * The part of a WebSocket that is used.
 *
 * @typedef {Pick<WebSocket, 'onmessage' | 'onclose' | 'close'>} Socket
 */

/**
 * @typedef {object} Ports
 * @property {() => Promise<RunsAnswer>} runs
 * @property {() => Promise<void>} check fails when the daemon is unavailable or does not let us in
 * @property {(position: {epoch: string, revision: number}) => Socket | Promise<Socket>} socket
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

/** The code with which a daemon closes that runs but is not up to date itself. */
const TRY_AGAIN_LATER = 1013;

/** Failures that asking again does not heal. */
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
  /** @type {'idle' | 'trying' | 'live' | 'waiting'} */
  let phase = 'idle';
  /** @type {Socket | null} */
  let socket = null;
  /** @type {any} */
  let timer = null;

  /** Ends whatever is under way; the answer tells whether an attempt is still the latest. */
  function begin() {
    const mine = ++turn;
    clock.cancel(timer);
    const old = socket;
    socket = null;
    old?.close();
    return () => mine === turn;
  }

  async function attempt() {
    const latest = begin();
    phase = 'trying';
    try {
      if (stale) {
        const answer = await ports.runs();
        if (!latest()) {
          return;
        }
        ports.onRuns(answer);
        stale = false;
      } else {
        await ports.check();
      }
      if (latest()) {
        await listen(latest);
      }
    } catch (failure) {
      if (latest()) {
        failed(errorOf(failure));
      }
    }
  }

  /** @param {() => boolean} latest */
  async function listen(latest) {
    const { epoch, revision } = /** @type {Board} */ (ports.board());
    const opened = await ports.socket({ epoch: String(epoch), revision });
    if (!latest()) {
      opened.close();
      return;
    }
    socket = opened;
    timer = clock.after(() => latest() && failed(null), HELLO_TIMEOUT_MS);
    opened.onmessage = ({ data }) => {
      if (latest()) {
        receive(data);
      }
    };
    opened.onclose = ({ code, reason }) => {
      if (latest()) {
        failed(code === TRY_AGAIN_LATER ? { kind: 'stalled', message: reason } : null);
      }
    };
  }

  /** @param {any} data */
  function receive(data) {
    const frame = parsed(data);
    const board = /** @type {Board} */ (ports.board());
    if (frame?.type === 'hello') {
      if (frame.reset || frame.epoch !== board.epoch) {
        fetchAgain();
      } else {
        greeted();
      }
    } else if (frame?.type === 'update') {
      const place = succession(board, frame);
      if (place === 'next') {
        ports.onUpdate(frame);
      } else if (place === 'gap') {
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

  /** A connection may be dead without anyone having said so: after sleep, or behind a tunnel. */
  async function checkConnection() {
    const mine = turn;
    try {
      await ports.check();
      if (mine === turn) {
        clock.cancel(timer);
        timer = clock.after(checkConnection, CHECK_EVERY_MS);
      }
    } catch (failure) {
      if (mine === turn) {
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
    if (error && FINAL.has(error.kind)) {
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
    ports.onState('waiting', error);
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

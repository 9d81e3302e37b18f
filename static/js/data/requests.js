// @ts-check
/** Requests to the server that the page comes from, and what the failure of one means. */
import { Failure } from 'app/data/failure.js';

const TOKEN_HEADER = 'X-Paper-Metrics-Token';

const OTHER_LOGIN =
  'A server in front of the daemon asks for a login of its own. Load this page again to log in.';

/** So long a server may take, in milliseconds. */
export const TIMEOUT_MS = 60_000;

/**
 * @param {Window & typeof globalThis} window
 * @param {(path: string) => URL} url of a path
 * @param {() => void} onLost another server may answer from now on
 */
export function createRequests(window, url, onLost) {
  /**
   * @param {string} path
   * @param {number} timeout milliseconds
   * @param {string | null} bearer the token, null for a request without it
   * @param {Record<string, string>} [more] headers
   * @param {RequestInit} [what] where something is changed
   * @returns {Promise<Response>} whatever its status
   */
  async function requestOf(path, timeout, bearer, more, what) {
    try {
      return await window.fetch(url(path), {
        ...what,
        // `Authorization` is left to a proxy that asks for a login of its own.
        headers: bearer ? { [TOKEN_HEADER]: bearer, ...more } : { ...more },
        cache: 'no-cache',
        signal: AbortSignal.timeout(timeout),
      });
    } catch {
      onLost();
      throw new Failure('down', `${window.location.host || path} does not answer.`);
    }
  }

  /**
   * @param {string} path
   * @param {number} timeout milliseconds
   * @param {string | null} bearer the token, null for a request without it
   * @param {Record<string, string>} [more] headers
   */
  async function answerOf(path, timeout, bearer, more) {
    const answer = await requestOf(path, timeout, bearer, more);
    if (answer.ok) {
      return answer;
    }
    const { status } = answer;
    if (isOurs(answer) && status === 503) {
      throw new Failure('stalled', await detailOf(answer));
    }
    if (status === 401) {
      throw isOurs(answer)
        ? new Failure('refused', bearer ? 'This page has a token, but not the right one.' : '')
        : new Failure('forbidden', OTHER_LOGIN);
    }
    if (status === 403 || status === 421) {
      throw new Failure('forbidden', await detailOf(answer));
    }
    throw status === 404
      ? new Failure('absent', `There is no ${path} here.`)
      : new Failure('down', `${window.location.host} answers with status ${status}.`);
  }

  /**
   * @param {string} path
   * @param {string | null} bearer the token, null for a request without it
   * @param {number} [timeout] milliseconds
   * @param {Record<string, string>} [more] headers
   * @returns {Promise<any>}
   */
  async function json(path, bearer, timeout = TIMEOUT_MS, more = {}) {
    const answer = await answerOf(path, timeout, bearer, more);
    try {
      return await answer.json();
    } catch {
      onLost();
      throw new Failure('broken', `${path} is not complete JSON.`);
    }
  }

  return Object.freeze({ requestOf, answerOf, json });
}

/**
 * Whether the daemon has refused, and not a server in front of it.
 *
 * @param {Response} answer
 */
export function isOurs(answer) {
  return (answer.headers.get('Content-Type') ?? '').startsWith('application/problem+json');
}

/**
 * What a refusal says; empty when it says nothing.
 *
 * @param {Response} answer
 */
export async function detailOf(answer) {
  try {
    return String((await answer.json()).detail ?? '');
  } catch {
    return '';
  }
}

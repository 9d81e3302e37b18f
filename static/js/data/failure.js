// @ts-check
/** Why data could not be had. */

/**
 * Why something could not be had.
 *
 * - `refused`: the daemon wants a token, or, where the message says so, another one
 * - `unproven`: the server has not proved that it knows the token, which was not sent
 * - `forbidden`: the daemon does not serve this address; the message says why
 * - `absent`: there is nothing under this address
 * - `locked`: the page was opened as a file, and so may not read the one beside it
 * - `broken`: an answer came that makes no sense
 * - `down`: no answer, or the daemon reports an error of its own
 * - `stalled`: the daemon runs and reports that it is not up to date itself
 *
 * @typedef {'refused' | 'unproven' | 'forbidden' | 'absent' | 'locked' | 'broken' | 'down' | 'stalled'} FailureKind
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

// @ts-check
/** Our own addresses as scripts, where the policy of the page asks who says so. */

/** @type {{createScriptURL: (address: string) => string} | null} */
let policy = null;

/**
 * @param {string} address of a script that is a part of this page
 * @param {Window} window
 * @returns {string} what the browser takes for one
 */
export function trusted(address, window) {
  const { trustedTypes } = /** @type {any} */ (window);
  const same = { createScriptURL: (/** @type {string} */ url) => url };
  policy ??= trustedTypes ? trustedTypes.createPolicy('scripts', same) : same;
  return /** @type {typeof same} */ (policy).createScriptURL(address);
}

// @ts-check
/** Removes what other programs on this port have left in the browser. */

/**
 * Unregisters the service workers below the directory of this page, which has none of its own: one
 * that was left by another program sees every request, with its token. Where one is between this
 * page and the server, the page is loaded again without it, and the answer never comes.
 *
 * @param {Window & typeof globalThis} window
 * @param {string} base the directory of the page
 */
export async function removeServiceWorkers({ navigator, location }, base) {
  const workers = navigator.serviceWorker;
  try {
    const all = (await workers?.getRegistrations()) ?? [];
    const ours = all.filter(({ scope }) => scope.startsWith(base));
    const between = ours.some(({ active }) => active !== null && active === workers.controller);
    await Promise.all(ours.map((registration) => registration.unregister()));
    if (between) {
      location.reload();
      await new Promise(() => {});
    }
  } catch {
    // A browser that does not tell has none for this page.
  }
}

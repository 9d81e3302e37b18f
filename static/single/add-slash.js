// @ts-check
/**
 * Behind a proxy the page may be opened as `/proxy/8765`, from where none of its relative addresses
 * leads to it: it is opened again with the slash at the end. A proxy that takes the slash away again
 * is not asked a second time.
 */
(() => {
  const { pathname, search, hash } = location;
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  if (last === '' || last.includes('.html')) {
    return;
  }
  const key = 'paper-metrics-slash';
  try {
    const asked = Number(sessionStorage.getItem(key));
    sessionStorage.setItem(key, String(Date.now()));
    if (Date.now() - asked < 10_000) {
      return;
    }
  } catch {
    return;
  }
  location.replace(`${last}/${search}${hash}`);
})();

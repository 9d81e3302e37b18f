// @ts-check
/** The title of the tab counts what nobody has seen, and evaluations, also while nothing is drawn. */
import { unseen } from 'app/model/changes.js';
import { countsOf, listed } from 'app/model/evaluations.js';
import { withLookEnded } from 'app/model/state.js';

const TITLE = 'Paper Metrics';

/**
 * @param {Document} document
 * @param {import('app/app/store.js').Store} store
 */
export function updateTabTitle(document, store) {
  function write() {
    const { board, past, fresh, dismissed } = store.get();
    const count = board ? unseen(past, fresh, board.runs, document.hidden) : 0;
    const running = countsOf(listed(board?.evaluating ?? [], dismissed));
    const title = running ? `${running} · ${TITLE}` : TITLE;
    document.title = count > 0 ? `(${count}) ${title}` : title;
  }
  store.subscribe(write);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      store.update(withLookEnded);
    }
    write();
  });
}

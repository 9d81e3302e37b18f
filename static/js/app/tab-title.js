// @ts-check
/** The title of the tab counts what nobody has seen, also while nothing is drawn. */
import { unseen } from 'app/model/changes.js';
import { withLookEnded } from 'app/model/state.js';

const TITLE = 'Paper Metrics';

/**
 * @param {Document} document
 * @param {import('app/app/store.js').Store} store
 */
export function updateTabTitle(document, store) {
  function write() {
    const { board, past, fresh } = store.get();
    const count = board ? unseen(past, fresh, board.runs, document.hidden) : 0;
    document.title = count > 0 ? `(${count}) ${TITLE}` : TITLE;
  }
  store.subscribe(write);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      store.update(withLookEnded);
    }
    write();
  });
}

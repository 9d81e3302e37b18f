// @ts-check
/** What the page says when there is no table to show, and what can be done about it. */
import { chipsOf } from 'app/model/filters.js';
import { counted } from 'app/lib/format.js';
import { quoted } from 'app/model/run-labels.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/model/state.js').LoadError} LoadError */
/** @typedef {import('app/app/actions.js').Actions} Actions */

const WAY_IN = html`On the machine where it runs, <code>java -jar paper-metrics.jar open</code> prints
  the address with the token: open that address.`;

/**
 * What stands in the place of the table.
 *
 * @param {State} state
 * @param {Pick<import('app/model/selectors.js').Shown, 'runs' | 'error'>} shown
 * @param {Actions} actions
 * @returns {unknown} null when the table is shown
 */
export function notice(state, { runs, error: searchError }, actions) {
  const { board, error, connection } = state;
  if (runs.length > 0) {
    return null;
  }
  if (board && board.runs.size > 0) {
    return nothingFound(state, searchError, actions);
  }
  if (board) {
    return empty(state, board.roots, actions);
  }
  if (connection === 'file') {
    return error ? noFile(error, state.source) : loading();
  }
  if (connection === 'refused') {
    return refused(error);
  }
  if (connection === 'waiting') {
    if (error?.kind === 'unproven') {
      return box('This server does not know the board’s key', unproven(error));
    }
    if (error?.kind === 'broken') {
      return box(
        'The daemon’s answer cannot be read',
        html`${error.message} The page goes on trying by itself.`,
      );
    }
    if (error?.kind === 'stalled') {
      return box(
        'The daemon cannot show the runs yet',
        html`${error.message} The page goes on trying by itself.`,
      );
    }
    return box(
      'The daemon does not answer',
      html`${error?.message} Start it with <code>java -jar paper-metrics.jar serve</code>; this page
        goes on trying and shows the runs as soon as it answers.`,
    );
  }
  return loading();
}

/**
 * @param {State} state
 * @param {string | null} searchError why the search cannot be carried out
 * @param {Actions} actions
 */
function nothingFound({ query, regex, filters }, searchError, actions) {
  const sought = quoted(query.trim());
  const filtering = chipsOf(filters).length > 0;
  const what = regex ? `anything that fits “${sought}”` : `“${sought}”`;
  const where = filtering ? ' among those that pass the filters' : '';
  return box(
    'No run matches',
    searchError
      ? html`${searchError} The search before found no run${where}.`
      : sought
        ? html`None of the runs${where} has ${what} in its name, id, path or notes.`
        : html`None of the runs passes all filters.`,
    html`${
      sought
        ? html`<button type="button" @click=${() => actions.search('')}>Clear search</button>`
        : nothing
    }
    ${
      filtering
        ? html`<button type="button" @click=${actions.resetFilters}>Reset filters</button>`
        : nothing
    }`,
  );
}

/**
 * What is said above a table that is no longer up to date.
 *
 * @param {State} state
 * @param {Actions} actions
 */
export function banner({ board, connection, error, version, upgraded, heldBack }, actions) {
  if (heldBack) {
    return html`<div class="banner" role="alert">
      <p>
        <b>The file may not have arrived.</b> This page is in a frame with restrictions, which can hold
        files back. If there is none, open the page by itself and save there.
      </p>
      <button type="button" @click=${actions.dismissHeldBack}>Close</button>
    </div>`;
  }
  if (upgraded) {
    return html`<div class="banner upgraded" role="alert">
      <p>
        <b>The daemon is now version ${quoted(version ?? '')}, and this page is of the one before.</b> Load
        it again: filters, selection and charts stay as they are.
      </p>
      <button type="button" @click=${() => window.location.reload()}>Load again</button>
    </div>`;
  }
  const isUnproven = connection === 'waiting' && error?.kind === 'unproven';
  if (!board || !(connection === 'refused' || isUnproven)) {
    return nothing;
  }
  return html`<div class="banner" role="alert">
    <p>
      <b>These runs are no longer updated.</b>
      ${
        error?.kind === 'refused'
          ? html`The daemon now asks for another token. ${WAY_IN}`
          : isUnproven
            ? unproven(error)
            : error?.message
      }
    </p>
    <button type="button" @click=${actions.retry}>Try now</button>
  </div>`;
}

/**
 * What is said while a server answers that has not proved to be the daemon.
 *
 * @param {LoadError} error
 */
function unproven(error) {
  return html`${error.message} The key is not sent to it; this page goes on trying by itself. If the
  daemon has a new token: ${WAY_IN}`;
}

/** @param {LoadError | null} error */
function refused(error) {
  return error?.kind === 'refused'
    ? box(
        error.message ? 'The token is not the right one' : 'This daemon asks for its token',
        html`${error.message} ${WAY_IN}`,
      )
    : box('The daemon does not serve this page here', error?.message ?? '');
}

/**
 * @param {State} state
 * @param {readonly string[]} roots
 * @param {Actions} actions
 */
function empty({ source, board }, roots, actions) {
  const problems = board?.problems ?? 0;
  const leftOut = board?.leftOut ?? 0;
  const where =
    roots.length > 0
      ? html`<p>Runs are searched for under</p>
          <ul>
            ${roots.map((root) => html`<li><code>${root}</code></li>`)}
          </ul>`
      : nothing;
  return source === 'daemon'
    ? box(
        'No runs yet',
        html`A run appears here by itself as soon as an evaluation has written
          <code>paper_metrics_results.json</code> beside the <code>training_config.json</code> of a
          checkpoint. ${where}
          ${
            problems || leftOut
              ? html`<p>
                  <button type="button" @click=${actions.openProblems}>
                    See
                    ${problems ? counted(problems, 'problem') : `${counted(leftOut, 'result')} left out`}
                  </button>
                </p>`
              : html`<p>
                  If results are elsewhere, name their directory under
                  <code>checkpoint-dirs</code> in the configuration, or add them with
                  <code>java -jar paper-metrics.jar register PATH</code>.
                </p>`
          }`,
      )
    : box(
        'No runs in this file',
        html`The file was made when no run was found. ${where}
          <p>When there are results, ${AGAIN}</p>`,
      );
}

/**
 * @param {LoadError} error
 * @param {State['source']} source
 */
function noFile(error, source) {
  if (source === 'embedded') {
    return box('The data cannot be shown', html`${error.message} ${AGAIN}`);
  }
  if (error.kind === 'locked') {
    return box(
      'Open the other file',
      html`Browsers do not let a page that is opened as a file read the data beside it. Open
        <code>dashboard_standalone.html</code>, which carries its data; or run
        <code>python3 -m http.server --bind 127.0.0.1</code> in this directory and open
        <code>http://127.0.0.1:8000/dashboard.html</code>.`,
    );
  }
  return box(
    'There is no data to show',
    html`${error.message} This page shows <code>dashboard_data.json</code> from its own directory.
      ${AGAIN}`,
  );
}

const AGAIN = html`<code>java -jar paper-metrics.jar aggregate</code> makes it anew.`;

function loading() {
  return html`<div class="notice loading" role="status"><p>Loading runs…</p></div>`;
}

/** While nothing was found yet, for the first search is under way. */
export function searching() {
  return html`<div class="notice loading" role="status"><p>Searching runs…</p></div>`;
}

/**
 * @param {string} title
 * @param {unknown} text
 * @param {unknown} [action]
 */
function box(title, text, action = nothing) {
  return html`<div class="notice" role="status">
    <h2>${title}</h2>
    <div>${text}</div>
    ${action}
  </div>`;
}

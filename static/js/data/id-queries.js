// @ts-check
/** Asks for many runs in as few requests as servers take. Pure. */

/** The daemon takes 64 parameters in one request, and servers in front of it an address of 8 kB. */
const MOST_IDS = 60;
const LONGEST = 6_000;

/** More requests than this take longer than one for all runs of the board. */
const MOST_REQUESTS = 20;

/**
 * @param {Readonly<Record<string, string>>} parameters of each request
 * @param {readonly string[]} ids of runs
 * @returns {readonly string[]} the queries; together they ask for these runs, or for all
 */
export function idQueries(parameters, ids) {
  const start = new URLSearchParams(parameters).toString();
  /** @type {string[]} */
  const queries = [];
  let query = start;
  let count = 0;
  for (const id of ids) {
    const more = `&${new URLSearchParams({ id })}`;
    if (count > 0 && (count === MOST_IDS || query.length + more.length > LONGEST)) {
      queries.push(query);
      [query, count] = [start, 0];
    }
    query += more;
    count++;
  }
  queries.push(query);
  return queries.length > MOST_REQUESTS ? [start] : queries;
}

// @ts-check
/** Which runs the filters let through, and what each filter would leave. Pure. */
import { counted } from 'app/lib/format.js';
import { readList, writtenList } from 'app/lib/list-param.js';
import { labelOf } from 'app/model/columns.js';
import { TASKS } from 'app/model/metrics.js';
import { conditionsFrom, conditionText, meeting, writtenConditions } from 'app/model/conditions.js';
import { rangesFrom, rangeText, within, writtenRanges } from 'app/model/ranges.js';
import { training } from 'app/model/training.js';

/** @typedef {import('app/model/board.js').Run} Run */

/**
 * What is asked of a run. Of the tags of one family, such as the data sources, it needs one; it
 * needs one of every family that is asked for.
 *
 * @typedef {object} Filters
 * @property {'yes' | 'no' | null} ttt whether TTT layers are enabled, null for both
 * @property {'yes' | 'no' | null} lora whether LoRA adapters are enabled, null for both
 * @property {'yes' | 'no' | null} starred whether people have starred it, null for both
 * @property {'yes' | 'no' | null} note whether people have written a note on it, null for both
 * @property {number | null} min steps at the checkpoint at least, null for no limit
 * @property {number | null} max steps at the checkpoint at most, null for no limit
 * @property {readonly string[]} tags
 * @property {readonly import('app/model/ranges.js').Range[]} ranges that its numbers lie in
 * @property {readonly import('app/model/conditions.js').Condition[]} where bounds on its training configuration
 * @property {VerdictFilter | null} verdict against the reference, null for all
 */

/** What is asked for, left out, or neither. @typedef {'ttt' | 'lora' | 'starred' | 'note'} Either */

/** @typedef {{kind: import('app/model/uncertainty.js').Kind, on: string}} VerdictFilter on the key of a column, or any */

/** @type {Filters} */
export const NO_FILTERS = Object.freeze({
  ttt: null,
  lora: null,
  starred: null,
  note: null,
  min: null,
  max: null,
  tags: Object.freeze([]),
  ranges: Object.freeze([]),
  where: Object.freeze([]),
  verdict: null,
});

/** On one of the four tasks at least. */
export const ANY_TASK = 'any';

/** @type {Readonly<Record<import('app/model/uncertainty.js').Kind, string>>} */
export const VERDICTS = Object.freeze({
  better: 'Better than the reference',
  undecided: 'Not decided',
  worse: 'Worse than the reference',
});

/**
 * Tags that exclude each other. Every other tag stands for itself.
 *
 * @type {readonly {label: string, has: (tag: string) => boolean}[]}
 */
const FAMILIES = Object.freeze([
  { label: 'Training type', has: oneOf('ttt', 'lora', 'full', 'baseline') },
  { label: 'Data source', has: oneOf('daily-talk', 'librilight', 'librispeech') },
  { label: 'TTT layers', has: (/** @type {string} */ tag) => tag.startsWith('ttt-layers-') },
  { label: 'TTT learning rate', has: oneOf('high-lr', 'medium-lr', 'low-lr') },
  { label: 'Duration', has: oneOf('long-training', 'medium-training', 'short-training') },
]);

/** What the tags without a family stand under. */
const OTHERS = 'Other tags';

/** @param {string[]} tags @returns {(tag: string) => boolean} */
function oneOf(...tags) {
  return (tag) => tags.includes(tag);
}

/** @param {string} tag @returns {string} one name for all tags of a family */
function familyOf(tag) {
  return FAMILIES.find(({ has }) => has(tag))?.label ?? `tag ${tag}`;
}

/**
 * The runs that pass the filters, in their order.
 *
 * @param {readonly Run[]} runs
 * @param {Filters} filters
 * @returns {readonly Run[]}
 */
export function filtered(runs, filters) {
  return chipsOf({ ...filters, verdict: null }).length === 0 ? runs : runs.filter(passing(filters));
}

/**
 * The runs that a filter on verdicts lets through. What the others match is the family of the tests, so this comes
 * last.
 *
 * @param {import('app/model/uncertainty.js').Verdicts} verdicts
 * @param {VerdictFilter | null} asked
 * @param {readonly import('app/model/columns.js').Column[]} columns
 * @returns {readonly Run[]}
 */
export function filteredByVerdict({ runs, of }, asked, columns) {
  if (asked === null) {
    return runs;
  }
  const on = columns.filter(({ key }) =>
    asked.on === ANY_TASK ? TASKS.includes(key) : key === asked.on,
  );
  return runs.filter((run) => on.some((column) => of(column, run)?.kind === asked.kind));
}

/** @param {Filters} filters @returns {(run: Run) => boolean} */
function passing({ ttt, lora, starred, note, min, max, tags, ranges, where }) {
  /** @type {Map<string, string[]>} */
  const families = new Map();
  tags.forEach((tag) => families.set(familyOf(tag), [...(families.get(familyOf(tag)) ?? []), tag]));
  const wanted = [...families.values()];
  const inRanges = within(ranges);
  const meets = meeting(where);
  return (run) =>
    (ttt === null || training(run).includes('TTT') === (ttt === 'yes')) &&
    (lora === null || training(run).includes('LoRA') === (lora === 'yes')) &&
    (starred === null || (run.starred === true) === (starred === 'yes')) &&
    (note === null || Boolean(run.annotation) === (note === 'yes')) &&
    (min === null || run.checkpoint_step >= min) &&
    (max === null || run.checkpoint_step <= max) &&
    wanted.every((family) => family.some((tag) => run.tags.includes(tag))) &&
    inRanges(run) &&
    meets(run);
}

/**
 * One tag that can be asked for.
 *
 * @typedef {object} TagOption
 * @property {string} tag
 * @property {boolean} on whether it is asked for
 * @property {number} count of the runs that have it and pass all other filters
 */

/**
 * What can be asked for on this board.
 *
 * @typedef {object} Facets
 * @property {Readonly<Record<Either, {yes: number, no: number}>>} enabled runs with and
 *     without, of those that pass all other filters
 * @property {readonly {label: string, options: readonly TagOption[]}[]} groups of tags
 * @property {readonly [number, number] | null} steps the least and the most on the board
 */

/**
 * @param {readonly Run[]} runs those that the search found
 * @param {Iterable<Run>} all of the board
 * @param {Filters} filters
 * @returns {Facets}
 */
export function facetsOf(runs, all, filters) {
  const known = new Set(filters.tags);
  let least = Infinity;
  let most = -Infinity;
  for (const run of all) {
    run.tags.forEach((tag) => known.add(tag));
    least = Math.min(least, run.checkpoint_step);
    most = Math.max(most, run.checkpoint_step);
  }
  /** @param {Either} key */
  const enabled = (key) => {
    const others = filtered(runs, { ...filters, [key]: null });
    const yes = filtered(others, { ...NO_FILTERS, [key]: 'yes' }).length;
    return { yes, no: others.length - yes };
  };
  /** @param {string[]} tags */
  const options = (tags) => {
    const family = familyOf(tags[0]);
    const rest = filters.tags.filter((tag) => familyOf(tag) !== family);
    const counts = tagCounts(filtered(runs, { ...filters, tags: rest }));
    return tags.map((tag) => ({
      tag,
      on: filters.tags.includes(tag),
      count: counts.get(tag) ?? 0,
    }));
  };
  const sorted = [...known].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const groups = FAMILIES.map(({ label, has }) => {
    const tags = sorted.filter(has);
    return { label, options: tags.length > 0 ? options(tags) : [] };
  });
  const others = sorted.filter((tag) => !FAMILIES.some(({ has }) => has(tag)));
  return {
    enabled: {
      ttt: enabled('ttt'),
      lora: enabled('lora'),
      starred: enabled('starred'),
      note: enabled('note'),
    },
    groups: [...groups, { label: OTHERS, options: others.flatMap((tag) => options([tag])) }].filter(
      (group) => group.options.length > 0,
    ),
    steps: least <= most ? [least, most] : null,
  };
}

/** @param {readonly Run[]} runs */
function tagCounts(runs) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const run of runs) {
    new Set(run.tags).forEach((tag) => counts.set(tag, (counts.get(tag) ?? 0) + 1));
  }
  return counts;
}

/**
 * One filter that is on, in words, and the filters without it.
 *
 * @typedef {{text: string, without: Filters}} Chip
 */

/**
 * @param {Filters} filters
 * @returns {readonly Chip[]} empty when every run passes
 */
export function chipsOf(filters) {
  const { ttt, lora, starred, note, min, max, tags, ranges, where, verdict } = filters;
  /** @type {Chip[]} */
  const chips = [];
  /** @param {string} text @param {Partial<Filters>} change */
  const add = (text, change) => chips.push({ text, without: { ...filters, ...change } });
  if (ttt !== null) {
    add(ttt === 'yes' ? 'TTT enabled' : 'TTT not enabled', { ttt: null });
  }
  if (lora !== null) {
    add(lora === 'yes' ? 'LoRA enabled' : 'LoRA not enabled', { lora: null });
  }
  if (starred !== null) {
    add(starred === 'yes' ? 'Starred' : 'Not starred', { starred: null });
  }
  if (note !== null) {
    add(note === 'yes' ? 'Has a note' : 'Has no note', { note: null });
  }
  if (min !== null) {
    add(`At least ${counted(min, 'step')}`, { min: null });
  }
  if (max !== null) {
    add(`At most ${counted(max, 'step')}`, { max: null });
  }
  tags.forEach((tag) => add(tag, { tags: tags.filter((other) => other !== tag) }));
  ranges.forEach((range) =>
    add(rangeText(range), { ranges: ranges.filter((other) => other !== range) }),
  );
  where.forEach((condition) =>
    add(conditionText(condition), { where: where.filter((other) => other !== condition) }),
  );
  if (verdict) {
    const on = verdict.on === ANY_TASK ? 'a task' : (labelOf(verdict.on) ?? verdict.on);
    add(`${VERDICTS[verdict.kind]} on ${on}`, { verdict: null });
  }
  return chips;
}

/**
 * A number of steps as somebody typed it.
 *
 * @param {string | null} text
 * @returns {number | null} null when it is no number of steps
 */
export function stepsFrom(text) {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : null;
}

/**
 * The filters that an address names; what it gets wrong does not filter.
 *
 * @param {URLSearchParams} values
 * @returns {Filters}
 */
export function filtersFrom(values) {
  const either = (/** @type {string} */ key) => {
    const value = values.get(key);
    return value === 'yes' || value === 'no' ? value : null;
  };
  return {
    ttt: either('ttt'),
    lora: either('lora'),
    starred: either('starred'),
    note: either('note'),
    min: stepsFrom(values.get('min')),
    max: stepsFrom(values.get('max')),
    tags: readList(values.get('tags')),
    ranges: rangesFrom(values.get('ranges')),
    where: conditionsFrom(values.get('where')),
    verdict: verdictFrom(values.get('verdict')),
  };
}

/** @param {string | null} text such as `better~swuggy` @returns {VerdictFilter | null} */
export function verdictFrom(text) {
  const [kind, on] = (text ?? '').split('~');
  return on && Object.hasOwn(VERDICTS, kind)
    ? { kind: /** @type {import('app/model/uncertainty.js').Kind} */ (kind), on }
    : null;
}

/**
 * Writes the filters that are on into an address.
 *
 * @param {Filters} filters
 * @param {URLSearchParams} values
 */
export function writeFilters({ tags, ranges, where, verdict, ...others }, values) {
  for (const [key, value] of Object.entries(others)) {
    if (value !== null) {
      values.set(key, String(value));
    }
  }
  if (tags.length > 0) {
    values.set('tags', writtenList(tags));
  }
  if (ranges.length > 0) {
    values.set('ranges', writtenRanges(ranges));
  }
  if (where.length > 0) {
    values.set('where', writtenConditions(where));
  }
  if (verdict) {
    values.set('verdict', `${verdict.kind}~${verdict.on}`);
  }
}

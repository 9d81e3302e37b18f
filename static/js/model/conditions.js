// @ts-check
/** Bounds on keys of the training configuration, as `where` in the API has them. Pure. */
import { writtenList, readList } from 'app/lib/list-param.js';
import { numberIn, settingIn } from 'app/model/config-values.js';
import { CONFIG } from 'app/model/ranges.js';
import { number } from 'app/model/reading.js';
import { quoted } from 'app/model/run-labels.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {'>=' | '<=' | '!=' | '=' | '>' | '<'} Operator */

/**
 * @typedef {object} Condition
 * @property {string} path key of the configuration
 * @property {Operator} operator
 * @property {string} operand
 */

/** What the API calls the configuration. */
const API_CONFIG = 'training_config.';

/** @type {readonly [Operator, (order: number) => boolean][]} those of two characters first */
const OPERATORS = [
  ['>=', (order) => order >= 0],
  ['<=', (order) => order <= 0],
  ['!=', (order) => order !== 0],
  ['=', (order) => order === 0],
  ['>', (order) => order > 0],
  ['<', (order) => order < 0],
];

/**
 * The bound that a text says, such as `optim.lr >= 1e-5`. The key may stand behind `config.` or `training_config.`.
 *
 * @param {string} text
 * @returns {Condition | null} null where it is none
 */
export function conditionIn(text) {
  for (let i = 0; i < text.length; i++) {
    const [operator] = OPERATORS.find(([sign]) => text.startsWith(sign, i)) ?? [];
    if (operator) {
      const key = text.slice(0, i).trim();
      const prefix = [API_CONFIG, CONFIG].find((start) => key.startsWith(start)) ?? '';
      const path = key.slice(prefix.length);
      const operand = text.slice(i + operator.length).trim();
      return path === '' ? null : { path, operator, operand };
    }
  }
  return null;
}

/**
 * Whether a run meets all bounds. Numbers are compared as numbers, text by its characters; a missing value meets no
 * bound, not even `!=`.
 *
 * @param {readonly Condition[]} conditions
 * @returns {(run: Run) => boolean}
 */
export function meeting(conditions) {
  const tests = conditions.map(({ path, operator, operand }) => {
    const [, holds] = /** @type {typeof OPERATORS[number]} */ (
      OPERATORS.find(([sign]) => sign === operator)
    );
    const bound = number(operand);
    const equality = operator === '=' || operator === '!=';
    return (/** @type {Run} */ run) => {
      const value = numberIn(run, path);
      if (value !== null) {
        return bound !== null && holds(value - bound);
      }
      const text = settingIn(run, path);
      return (
        text !== null &&
        (bound === null || equality) &&
        holds(Number(text > operand) - Number(text < operand))
      );
    };
  });
  return (run) => tests.every((test) => test(run));
}

/**
 * A bound as somebody typed it, or what is wrong with it.
 *
 * @param {string} text
 * @param {readonly string[]} paths of the keys that some run has
 * @param {(path: string) => boolean} isNumeric whether a key has no value that is no number
 * @returns {{condition: Condition} | {message: string}}
 */
export function typedCondition(text, paths, isNumeric) {
  const condition = conditionIn(text);
  if (!condition) {
    return { message: 'Write a key, one of >= <= > < = != and a value, such as optim.lr >= 1e-5.' };
  }
  const { path, operator, operand } = condition;
  if (!paths.includes(path)) {
    const near = nearest(path, paths);
    return {
      message: `No run has ${quoted(path)} in its training configuration.${near ? ` Did you mean ${quoted(near)}?` : ''}`,
    };
  }
  if (operand === '') {
    return { message: `Write a value behind ${quoted(path)} ${operator}.` };
  }
  if (isNumeric(path) && number(operand) === null) {
    return { message: `${quoted(path)} is a number; ${quoted(operand)} is none.` };
  }
  return { condition };
}

/** @param {string} path @param {readonly string[]} paths @returns {string | null} the key that is spelled most alike */
function nearest(path, paths) {
  const ends = paths.filter((other) => other.endsWith(`.${path}`));
  if (ends.length === 1) {
    return ends[0];
  }
  const wanted = path.toLowerCase();
  let best = null;
  let least = 1 + Math.floor(path.length / 3);
  for (const other of paths) {
    const distance =
      Math.abs(other.length - path.length) < least ? edits(wanted, other.toLowerCase()) : least;
    if (distance < least) {
      best = other;
      least = distance;
    }
  }
  return best;
}

/** @param {string} a @param {string} b how many letters are added, dropped or replaced from one to the other */
function edits(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + Number(a[i - 1] !== b[j - 1])));
    }
    row = next;
  }
  return row[b.length];
}

/** @param {Condition} condition in words: `optim.lr >= 1e-5` */
export function conditionText({ path, operator, operand }) {
  return `${quoted(path)} ${operator} ${quoted(operand)}`;
}

/**
 * The bounds with another one; the same again changes nothing.
 *
 * @param {readonly Condition[]} conditions
 * @param {Condition} condition
 */
export function withCondition(conditions, condition) {
  const isSame = (/** @type {Condition} */ other) => written(other) === written(condition);
  return conditions.some(isSame) ? conditions : [...conditions, condition];
}

/** @param {Condition} condition */
const written = ({ path, operator, operand }) => CONFIG + path + operator + operand;

/**
 * The bounds that an address names, as `config.optim.lr>=1e-5~…`; what it gets wrong does not filter.
 *
 * @param {string | null} text
 * @returns {readonly Condition[]}
 */
export function conditionsFrom(text) {
  return readList(text).flatMap((one) => conditionIn(one) ?? []);
}

/** @param {readonly Condition[]} conditions */
export function writtenConditions(conditions) {
  return writtenList(conditions.map(written));
}

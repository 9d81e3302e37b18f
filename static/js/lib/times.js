// @ts-check
/**
 * How points in time are written: all in one zone, that of the daemon, which the times of evaluations
 * are in already.
 */

/** A time without a zone. */
const LOCAL = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?$/;

let written = writer(undefined);

/**
 * @param {string | undefined} timeZone undefined for that of the browser
 */
function writer(timeZone) {
  // Sweden writes dates and times as ISO 8601 does, with a space.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone });
}

/**
 * Writes all times in this zone from now on. One that the browser does not know changes nothing.
 *
 * @param {string | undefined} name as IANA names it; undefined where a board does not say it
 */
export function useZone(name) {
  try {
    written = writer(name);
  } catch {
    // An offset such as `+02:00` is a zone for newer browsers only.
  }
}

/** The zone that times are written in. */
export function zone() {
  return written.resolvedOptions().timeZone;
}

/**
 * @param {string} iso ISO 8601, without a zone in the zone of the page
 * @returns {string | null} date and time to the second, null for text that is no time
 */
function local(iso) {
  const [, day, time] = LOCAL.exec(iso) ?? [];
  if (day) {
    return `${day} ${time}`;
  }
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? null : written.format(at);
}

/**
 * A point in time to the minute; text that is no time stays as it is.
 *
 * @param {string} iso
 */
export function moment(iso) {
  return local(iso)?.slice(0, 'yyyy-mm-dd hh:mm'.length) ?? iso;
}

/**
 * A point in time to the second, with the zone.
 *
 * @param {string} iso
 */
export function exact(iso) {
  const time = local(iso);
  return time === null ? iso : `${time} ${zone()}`;
}

/** @param {number} minutes a whole number */
export function duration(minutes) {
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long ago a time was. Where it has no zone, an hour may be missing or too much at the change to summer time.
 *
 * @param {string} iso
 * @param {number} now milliseconds since the epoch
 * @returns {number | null} milliseconds; 0 where the clock that wrote it is ahead; null for text that is no time
 */
export function age(iso, now) {
  const [, day, time] = LOCAL.exec(iso) ?? [];
  // Both as if they were in UTC.
  const at = Date.parse(day ? `${day}T${time}Z` : iso);
  const until = day ? Date.parse(`${written.format(now).replace(' ', 'T')}Z`) : now;
  return Number.isNaN(at) ? null : Math.max(0, until - at);
}

/** @param {number} millis an age */
export function ago(millis) {
  for (const [unit, name, plural] of /** @type {const} */ ([
    [DAY, 'day', 'days'],
    [HOUR, 'h', 'h'],
    [MINUTE, 'min', 'min'],
    [SECOND, 's', 's'],
  ])) {
    const count = Math.floor(millis / unit);
    if (count > 0) {
      return `${count} ${count === 1 ? name : plural} ago`;
    }
  }
  return 'just now';
}

/**
 * How long the words of an age stay true, roughly.
 *
 * @param {number} millis an age
 */
export function agoLasts(millis) {
  return millis < MINUTE ? SECOND : MINUTE / 2;
}

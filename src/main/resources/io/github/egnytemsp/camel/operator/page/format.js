// Times, numbers and ids for people.

import { h } from './dom.js';

// the page is in English: English with the reader's own habits, if there is one
const LOCALE = navigator.languages?.find((language) => /^en\b/.test(language)) ?? 'en-GB';
export const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const numbers = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 20 });
const oneDigit = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
const date = { day: 'numeric', month: 'short' };
const dateAndYear = { ...date, year: 'numeric' };
const clockHere = new Intl.DateTimeFormat(LOCALE, clock);
const clockUtc = new Intl.DateTimeFormat(LOCALE, { ...clock, timeZone: 'UTC' });
const formats = { here: forms(), utc: forms({ timeZone: 'UTC' }) };
const dayInWords = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const shortDay = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const dayOfCalendar = new Intl.DateTimeFormat(LOCALE, { ...dateAndYear, weekday: 'short', timeZone: 'UTC' });

function forms(zone = {}) {
  return {
    thisYear: new Intl.DateTimeFormat(LOCALE, { ...date, ...zone }),
    anyYear: new Intl.DateTimeFormat(LOCALE, { ...dateAndYear, ...zone }),
  };
}

/** The year only if it is another one. */
function dateText(at, { thisYear, anyYear }) {
  return (at.getFullYear() === new Date().getFullYear() ? thisYear : anyYear).format(at);
}

export function number(value) {
  return numbers.format(value);
}

/** The first digits, as the lines of the log have them. */
export function shortId(eventId) {
  return String(eventId).slice(0, 8);
}

/** Such as '2 h 5 min'. */
export function duration(millis) {
  if (millis < SECOND) {
    return numbers.format(Math.max(0, Math.round(millis))) + ' ms';
  }
  if (millis < MINUTE) {
    return oneDigit.format(millis / SECOND) + ' s';
  }
  if (millis < HOUR) {
    return Math.floor(millis / MINUTE) + ' min';
  }
  if (millis < 2 * DAY) {
    const minutes = Math.floor(millis % HOUR / MINUTE);
    return Math.floor(millis / HOUR) + ' h' + (minutes > 0 ? ' ' + minutes + ' min' : '');
  }
  return numbers.format(Math.floor(millis / DAY)) + ' days';
}

// the difference between the server's clock and the reader's: ages are by the server's
let ahead = 0;

/** The server's time. */
export function now() {
  return Date.now() + ahead;
}

export function serverTimeIs(time) {
  const at = Date.parse(time);
  if (Number.isFinite(at)) {
    ahead = at - Date.now();
  }
}

/** Such as '3 min ago', 'in 2 h' or 'just now'. */
export function ago(time) {
  const millis = now() - Date.parse(time);
  if (Math.abs(millis) < 10 * SECOND) {
    return 'just now';
  }
  const whole = Math.round(Math.abs(millis) / SECOND) * SECOND;
  return millis > 0 ? duration(whole) + ' ago' : 'in ' + duration(whole);
}

function isUtcHere(at) {
  return at.getTimezoneOffset() === 0;
}

/** Date and time here, and in UTC under it. */
export function when(time) {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) {
    return h('span', null, String(time));
  }
  const day = dateText(at, formats.here);
  return h('span.when', null,
    h('time', { datetime: at.toISOString() }, day + ', ' + (isUtcHere(at) ? clockUtc.format(at) + ' UTC' : clockHere.format(at))),
    utcUnder(at, day));
}

/** The time of day here, and in UTC under it. The date stands above it. */
export function timeOfDay(time) {
  const at = new Date(time);
  return h('span.when', null,
    h('time', { datetime: at.toISOString() }, isUtcHere(at) ? clockUtc.format(at) + ' UTC' : clockHere.format(at)),
    utcUnder(at, dateText(at, formats.here)));
}

/** With the day, if it is another one there. */
function utcUnder(at, dayHere) {
  const day = dateText(at, formats.utc);
  return !isUtcHere(at) && [' ', h('span.utc', null, (day === dayHere ? '' : day + ', ') + clockUtc.format(at) + ' UTC')];
}

/** How long ago, and when. */
export function age(time) {
  return h('span.age', null, h('span', null, ago(time)), ' ', when(time));
}

/** The time of day here, as a text. */
export function clockText(at) {
  return clockHere.format(at);
}

/** The day here, such as 'Today, Friday, 27 November 2026'. */
export function dayText(time) {
  const text = dayInWords.format(new Date(time));
  if (text === dayInWords.format(Date.now())) {
    return 'Today, ' + text;
  }
  return text === dayInWords.format(Date.now() - DAY) ? 'Yesterday, ' + text : text;
}

/** A day of the calendar, '2026-11-27', in words. */
export function calendarDay(day) {
  return dayOfCalendar.format(new Date(day + 'T00:00:00Z'));
}

export function calendarDayShort(day) {
  return shortDay.format(localMidnight(day));
}

/** When a day of the calendar begins here. */
export function localMidnight(day) {
  const [year, month, ofMonth] = day.split('-').map(Number);
  return new Date(year, month - 1, ofMonth);
}

export function midnightAfter(day) {
  const [year, month, ofMonth] = day.split('-').map(Number);
  return new Date(year, month - 1, ofMonth + 1);
}

/** When today began here. */
export function today() {
  const at = new Date();
  return new Date(at.getFullYear(), at.getMonth(), at.getDate());
}

/** A time in UTC as an input field has it, here. */
export function toField(time) {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) {
    return '';
  }
  const text = new Date(at.getTime() - at.getTimezoneOffset() * MINUTE).toISOString().slice(0, 19);
  return text.endsWith(':00') ? text.slice(0, 16) : text;
}

/** And back; blank if the field is. */
export function fromField(text) {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

/** How long events are kept: milliseconds, an ISO duration, or as it is set. */
export function retention(value) {
  if (Number(value) === 0) {
    return 'for ever';
  }
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(value);
  if (iso) {
    const [days, hours, minutes, seconds] = iso.slice(1).map((part) => Number(part ?? 0));
    return duration(days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND);
  }
  const set = /^(\d+)d$/.exec(value);
  if (set) {
    return duration(Number(set[1]) * DAY);
  }
  return /^\d+$/.test(value) ? duration(Number(value)) : String(value);
}

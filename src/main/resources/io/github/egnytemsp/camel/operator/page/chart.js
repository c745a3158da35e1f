// 30 days in one picture: events by family, and failures. The same as a table, for those who do not see it.

import { h, show, svg } from './dom.js';
import { calendarDay, calendarDayShort, localMidnight, midnightAfter, number } from './format.js';
import { query } from './api.js';
import { FAMILIES, FAMILY_WORDS, familyOf, plural } from './words.js';

const WIDTH = 24;
const GAP = 5;
const HEIGHT = 160;
/** Under the line: a bar for what was given up. */
const BELOW = 14;

export function showDays(parent, days) {
  const rows = days.map(byFamily);
  const most = Math.max(1, ...rows.map((row) => row.all));
  show(parent,
    h('div.chart', null,
      h('div.scale', { 'aria-hidden': 'true' }, h('span', null, number(most)), h('span', null, '0')),
      picture(rows, most)),
    h('div.ends', { 'aria-hidden': 'true' }, rows.length > 0 && [
      h('span', null, calendarDayShort(rows[0].day)), h('span', null, calendarDayShort(rows.at(-1).day))]),
    h('ul.legend', { 'aria-hidden': 'true' }, FAMILIES.map((family) => h('li.' + family, null, FAMILY_WORDS[family])),
      h('li.failures', null, 'Given up')),
    h('details.table', { 'data-testid': 'days-table' },
      h('summary', null, 'The same as a table'),
      h('div.wide', { tabindex: '0', role: 'region', 'aria-label': 'Events of each day' }, table(rows))));
}

function byFamily(day) {
  const families = Object.fromEntries(FAMILIES.map((family) => [family, 0]));
  for (const [type, count] of Object.entries(day.events ?? {})) {
    families[familyOf(type)] += count;
  }
  return {
    day: day.day,
    families,
    all: Object.values(families).reduce((sum, count) => sum + count, 0),
    failed: day.failed ?? 0,
    malformed: day.malformed ?? 0,
  };
}

function picture(rows, most) {
  return svg('svg.days', {
    viewBox: `0 0 ${WIDTH * Math.max(1, rows.length)} ${HEIGHT + BELOW}`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': summary(rows),
    'data-testid': 'days-picture',
  },
  svg('line.grid', { x1: 0, x2: WIDTH * rows.length, y1: HEIGHT / 2, y2: HEIGHT / 2 }),
  rows.map((row, place) => bar(row, place * WIDTH, most)),
  svg('line.base', { x1: 0, x2: WIDTH * rows.length, y1: HEIGHT, y2: HEIGHT }));
}

function bar(row, x, most) {
  let top = HEIGHT;
  const parts = FAMILIES.filter((family) => row.families[family] > 0).map((family) => {
    const height = row.families[family] / most * (HEIGHT - 2);
    top -= height;
    return svg('rect.' + family, { x: x + GAP / 2, y: top.toFixed(2), width: WIDTH - GAP, height: height.toFixed(2) });
  });
  return svg('g', { 'data-key': row.day },
    svg('title', null, `${calendarDay(row.day)}: ${counted(row.all, 'event')}`
      + FAMILIES.filter((family) => row.families[family] > 0)
        .map((family) => `\n${FAMILY_WORDS[family]}: ${number(row.families[family])}`).join('')
      + (row.failed > 0 ? `\nGiven up: ${number(row.failed)}` : '')),
    svg('rect.hover', { x, y: 0, width: WIDTH, height: HEIGHT + BELOW }),
    parts,
    row.failed > 0 && svg('rect.failures', { x: x + GAP / 2, y: HEIGHT + 4, width: WIDTH - GAP, height: BELOW - 4 }));
}

function counted(count, word) {
  return number(count) + ' ' + plural(count, word, word + 's');
}

function summary(rows) {
  const all = rows.reduce((sum, row) => sum + row.all, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  const best = rows.reduce((most, row) => row.all > (most?.all ?? 0) ? row : most, null);
  return `${counted(all, 'event')} in ${counted(rows.length, 'day')}`
    + (best ? `, most of them on ${calendarDay(best.day)}: ${number(best.all)}` : '')
    + `. ${number(failed)} given up. The table below has the numbers.`;
}

function table(rows) {
  return h('table', null,
    h('caption.visually-hidden', null, 'Events of each day by family'),
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Day'),
      FAMILIES.map((family) => h('th.number', { scope: 'col' }, FAMILY_WORDS[family])),
      h('th.number', { scope: 'col' }, 'All'), h('th.number', { scope: 'col' }, 'Given up'),
      h('th.number', { scope: 'col' }, 'Malformed'))),
    h('tbody', null, rows.toReversed().map((row) => h('tr', { 'data-key': row.day },
      h('th', { scope: 'row' }, h('a', { href: '#/events?' + query({
        since: localMidnight(row.day).toISOString(), until: midnightAfter(row.day).toISOString() }) }, calendarDay(row.day))),
      FAMILIES.map((family) => h('td.number', null, number(row.families[family]))),
      h('td.number', null, number(row.all)), h('td.number', null, number(row.failed)),
      h('td.number', null, number(row.malformed))))));
}

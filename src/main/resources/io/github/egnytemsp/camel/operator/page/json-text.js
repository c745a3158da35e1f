// Writes JSON over several lines, from its text: parsing it would change large numbers and drop repeated names.

import { visible } from './visible.js';

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s[\]{}:,"]+/gs;
const OPENING = new Set(['{', '[']);
const CLOSING = new Set(['}', ']']);

/** The text of a field of a JSON object, or null. */
export function fieldText(json, name) {
  const wanted = JSON.stringify(name);
  let depth = 0;
  let begin = -1;
  let before = '';
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    if (OPENING.has(token)) {
      depth++;
    }
    if (begin >= 0 && depth === 1 && (token === ',' || token === '}')) {
      return json.slice(begin, index).trim();
    }
    if (CLOSING.has(token)) {
      depth--;
    }
    if (begin < 0 && depth === 1 && token === ':' && before === wanted) {
      begin = index + 1;
    }
    before = token;
  }
  return null;
}

/** Over several lines, with everything visible. */
export function pretty(json) {
  let text = '';
  let depth = 0;
  let before = '';
  for (const [token] of json.matchAll(TOKEN)) {
    if (CLOSING.has(token)) {
      depth--;
      text += OPENING.has(before) ? '' : line(depth);
    } else if (OPENING.has(before) || before === ',') {
      text += line(depth);
    }
    text += token === ':' ? ': ' : token;
    depth += OPENING.has(token) ? 1 : 0;
    before = token;
  }
  return visible(text);
}

function line(depth) {
  return '\n' + '  '.repeat(Math.max(0, depth));
}

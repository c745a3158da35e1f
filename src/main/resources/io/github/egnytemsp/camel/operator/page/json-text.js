// Writes JSON over several lines, from its text: parsing it would change large numbers and drop repeated names.

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s[\]{}:,"]+/gs;
const OPENING = new Set(['{', '[']);
const CLOSING = new Set(['}', ']']);
/** What cannot be seen, or turns the direction of what follows; but for the joiners of emoji and scripts. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

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

/** With escapes for what cannot be seen. Lines stay lines. */
export function visible(text) {
  return text.replace(INVISIBLE, (character) => character === '\n'
    ? character : '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0'));
}

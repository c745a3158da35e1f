// Makes characters visible that a reader does not see, and that deceive them.

/** What has no form of its own, or turns the direction of what follows; but for the joiners of emoji and scripts. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/**
 * With escapes for what cannot be seen. Lines stay lines. An isolating element alone does not hold these: the end of the
 * element closes the last isolate that the text has opened, and not the element's own.
 */
export function visible(text) {
  return text.replace(INVISIBLE, (character) => character === '\n'
    ? character : '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0'));
}

// Filters as they stand in addresses, in fields and in words.

import { foreign, h } from './dom.js';
import { fromField, toField as fieldOf, when } from './format.js';
import { visible } from './visible.js';
import { FAMILIES, FAMILY_WORDS, FILTER_WORDS, STATE_FILTERS, familyOf, typeInWords } from './words.js';

export const TIMES = ['since', 'until'];

/** A field and its name. */
export function field(label, input) {
  return h('label.field', null, h('span.label', null, label), input);
}

export function options(values, chosen) {
  return values.map(([value, word]) => h('option', { value, selected: value === chosen }, visible(word)));
}

/** Types to choose from, by family. */
export function typeGroups(types, chosen) {
  return FAMILIES.map((family) => h('optgroup', { label: FAMILY_WORDS[family] },
    options(types.filter((type) => familyOf(type) === family).map((type) => [type, typeInWords(type)]), chosen)));
}

/** What was chosen. */
export function inWords(chosen) {
  const words = Object.entries(chosen).map(([name, value]) => h('li', { 'data-key': name },
    FILTER_WORDS[name] + ': ', h('strong', null, TIMES.includes(name) ? when(value)
      : name === 'eventType' ? foreign(typeInWords(value)) : name === 'state' ? STATE_FILTERS[value] ?? foreign(value)
        : foreign(value))));
  return h('ul.chosen', { 'aria-label': 'Chosen by' }, words);
}

/** A time in UTC as a field has it; blank if it is none. */
export function toField(time) {
  return time ? fieldOf(time) : '';
}

/** The filters of fields that have their names; those that are blank or cannot be used are left out. */
export function fromFields(fields) {
  return Object.fromEntries(Object.keys(FILTER_WORDS).filter((name) => fields[name] && !fields[name].disabled)
    .map((name) => [name, TIMES.includes(name) ? fromField(fields[name].value) : fields[name].value.trim()])
    .filter(([, value]) => value !== ''));
}

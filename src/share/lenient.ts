/**
 * Readers for fields of other programs' files. What is not there or is something else counts as not given, since
 * one odd field must not cost a person the findings around it; texts are cut to a length that the page can show.
 */
import type { Fields } from './fields';

export type { Fields };

/** An object, or one without fields. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own field, so that nothing inherited passes for data. */
export function get(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** A field that is an object, or one without fields. */
export function inner(fields: Fields, ...keys: string[]): Fields {
  let at = fields;
  for (const key of keys) at = fieldsOf(get(at, key));
  return at;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a list, at most so many. */
export function objects(value: unknown, most: number): Fields[] {
  return listOf(value).slice(0, most).map(fieldsOf);
}

/** A text that is not empty, cut to a length. */
export function textOf(value: unknown, most = 10_000): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  return value.length <= most ? value : `${value.slice(0, most - 1)}…`;
}

/** A whole number from `least`. */
export function wholeOf(value: unknown, least: number): number | undefined {
  const isWhole = typeof value === 'number' && Number.isInteger(value);
  return isWhole && value >= least && value <= MAX_NUMBER ? value : undefined;
}

/** As many as a line, column or offset of a shared document can be. */
const MAX_NUMBER = 100_000_000;

/** The entry of a list that an index field names; SARIF writes -1 for none. */
export function entryAt(list: unknown, index: unknown): Fields | undefined {
  const at = wholeOf(index, 0);
  const entry = at === undefined ? undefined : listOf(list)[at];
  return isFields(entry) ? entry : undefined;
}

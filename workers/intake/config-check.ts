/**
 * Holds a configuration against its schema: what fits is kept, and what does not is named, with what was probably meant.
 * It knows the schema's keywords and no key of a configuration.
 */
import type { ConfigSchema } from '../protocol';
import { type ConfigProblems, isTable } from './config-problems';

/** Where a value is, for messages. */
interface At {
  /** The key that it is the value of. */
  key: string;
  /** The key of the table that this one is in, if that is not the whole. */
  of?: string;
}

/** The value without what does not fit; undefined where nothing of it does. */
export function checked(schema: ConfigSchema, value: unknown, problems: ConfigProblems, at: At): unknown {
  if (schema.oneOf) return checked(schema.oneOf[Array.isArray(value) ? 1 : 0], value, problems, at);
  switch (schema.type) {
    case 'object':
      return checkedTable(schema, value, problems, at);
    case 'array':
      return checkedList(schema, value, problems, at);
    default:
      return checkedValue(schema, value, problems, at);
  }
}

/** The tables of a file: what is said at its top has no name. */
export function checkedTable(
  { properties = {}, additionalProperties = false }: ConfigSchema,
  value: unknown,
  problems: ConfigProblems,
  at?: At,
): Record<string, unknown> | undefined {
  if (!isTable(value)) {
    problems.tell(
      `${nameOf(at)} is not a table`,
      `Write \`[${[at?.of, at?.key].filter(Boolean).join('.')}]\`.`,
    );
    return undefined;
  }
  const kept: [string, unknown][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const schema = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (!schema) {
      problems.unknown(at ? `key of \`${at.key}\`` : 'key', key, Object.keys(properties));
      continue;
    }
    const fits = checked(schema, inner, problems, { key, ...(at && { of: at.key }) });
    if (fits !== undefined) kept.push([key, fits]);
  }
  return Object.fromEntries(kept);
}

function checkedList(
  { items = {}, maxItems = Number.POSITIVE_INFINITY }: ConfigSchema,
  value: unknown,
  problems: ConfigProblems,
  at: At,
): unknown[] | undefined {
  const isTexts = items.type === 'string';
  if (!Array.isArray(value) || (isTexts && !value.every((item) => typeof item === 'string'))) {
    problems.tell(`\`${at.key}\` is no list of texts`, `Write \`${at.key} = ["…"]\`.`);
    return undefined;
  }
  if (value.length > maxItems) {
    const what = isTexts ? 'patterns' : 'conditions';
    problems.tell(`\`${at.key}\` has more than ${maxItems} ${what}`, 'The others are not used.');
  }
  const fitting = value.slice(0, maxItems).map((item) => checked(items, item, problems, at));
  return fitting.filter((item) => item !== undefined);
}

function checkedValue(schema: ConfigSchema, value: unknown, problems: ConfigProblems, at: At): unknown {
  const { enum: known, title } = schema;
  if (known) {
    if (known.some((one) => one === value)) return value;
    const what = title ?? (at.of && Object.hasOwn(GENERIC, at.of) ? `value of \`${at.key}\`` : nameOf(at));
    problems.unknown(what, String(value), known);
    return undefined;
  }
  if (fits(schema, value)) return value;
  problems.tell(`${nameOf(at)} is not ${expected(schema)}`, undefined);
  return undefined;
}

/** Tables whose keys people make up, so that it is the value that is wrong. */
const GENERIC = { rules: true, packs: true };

function nameOf(at: At | undefined): string {
  if (!at) return 'the configuration';
  return at.of === undefined ? `\`${at.key}\`` : `\`${at.key}\` of \`${at.of}\``;
}

function fits({ type, minimum, maximum, minLength = 0 }: ConfigSchema, value: unknown): boolean {
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'string') return typeof value === 'string' && value.length >= minLength;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return false;
  return value >= (minimum ?? value) && value <= (maximum ?? value);
}

function expected({ type, minimum, maximum, minLength }: ConfigSchema): string {
  if (type === 'boolean') return 'true or false';
  if (type === 'string') return minLength ? 'a text that is not empty' : 'a text';
  return maximum === undefined
    ? `a whole number from ${minimum}`
    : `a whole number from ${minimum} to ${maximum}`;
}

/**
 * Readers for single fields of untrusted data. Each takes a value and the name of its field and gives it
 * back typed, or throws a `FieldError` that names the field; nothing is trusted, nothing is repaired.
 */

/** A field is not what it has to be. Caught where the whole document is read. */
export class FieldError extends Error {
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`${field} ${problem}`);
    this.name = 'FieldError';
  }
}

export type Fields = Readonly<Record<string, unknown>>;

/** An object; only its own properties count. */
export function object(value: unknown, field: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FieldError(field, 'is not an object');
  }
  return value as Fields;
}

/** An own property, so that nothing inherited passes for data. */
export function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

export function text(value: unknown, field: string, maxLength: number): string {
  if (typeof value !== 'string') throw new FieldError(field, 'is not a text');
  if (value.length > maxLength) throw new FieldError(field, `is longer than ${maxLength} characters`);
  return value;
}

export function integer(value: unknown, field: string, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new FieldError(field, 'is not a whole number');
  }
  if (value < min || value > max) throw new FieldError(field, `is not between ${min} and ${max}`);
  return value;
}

export function oneOf<T extends string>(value: unknown, field: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new FieldError(field, `is none of ${allowed.join(', ')}`);
  return found;
}

export function list<T>(
  value: unknown,
  field: string,
  maxLength: number,
  read: (value: unknown, field: string) => T,
): T[] {
  if (!Array.isArray(value)) throw new FieldError(field, 'is not a list');
  if (value.length > maxLength) throw new FieldError(field, `has more than ${maxLength} entries`);
  return value.map((entry: unknown, index) => read(entry, `${field}[${index}]`));
}

export function optional<T>(
  value: unknown,
  field: string,
  read: (value: unknown, field: string) => T,
): T | undefined {
  return value === undefined ? undefined : read(value, field);
}

/** A path inside a project: relative, with `/`, and nowhere up. */
export function relativePath(value: unknown, field: string): string {
  const path = text(value, field, 4096);
  const parts = path.split('/');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (path === '' || /[\u0000-\u001f\\]/.test(path) || /^[A-Za-z]:/.test(path)) {
    throw new FieldError(field, 'is not a relative path');
  }
  if (parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw new FieldError(field, 'is not a relative path');
  }
  return path;
}

/** An address that is safe to offer as a link. */
export function webAddress(value: unknown, field: string): string {
  const address = text(value, field, 2000);
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
    throw new FieldError(field, 'is not a web address');
  }
  return address;
}

/**
 * Readers for single fields of untrusted data. Each takes a value and the name of its field and gives it
 * back typed, or throws a `FieldError` that names the field; nothing is trusted, nothing is repaired.
 */
/** A field is not what it has to be. Caught where the whole document is read. */
export declare class FieldError extends Error {
  readonly field: string;
  constructor(field: string, problem: string);
}
export type Fields = Readonly<Record<string, unknown>>;
/** An object; only its own properties count. */
export declare function object(value: unknown, field: string): Fields;
/** An own property, so that nothing inherited passes for data. */
export declare function own(fields: Fields, key: string): unknown;
export declare function text(value: unknown, field: string, maxLength: number): string;
export declare function integer(value: unknown, field: string, min: number, max: number): number;
export declare function oneOf<T extends string>(value: unknown, field: string, allowed: readonly T[]): T;
export declare function list<T>(
  value: unknown,
  field: string,
  maxLength: number,
  read: (value: unknown, field: string) => T,
): T[];
export declare function optional<T>(
  value: unknown,
  field: string,
  read: (value: unknown, field: string) => T,
): T | undefined;
/** A path inside a project: relative, with `/`, and nowhere up. */
export declare function relativePath(value: unknown, field: string): string;
/** An address that is safe to offer as a link. */
export declare function webAddress(value: unknown, field: string): string;

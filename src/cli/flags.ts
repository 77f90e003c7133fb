/** Arguments of the command line to and from the schema of an operation's input. */
import { parseArgs } from 'node:util';
import { type Field, fieldsOf, readText, whatIsWrong } from '../kernel/operations/input';
import type { FieldSchema } from '../kernel/operations/schema';
import { UsageError } from './errors';
import type { RunnerOperation } from './operations';

/** Reads the arguments after the name of an operation; undefined means that its help was asked for. */
export function readArguments(
  { id, input }: RunnerOperation,
  args: string[],
): Record<string, unknown> | undefined {
  const fields = fieldsOf(input);
  const { values, positionals } = parse(fields.filter(isFlag), args);
  if (values.help) return undefined;
  const standing = fields.filter((field) => !isFlag(field));
  refuseMore(id, standing, positionals);
  const read = new Map<string, unknown>();
  for (const field of fields) {
    const value = isFlag(field) ? values[flagOf(field)] : take(id, field, positionals);
    if (value !== undefined) read.set(field.name, readFlag(field, value));
  }
  return Object.fromEntries(read);
}

/** How an operation is called: `assay scan PATH… [options]`. */
export function describeUsage({ id, input }: RunnerOperation): string {
  const fields = fieldsOf(input);
  const standing = fields.filter((field) => !isFlag(field)).map(standingName);
  return ['assay', id, ...standing, ...(fields.some(isFlag) ? ['[options]'] : [])].join(' ');
}

function standingName({ schema, isRequired }: Field): string {
  return isRequired ? `${schema.valueName}` : `[${schema.valueName}]`;
}

/** The flags of an operation, a line each. */
export function describeFlags({ input }: RunnerOperation): string {
  const rows = fieldsOf(input)
    .filter(isFlag)
    .map((field) => [`  --${flagOf(field)}${valueNameOf(field.schema)}`, field.schema.description ?? '']);
  return inColumns([...rows, ['  --help', 'Print this help']], 2);
}

/** Rows of two cells, the second ones below each other. */
export function inColumns(rows: readonly string[][], gap: number): string {
  const width = Math.max(...rows.map(([left = '']) => left.length)) + gap;
  return rows.map(([left = '', right = '']) => left.padEnd(width) + right).join('\n');
}

/** Whether an operation has flags of its own. */
export function hasFlags({ input }: RunnerOperation): boolean {
  return fieldsOf(input).some(isFlag);
}

function isFlag({ schema }: Field): boolean {
  return schema.positional === undefined;
}

function flagOf({ name }: Field): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function valueNameOf({ type, valueName, enum: values }: FieldSchema): string {
  if (type === 'boolean') return '';
  return ` ${valueName ?? values?.join('|') ?? 'VALUE'}`;
}

function parse(flags: readonly Field[], args: string[]) {
  const options = Object.fromEntries([
    ...flags.map((field) => [flagOf(field), optionOf(field.schema)] as const),
    ['help', { type: 'boolean' as const }] as const,
  ]);
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function optionOf({ type }: FieldSchema): { type: 'string' | 'boolean'; multiple?: boolean } {
  return type === 'boolean' ? { type } : { type: 'string', multiple: type === 'array' };
}

/** What stands by itself: the rest of it where the field is a list, else the next; it may be missing where the field may. */
function take(id: string, field: Field, positionals: string[]): string | string[] | undefined {
  const isList = field.schema.type === 'array';
  const taken = positionals.splice(0, isList ? positionals.length : 1);
  if (taken.length === 0 && field.isRequired) throw misused(id, field);
  return isList ? taken : taken[0];
}

function refuseMore(id: string, standing: Field[], positionals: string[]): void {
  const [first] = standing;
  const takesAll = standing.some(({ schema }) => schema.type === 'array');
  if (first && !takesAll && positionals.length > standing.length) throw misused(id, standing.at(-1) ?? first);
}

function misused(id: string, { schema }: Field): UsageError {
  return new UsageError(`${schema.positional}. Usage: assay ${id} ${schema.valueName}`);
}

/** Words of a fixed set may stand behind one flag, with commas between them. */
function split({ schema }: Field, value: unknown): unknown {
  const isOfWords = schema.items?.enum !== undefined && Array.isArray(value);
  return isOfWords ? value.flatMap((text) => String(text).split(',')) : value;
}

function readFlag(field: Field, value: unknown): unknown {
  const read = typeof value === 'string' ? readText(field.schema, value) : split(field, value);
  const wrong = whatIsWrong(field.schema, read);
  const name = isFlag(field) ? `--${flagOf(field)}` : (field.schema.valueName ?? field.name);
  if (wrong !== undefined) throw new UsageError(`${name} ${wrong}`);
  return read;
}

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
  const read = new Map<string, unknown>();
  for (const field of fields) {
    const value = isFlag(field) ? values[flagOf(field)] : standing(id, field, positionals);
    if (value !== undefined) read.set(field.name, readFlag(field, value));
  }
  return Object.fromEntries(read);
}

/** How an operation is called: `assay scan PATH… [options]`. */
export function describeUsage({ id, input }: RunnerOperation): string {
  const fields = fieldsOf(input);
  const standing = fields.filter((field) => !isFlag(field)).map(({ schema }) => schema.valueName);
  return ['assay', id, ...standing, ...(fields.some(isFlag) ? ['[options]'] : [])].join(' ');
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

/** What stands by itself: all of it where the field is a list, else exactly one. */
function standing(id: string, { schema }: Field, positionals: string[]): string | string[] {
  const isList = schema.type === 'array';
  const [first] = positionals;
  if (first === undefined || (!isList && positionals.length > 1)) {
    throw new UsageError(`${schema.positional}. Usage: assay ${id} ${schema.valueName}`);
  }
  return isList ? positionals : first;
}

function readFlag(field: Field, value: unknown): unknown {
  const read = typeof value === 'string' ? readText(field.schema, value) : value;
  const wrong = whatIsWrong(field.schema, read);
  if (wrong !== undefined) throw new UsageError(`--${flagOf(field)} ${wrong}`);
  return read;
}

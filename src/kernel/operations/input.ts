/** Inputs against their schema: which fields there are, what a text means, and what is wrong, in words for people. */
import type { FieldSchema, TObject } from './schema';

/** One field of an input. */
export interface Field {
  name: string;
  /** What people call it. */
  title: string;
  isRequired: boolean;
  schema: FieldSchema;
}

/** All fields in the order of the schema, which is the order in which they are asked for. */
export function fieldsOf(schema: TObject): Field[] {
  const required = new Set<string>(schema.required ?? []);
  return Object.entries(schema.properties as Record<string, FieldSchema>).map(([name, field]) => ({
    name,
    title: field.title ?? name,
    isRequired: required.has(name),
    schema: field,
  }));
}

/** The fields that must be there and are not. */
export function missingFields(schema: TObject, input: Readonly<Record<string, unknown>>): Field[] {
  return fieldsOf(schema).filter(({ name, isRequired }) => isRequired && input[name] === undefined);
}

/** What is wrong with an input, a sentence each; none if it can be used. */
export function inputProblems(schema: TObject, input: Readonly<Record<string, unknown>>): string[] {
  const fields = fieldsOf(schema);
  const unknown = Object.keys(input).filter((name) => !fields.some((field) => field.name === name));
  return [
    ...unknown.map((name) => `There is no input “${name}”.`),
    ...fields.flatMap(({ name, title, isRequired, schema: field }) => {
      const value = input[name];
      if (value === undefined) return isRequired ? [`${title} is missing.`] : [];
      const wrong = whatIsWrong(field, value);
      return wrong === undefined ? [] : [`${title} ${wrong}.`];
    }),
  ];
}

/** What a typed text means to a field. A text that is not one of its values is left as it is, to be refused. */
export function readText({ type }: FieldSchema, text: string): unknown {
  if (type === 'integer' && /^-?\d{1,15}$/.test(text.trim())) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

/** What is wrong with a value, as the end of a sentence that begins with its name: `is one of light, dark, not “x”`. */
export function whatIsWrong(schema: FieldSchema, value: unknown): string | undefined {
  if (schema.type === 'array' && Array.isArray(value)) {
    return value.map((one) => whatIsWrong(schema.items ?? {}, one)).find((wrong) => wrong !== undefined);
  }
  if (fits(schema, value)) return undefined;
  return value === '' ? `is ${expected(schema)}` : `is ${expected(schema)}, not “${String(value)}”`;
}

function fits({ type, enum: values, minimum, maximum, minLength, pattern }: FieldSchema, value: unknown) {
  if (values !== undefined) return values.some((one) => one === value);
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'integer') {
    return Number.isSafeInteger(value) && isWithin(value as number, minimum, maximum);
  }
  if (type !== 'string' || typeof value !== 'string') return false;
  return value.length >= (minLength ?? 0) && (pattern === undefined || new RegExp(pattern).test(value));
}

function isWithin(value: number, minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY) {
  return value >= minimum && value <= maximum;
}

function expected({ type, enum: values, minimum, maximum, shape }: FieldSchema): string {
  if (values !== undefined) return `one of ${values.join(', ')}`;
  if (shape !== undefined) return shape;
  if (type === 'boolean') return 'yes or no';
  if (type === 'array') return 'a list';
  if (type !== 'integer') return 'a text that is not empty';
  if (minimum === undefined) return 'a whole number';
  return maximum === undefined ? `a number from ${minimum} up` : `a number from ${minimum} to ${maximum}`;
}

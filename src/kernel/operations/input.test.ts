import { expect, it } from 'vitest';
import { fieldsOf, inputProblems, missingFields, readText, whatIsWrong } from './input';
import { Fields, Flag, List, OneOf, Optional, Text, Whole } from './schema';

const schema = Fields({
  path: Text({ title: 'File', minLength: 1 }),
  line: Whole({ title: 'Line', minimum: 1 }),
  theme: Optional(OneOf(['light', 'dark'], { title: 'Theme' })),
  globs: Optional(List(Text({ pattern: '^\\*', shape: 'a pattern such as *.py' }), { title: 'Patterns' })),
  on: Optional(Flag({ title: 'On' })),
});
const right = { path: 'a.py', line: 3 };

it('accepts what fits and names what does not', () => {
  expect(inputProblems(schema, right)).toEqual([]);
  expect(inputProblems(schema, { ...right, theme: 'dark', globs: ['*.py'], on: false })).toEqual([]);
  expect(inputProblems(schema, { ...right, theme: 'blue' })).toEqual([
    'Theme is one of light, dark, not “blue”.',
  ]);
  expect(inputProblems(schema, { ...right, line: 0 })).toEqual(['Line is a number from 1 up, not “0”.']);
  expect(inputProblems(schema, { ...right, line: 1.5 })).toEqual(['Line is a number from 1 up, not “1.5”.']);
  expect(inputProblems(schema, { ...right, globs: ['*', 'x'] })).toEqual([
    'Patterns is a pattern such as *.py, not “x”.',
  ]);
  expect(inputProblems(schema, { ...right, globs: '*' })).toEqual(['Patterns is a list, not “*”.']);
  expect(inputProblems(schema, { ...right, on: 'on' })).toEqual(['On is yes or no, not “on”.']);
  expect(inputProblems(schema, { path: '', line: 1 })).toEqual(['File is a text that is not empty.']);
  expect(inputProblems(schema, {})).toEqual(['File is missing.', 'Line is missing.']);
});

it('asks for the required fields in their order', () => {
  expect(missingFields(schema, {}).map(({ name }) => name)).toEqual(['path', 'line']);
  expect(missingFields(schema, { path: 'a' }).map(({ name }) => name)).toEqual(['line']);
});

it('reads a typed text as what the field is', () => {
  const [path, line, , , on] = fieldsOf(schema).map((field) => field.schema);
  expect(readText(path ?? {}, '12')).toBe('12');
  expect(readText(line ?? {}, ' 12 ')).toBe(12);
  expect(readText(on ?? {}, 'true')).toBe(true);
  expect(whatIsWrong(line ?? {}, readText(line ?? {}, '12a'))).toBe('is a number from 1 up, not “12a”');
});

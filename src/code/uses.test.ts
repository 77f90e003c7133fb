import { expect, it } from 'vitest';
import type { UsedFile } from '../../workers/protocol';
import { certainFirst, titleOf } from './uses';

const file = (path: string, ...certain: boolean[]): UsedFile => ({
  path,
  language: 'typescript',
  uses: certain.map((is, at) => ({
    ...{ line: at + 1, col: 1, length: 1, text: 'x', from: 0 },
    ...{ role: 'read', certain: is },
  })),
});

it('lists and counts certain uses before candidates by name alone', () => {
  const files = [file('a', false), file('b', true, false, true), file('c', false), file('d', true)];
  expect(certainFirst(files).map(({ path }) => path)).toEqual(['b', 'd', 'a', 'c']);
  expect(titleOf('x', files)).toBe('3 uses of x in 2 files');
  expect(titleOf('x', [file('a', false)])).toBe('No certain use of x');
});

import { expect, it } from 'vitest';
import { folderChoices } from './folder-choices';

const folders = [
  { value: 'src/', count: 10 },
  { value: 'src/app/', count: 3 },
  { value: 'src/app/x/', count: 1 },
  { value: 'src/lib/', count: 7 },
];
const names = (chosen: string[], all = folders) => folderChoices(all, chosen).map(({ value }) => value);

it('offers the folders below the one that holds everything, the fullest first', () => {
  expect(names([])).toEqual(['src/lib/', 'src/app/']);
});

it('offers the top folders where they differ', () => {
  expect(names([], [...folders, { value: 'test/', count: 12 }])).toEqual(['test/', 'src/']);
});

it('goes on below a chosen folder and keeps it', () => {
  expect(names(['src/app/'])).toEqual(['src/app/', 'src/app/x/']);
});

it('keeps a chosen file', () => {
  expect(names(['src/app/a.ts'], [...folders, { value: 'src/app/a.ts', count: 2 }])).toEqual([
    'src/app/a.ts',
  ]);
});

it('has nothing to offer where there is nothing', () => {
  expect(names([], [])).toEqual([]);
});

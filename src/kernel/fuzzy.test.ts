import { describe, expect, it } from 'vitest';
import { namesIt, rank } from './fuzzy';

const ranked = (typed: string, names: string[]) =>
  rank(
    typed,
    names,
    (name) => name,
    10,
    () => false,
  );
const best = async (typed: string, names: string[]) => (await ranked(typed, names))?.map(({ item }) => item);

describe('rank', () => {
  it.each([
    ['paste', ['src/past/east.ts', 'src/Paste.ts'], 'src/Paste.ts'],
    ['fp', ['src/flipper.ts', 'src/FindingsPage.tsx'], 'src/FindingsPage.tsx'],
    ['index', ['src/index/deep/other.ts', 'src/ui/index.ts'], 'src/ui/index.ts'],
    ['data scan', ['src/ui/scan.ts', 'src/data/scan.ts'], 'src/data/scan.ts'],
  ])('puts the best fit of %s first', async (typed, names, first) => {
    expect((await best(typed, names))?.[0]).toBe(first);
  });

  it.each([
    ['xyz', 'app/share/Paste.tsx'],
    ['etsap', 'paste'],
    ['pp', 'paste'],
    ['data ui', 'src/data/scan.ts'],
  ])('refuses %s in %s', async (typed, name) => {
    expect(await best(typed, [name])).toEqual([]);
  });

  it('marks the letters that were typed', async () => {
    expect((await ranked('ov', ['OpenView']))?.[0]?.at).toEqual([0, 4]);
    expect((await ranked('paste', ['app/share/Paste.tsx']))?.[0]?.at).toEqual([10, 11, 12, 13, 14]);
  });

  it('keeps the order of equals and the limit', async () => {
    expect(await best('', ['b', 'a', 'c'])).toEqual(['b', 'a', 'c']);
    const many = Array.from({ length: 500 }, (_, index) => `file${index}`);
    expect((await best('file', many))?.length).toBe(10);
  });

  it('gives up when it is overtaken', async () => {
    const many = Array.from({ length: 200_000 }, (_, index) => `src/some/folder/file${index}.ts`);
    expect(
      await rank(
        'sff9',
        many,
        (name) => name,
        10,
        () => true,
      ),
    ).toBeUndefined();
  });
});

describe('namesIt', () => {
  it.each([
    ['open', 'Open a folder…', true],
    ['sca ag', 'Scan again', true],
    ['view', 'openView', true],
    ['pen', 'Open a folder…', false],
    ['oaf', 'Open a folder…', false],
    ['', 'Open a folder…', false],
  ])('%s, %s: %s', (typed, name, expected) => {
    expect(namesIt(typed, name)).toBe(expected);
  });
});

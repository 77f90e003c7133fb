import { describe, expect, it } from 'vitest';
import { fit, namesIt, rank } from './fuzzy';

const best = async (typed: string, names: string[]) =>
  (
    await rank(
      typed,
      names,
      (name) => name,
      10,
      () => false,
    )
  )?.map(({ item }) => item);

describe('fit', () => {
  it.each([
    ['xyz', 'app/share/Paste.tsx'],
    ['etsap', 'paste'],
    ['pp', 'paste'],
  ])('refuses %s in %s', (typed, name) => {
    expect(fit(typed, name)).toBeUndefined();
  });

  it('marks the letters it matched', () => {
    expect(fit('ov', 'OpenView')?.at).toEqual([0, 4]);
    expect(fit('paste', 'app/share/Paste.tsx')?.at).toEqual([10, 11, 12, 13, 14]);
  });

  it('falls back to later letters where a word start would leave no room', () => {
    expect(fit('abc', 'abc-a')?.at).toEqual([0, 1, 2]);
    expect(fit('ba', 'xbxa b')?.at).toEqual([1, 3]);
  });
});

describe('rank', () => {
  it.each([
    ['paste', ['src/past/east.ts', 'src/Paste.ts'], 'src/Paste.ts'],
    ['fp', ['src/flipper.ts', 'src/FindingsPage.tsx'], 'src/FindingsPage.tsx'],
    ['index', ['src/index/deep/other.ts', 'src/ui/index.ts'], 'src/ui/index.ts'],
    ['data scan', ['src/ui/scan.ts', 'src/data/scan.ts'], 'src/data/scan.ts'],
  ])('puts the best fit of %s first', async (typed, names, first) => {
    expect((await best(typed, names))?.[0]).toBe(first);
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

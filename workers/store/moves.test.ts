import { describe, expect, it } from 'vitest';
import { findMoves, type SightedFile } from './moves';

let nextId = 1;

/** A file with findings of these codes; each digit of the hash and the code stands for itself. */
function file(path: string, hash: string, codes: string[], surroundings = '0123456789abcdef'): SightedFile {
  return {
    path,
    hash,
    findings: codes.map((code, at) => ({
      ...{ id: nextId++, rule: 'r', line: at + 1, surroundings, excerpt: code },
      identity: `${code.repeat(16).slice(0, 16)}-00000000-0`,
    })),
  };
}

const noText = async () => undefined;

/** Which path each finding came from and went to. */
async function moves(
  gone: SightedFile[],
  lost: SightedFile[],
  fresh: SightedFile[],
  texts: Record<string, string> = {},
) {
  const textOf = async ({ path }: SightedFile) => texts[path];
  const found = await findMoves(gone, lost, fresh, Object.keys(texts).length > 0 ? textOf : noText);
  return found.map(({ formerPath, nowPath, former }) => `${formerPath} ${former.excerpt} ${nowPath}`).sort();
}

describe('moves', () => {
  it('follows a file that was only renamed, however common its findings are', async () => {
    const fresh = [file('b/x.js', 'h2', ['1', '2']), file('c/y.js', 'h1', ['1', '2'])];
    expect(await moves([file('a/x.js', 'h1', ['1', '2'])], [], fresh)).toEqual([
      'a/x.js 1 c/y.js',
      'a/x.js 2 c/y.js',
    ]);
  });

  it('follows a renamed and edited file while most of its lines are the same', async () => {
    const lines = (count: number, word: string) => Array.from({ length: count }, (_, at) => `${word} ${at}`);
    const before = [...lines(6, 'same'), ...lines(4, 'old')].join('\n');
    const after = [...lines(6, 'same'), ...lines(4, 'new')].join('\n');
    const other = [...lines(4, 'same'), ...lines(6, 'other')].join('\n');
    const [gone, fresh] = [file('a.js', 'h1', ['1'], ''), [file('b.js', 'h2', ['1'], '')]];
    expect(await moves([gone], [], fresh, { 'a.js': before, 'b.js': after })).toEqual(['a.js 1 b.js']);
    expect(await moves([gone], [], fresh, { 'a.js': before, 'b.js': other })).toEqual([]);
  });

  it('goes by the name and the findings where texts are not kept', async () => {
    const gone = file('a/x.js', 'h1', ['1', '2'], '');
    expect(await moves([gone], [], [file('b/x.js', 'h2', ['1', '2'], '')])).toHaveLength(2);
    expect(await moves([gone], [], [file('b/y.js', 'h2', ['1', '2'], '')])).toEqual([]);
  });

  it('follows code that moved alone, if it is there once', async () => {
    const lost = [file('a.js', 'h1', ['1'])];
    expect(await moves([], lost, [file('b.js', 'h2', ['1'])])).toEqual(['a.js 1 b.js']);
    expect(await moves([], lost, [file('b.js', 'h2', ['1']), file('c.js', 'h3', ['1'])])).toEqual([]);
    expect(await moves([], lost, [file('b.js', 'h2', ['1'], 'fedcba9876543210')])).toEqual([]);
    expect(await moves([], [file('a.js', 'h1', ['1'], '')], [file('b.js', 'h2', ['1'], '')])).toEqual([]);
  });
});

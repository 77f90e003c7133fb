/** What is said of code that was found and not replaced, and of files that were not searched. */
import { expect, it } from 'vitest';
import type { FixedFile, FoundFile, RefusedFix, TextAnswer } from '../../workers/protocol';
import { leftIn, unsearched } from './unreplaced';

const found = (path: string, lines: number[]) =>
  ({ path, matches: lines.map((line) => ({ line, col: 1, length: 1, text: 'x', from: 0 })) }) as FoundFile;
const fix = (line: number) => ({ ruleId: '', line, message: '', isSafe: false });
function fixed(path: string, applied: number[], refused: number[]): FixedFile {
  const bytes = new Uint8Array();
  const no = (line: number): RefusedFix => ({ ...fix(line), refusal: 'overlap', why: 'No.' });
  return { path, before: bytes, after: bytes, applied: applied.map(fix), refused: refused.map(no) };
}

it('tells of matches of which nothing is known, once a file', () => {
  const files = [found('a.py', [3, 5, 8]), found('b.py', [1]), found('c.py', [2, 4]), found('d.py', [7])];
  const changed = [
    fixed('a.py', [3], []),
    fixed('b.py', [1], []),
    // One is refused, and told by itself.
    fixed('c.py', [2], [4]),
    // As a whole.
    fixed('d.py', [], [0]),
  ];
  expect(leftIn(files, changed)).toEqual([
    { path: 'a.py', line: 3, ruleId: '', why: 'The search finds 3 matches here; 2 cannot be replaced.' },
  ]);
});

function answer(more: Partial<TextAnswer>, ofFound: Partial<TextAnswer['found']> = {}): TextAnswer {
  const all = { files: [], total: 2, whole: true, excludesAll: [], ...ofFound };
  return { found: all, texts: 4, searchable: 4, elsewhere: 0, bytes: 1, elapsedMs: 1, ...more };
}

const structure = { languages: ['go'], refused: [], files: 4, parsed: 4, broken: 0, unread: 0, examples: [] };

it('says nothing where all was searched', () => {
  expect(unsearched(answer({}, { structure }))).toEqual([]);
});

it.each([
  [answer({ searchable: 3 }, { structure }), ['Only 3 of 4 files could be searched.']],
  [answer({}, { structure, whole: false }), ['The search ended with 2 matches; there may be more.']],
  [
    answer(
      {},
      {
        whole: false,
        structure: { ...structure, unread: 3, examples: [{ path: 'd.go', reason: 'it took too long' }] },
      },
    ),
    ['Not searched to its end: it took too long.', '2 more files not searched to the end.'],
  ],
])('names what was not searched', (searched, told) => {
  expect(unsearched(searched).map(({ why }) => why)).toEqual(told);
});

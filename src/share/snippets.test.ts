import { describe, expect, it } from 'vitest';
import { cutSnippet, joinSnippets } from './snippets';

const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
const at = (line: number, endLine = line) => ({
  start: { line, col: 1, offset: 0 },
  end: { line: endLine, col: 1, offset: 0 },
});

describe('snippets', () => {
  it('takes three lines on each side, and stops at the ends of the file', () => {
    expect(cutSnippet(lines, at(10))).toEqual({ startLine: 7, text: lines.slice(6, 13).join('\n') });
    expect(cutSnippet(lines, at(1))).toEqual({ startLine: 1, text: lines.slice(0, 4).join('\n') });
    expect(cutSnippet(lines, at(20))).toEqual({ startLine: 17, text: lines.slice(16).join('\n') });
  });

  it('stays small on huge matches and lines', () => {
    const huge = Array.from({ length: 5000 }, () => 'x'.repeat(10_000));
    const { text } = cutSnippet(huge, at(1, 5000));
    expect(text.split('\n')).toHaveLength(40);
    expect(text.length).toBeLessThan(20_000);
  });

  it('joins what overlaps or touches, and nothing else', () => {
    const cut = (line: number) => cutSnippet(lines, at(line));
    expect(joinSnippets([cut(8), cut(4)])).toEqual([{ startLine: 1, text: lines.slice(0, 11).join('\n') }]);
    expect(joinSnippets([cut(4), cut(11)])).toEqual([{ startLine: 1, text: lines.slice(0, 14).join('\n') }]);
    expect(joinSnippets([cut(4), cut(12)])).toEqual([cut(4), cut(12)]);
    expect(joinSnippets([cut(4), cut(4)])).toEqual([cut(4)]);
  });
});

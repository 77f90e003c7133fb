import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it, vi } from 'vitest';
import { isModestMarkdown } from '../src/ui/markdown-limits';

// The parser is the one for browsers, which decodes entities with an element; here none is known.
vi.hoisted(() => vi.stubGlobal('document', { createElement: () => ({ textContent: ';' }) }));

/** Texts of n repetitions that are known to take parsers long. */
const HOSTILE: [name: string, make: (n: number) => string][] = [
  ['emphasis that never closes', (n) => '*a_ '.repeat(n)],
  ['emphasis within emphasis', (n) => `${'*a **b '.repeat(n)}${'c** d* '.repeat(n)}`],
  ['underscores', (n) => '_'.repeat(n * 2).replace(/../g, '_a')],
  ['quotes', (n) => `${'>'.repeat(n)} a`],
  ['quotes with spaces', (n) => `${'> '.repeat(n)}a`],
  ['quotes over lines', (n) => Array.from({ length: n }, (_, at) => `${'> '.repeat(at % 60)}a`).join('\n')],
  ['list items', (n) => `${'- '.repeat(n)}a`],
  ['numbered items', (n) => `${'1. '.repeat(n)}a`],
  [
    'lists over lines',
    (n) => Array.from({ length: n }, (_, at) => `${'  '.repeat(Math.min(at, 2000))}- a`).join('\n'),
  ],
  ['brackets', (n) => '['.repeat(n)],
  ['brackets that close', (n) => `${'['.repeat(n)}a${']'.repeat(n)}`],
  ['links', (n) => '[a]('.repeat(n)],
  ['pictures', (n) => '![a]('.repeat(n)],
  ['backticks of many lengths', (n) => Array.from({ length: n }, (_, at) => '`'.repeat(at % 300)).join('a')],
  ['tags', (n) => '<a b="'.repeat(n)],
  ['comments', (n) => '<!-- a '.repeat(n)],
  ['addresses', (n) => '<http://a'.repeat(n)],
  ['entities', (n) => '&a'.repeat(n)],
  ['definitions', (n) => '[a]: b\n'.repeat(n)],
  ['headings', (n) => '# a\n'.repeat(n)],
  ['underlined headings', (n) => 'a\n-\n'.repeat(n)],
  ['a long line', (n) => 'a'.repeat(n * 4)],
  ['backslashes', (n) => '\\'.repeat(n)],
];

describe('hostile Markdown', () => {
  // Without the limits, the last rungs take minutes: the test then ends by its time-out.
  it.each(HOSTILE)('is parsed only where that is little work: %s', (_, make) => {
    const parsed = [10, 100, 400, 1000, 10_000, 100_000].filter((n) => {
      const text = make(n);
      if (!isModestMarkdown(text)) return false;
      fromMarkdown(text);
      return true;
    });
    expect(parsed).not.toContain(100_000);
  });

  it('is parsed or refused in little time in any mixture', () => {
    const part = fc.constantFrom(
      ...'* _ ** [ ]( ![ ` `` < <!-- > - 1. # & \\ a | ~~~ \n \n\n'.split(' '),
      ' ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3000 }), (parts) => {
        const text = parts.join('').repeat(8);
        if (isModestMarkdown(text)) fromMarkdown(text);
      }),
      { numRuns: 40 },
    );
  });
});

describe('what people write', () => {
  it('is parsed: every built-in rule and every text of this project', () => {
    const root = join(dirname(fileURLToPath(import.meta.url)), '..');
    const builtin = join(root, 'crates/rules/builtin');
    const texts = readdirSync(builtin, { recursive: true, encoding: 'utf8' })
      .filter((path) => /(rule\.yml|\.md)$/.test(path))
      .map((path) => join(builtin, path));
    expect(texts.length).toBeGreaterThan(100);
    for (const path of [...texts, join(root, 'ARCHITECTURE.md'), join(root, 'README.md')]) {
      expect([path, isModestMarkdown(readFileSync(path, 'utf8'))]).toEqual([path, true]);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { parseCases } from './cases';

const fence = '```';
const markdown = `# Cases of \`go/x\`

A round that ends is let through.

${fence}go bad
for {
	defer f() // finds: go/x
}
${fence}

${fence}python good
# finds nothing
x = 1
${fence}

Some words.

${fence}go fixed
f() // finds: go/x
${fence}

${fence}html bad
<a onclick="x"> <!-- finds: html/x -->
${fence}
`;

describe('parseCases', () => {
  it('reads good and bad code with the lines that are found', () => {
    const cases = parseCases(markdown);
    expect(cases.map(({ kind, language, found }) => [kind, language, found])).toEqual([
      ['bad', 'go', [1]],
      ['good', 'python', []],
      ['fixed', 'go', []],
      ['bad', 'html', [0]],
    ]);
    expect(cases[0]?.code).toBe('for {\n\tdefer f()\n}');
    expect(cases[1]?.code).toBe('# finds nothing\nx = 1');
  });

  it('keeps the prose before each, without headings', () => {
    expect(parseCases(markdown).map(({ text }) => text)).toEqual([
      'A round that ends is let through.',
      '',
      'Some words.',
      '',
    ]);
  });

  it('reads code that is made safe', () => {
    const [only] = parseCases(`${fence}java sanitized\nf(clean(x));\n${fence}\n`);
    expect(only).toMatchObject({ kind: 'sanitized', language: 'java', found: [] });
  });

  it('takes other fences for prose', () => {
    expect(parseCases(`${fence}\nplain\n${fence}\n`)).toEqual([]);
  });
});

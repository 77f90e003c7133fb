import { describe, expect, it } from 'vitest';
import { caseText, parseCases } from './cases';

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

  it('knows where the code of a case stands, also where it has none yet', () => {
    const text = `${fence}python invalid\r\n${fence}\r\n\n${fence}python valid\r\nx\r\n${fence}\n`;
    expect(parseCases(text).map(({ line, lines, code }) => [line, lines, code])).toEqual([
      [2, 0, ''],
      [5, 1, 'x'],
    ]);
  });

  it('reads the cases behind a fence that is not closed', () => {
    const open = `${fence}${fence}python bad\n`;
    expect(parseCases(`${open}${open}${caseText('go', 'good', 'x')}`)).toMatchObject([{ code: 'x' }]);
  });

  it('keeps code with fences in it whole', () => {
    const code = `def f():\n    """\n    ${fence}\n    """\n${fence}${fence}`;
    expect(parseCases(caseText('python', 'invalid', code))).toMatchObject([{ code, language: 'python' }]);
  });

  it('takes no longer for each line of a text that was made to take long', () => {
    const texts = [
      `${fence}a bad\n`.repeat(50_000),
      '`'.repeat(500_000),
      `${fence}a bad\n${' '.repeat(500_000)}x\n${fence}`,
      `${fence}a bad\n${'#finds:'.repeat(100_000)}\n${fence}`,
      `${fence}a bad\n# finds: x${' '.repeat(500_000)}y\n${fence}`,
      `${fence}a bad\n${'# '.repeat(200_000)}finds: x y\n${fence}`,
    ];
    // Where the time grows with the square of the length this takes minutes, and the test runs out of time.
    expect(texts.map((text) => parseCases(text).length)).toEqual([0, 0, 1, 1, 1, 1]);
  });
});

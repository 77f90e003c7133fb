import { expect, it } from 'vitest';
import type { Finding } from '../../../workers/protocol';
import { caseText, judgeCase, pairCases, parseCases } from '../../share';
import { accepted } from './accept';
import type { CaseResult } from './state';

/** What comes of cases if a rule finds each line that begins with `run`, and maybe fixes it. */
function resultsOf(markdown: string, fix?: (code: string) => string): CaseResult[] {
  return pairCases(parseCases(markdown)).map((pair) => {
    const lines = pair.one.code.split('\n');
    const findings = lines.flatMap((line, at) =>
      line.startsWith('run') ? [{ range: { start: { line: at + 1 } } } as Finding] : [],
    );
    const result = { findings, problems: [], ...(fix && { fixed: fix(pair.one.code) }) };
    return { ...pair, result, ...judgeCase(pair.one, result, pair.expected) };
  });
}

const isRight = (markdown: string, fix?: (code: string) => string) =>
  resultsOf(markdown, fix).map((one) => one.isRight);

it('marks what is found and writes the code after the fixes', () => {
  const before = `${caseText('python', 'invalid', 'stop()\nrun()')}\n${caseText('python', 'valid', 'stop()')}`;
  const fix = (code: string) => code.replace('run', 'walk');
  const after = accepted(before, resultsOf(before, fix));
  expect(after).toContain('stop()\nrun() # finds: it\n```');
  expect(after).toContain('```python fixed\nstop()\nwalk()\n```');
  expect(isRight(after, fix)).toEqual([true, true]);
  // What is there already is replaced, and nothing is added a second time.
  expect(accepted(after, resultsOf(after, fix))).toBe(after);
});

it('leaves what a case is, and cases without code, as they are', () => {
  const before = '```python invalid\n```\n\n```python invalid\nstop()\n```\n\n```python valid\nrun()\n```\n';
  expect(accepted(before, resultsOf(before))).toBe(before);
});

it('keeps fixed code with fences in it in one case', () => {
  const before = caseText('python', 'invalid', 'run()');
  const fix = () => '"""\n```\n"""';
  const after = accepted(before, resultsOf(before, fix));
  expect(isRight(after, fix)).toEqual([true]);
  const other = accepted(
    after,
    resultsOf(after, () => '"""\n````\n"""'),
  );
  expect(parseCases(other).map(({ code }) => code)).toEqual(['run()', '"""\n````\n"""']);
});

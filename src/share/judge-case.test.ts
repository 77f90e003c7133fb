import { expect, it } from 'vitest';
import { parseCases } from './cases';
import { judgeCase, pairCases } from './judge-case';

const fence = '```';
const [bad, good, marked, fixed] = parseCases(`
${fence}python invalid
f(1)
${fence}
${fence}python valid
g(1)
${fence}
${fence}python invalid
f(1)
f(2) # finds: it
${fence}
${fence}python fixed
g(1)
g(2)
${fence}
`);
const at = (...lines: number[]) => ({
  findings: lines.map((line) => {
    const place = { line, col: 1, offset: 0 };
    return { range: { start: place, end: place } };
  }),
});

it('says in one of four words what a rule makes of a case', () => {
  if (!bad || !good || !marked) throw new Error('the cases are there');
  expect(judgeCase(bad, at(1))).toMatchObject({ verdict: 'reported', isRight: true });
  expect(judgeCase(bad, at())).toMatchObject({ verdict: 'missing', isRight: false });
  expect(judgeCase(good, at())).toMatchObject({ verdict: 'validated', isRight: true });
  expect(judgeCase(good, at(1))).toMatchObject({ verdict: 'noisy', isRight: false });
  expect(judgeCase(marked, at(2))).toMatchObject({ verdict: 'reported', isRight: true });
  expect(judgeCase(marked, at(1, 2))).toMatchObject({ verdict: 'noisy', faults: ['Also found in line 1.'] });
  expect(judgeCase(marked, at(1))).toMatchObject({ verdict: 'missing' });
});

it('compares the code after the fixes with what is expected', () => {
  if (!marked || !fixed) throw new Error('the cases are there');
  expect(pairCases([marked, fixed])).toEqual([{ one: marked, expected: fixed }]);
  expect(judgeCase(marked, { ...at(2), fixed: 'g(1)\ng(2)\n' }, fixed).isRight).toBe(true);
  expect(judgeCase(marked, { ...at(2), fixed: 'g(1)' }, fixed).faults).toEqual(['The fix gives other code.']);
  expect(judgeCase(marked, at(2), fixed).faults).toEqual(['There is no fix.']);
});

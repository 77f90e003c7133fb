import { describe, expect, it } from 'vitest';
import type { Problem, SkippedFile, SkipReason } from '../protocol';
import { completenessOf, type RunFacts, unrecorded } from './completeness';

const WHOLE: RunFacts = {
  ...{ status: 'done', walked: true, files: 3, answered: 3 },
  ...{ skipped: [], problems: [], ruleProblems: [] },
};
const of = (facts: Partial<RunFacts>) => completenessOf({ ...WHOLE, ...facts });
const skipped = (reason: SkipReason, isFolder = false): SkippedFile => ({
  ...{ path: 'a', size: 0, isFolder, reason, detail: 'why' },
});
const problem = (kind: string, path = 'a.js', ruleId?: string) =>
  ({ kind, path, message: 'why', ...(ruleId && { ruleId }) }) as Problem;

describe('completeness', () => {
  it('is whole only of a run that was walked, answered and done', () => {
    expect(of({})).toEqual({ state: 'whole' });
    expect(of({ walked: false })).toMatchObject({ state: 'partial', done: 3, total: 0 });
    expect(of({ answered: 2 })).toMatchObject({ state: 'partial', done: 2, total: 3 });
    for (const status of ['cancelled', 'interrupted', 'failed'] as const) {
      expect(of({ status, answered: 1 })).toMatchObject({ state: 'partial', done: 1, total: 3 });
    }
  });

  it('is failed where nothing was checked', () => {
    const error = { code: 'quota-exceeded', message: 'No room.', help: 'Make some.' };
    expect(of({ status: 'failed', answered: 0, error })).toEqual({
      state: 'failed',
      gap: { kind: 'not-stored', count: 3, message: 'No room. Make some.', examples: [] },
    });
  });

  it.each([
    ['unreadable', 'unreadable'],
    ['encrypted', 'unreadable'],
    ['unsupported', 'unreadable'],
    ['damaged', 'unreadable'],
    ['archive-limit', 'unreadable'],
    ['unsafe-path', 'unreadable'],
  ] as const)('is partial where something was left out as %s', (reason, kind) => {
    expect(of({ skipped: [skipped(reason)] })).toMatchObject({
      ...{ state: 'partial', done: 3, total: 4 },
      gaps: [{ kind, count: 1, examples: ['a: why'] }],
    });
  });

  it('names folders that could not be listed apart from files', () => {
    expect(of({ skipped: [skipped('unreadable', true)] })).toMatchObject({
      ...{ state: 'partial', done: 3, total: 3 },
      gaps: [{ kind: 'listing', count: 1 }],
    });
  });

  it.each(['ignored', 'excluded', 'dependency', 'binary', 'too-large', 'link', 'special'] as const)(
    'takes %s for a choice',
    (reason) => expect(of({ skipped: [skipped(reason)] })).toEqual({ state: 'whole' }),
  );

  it.each(['timed-out', 'too-deep', 'no-grammar', 'crashed', 'unreadable'])(
    'is partial where a file was %s',
    (kind) => {
      expect(of({ problems: [problem(kind), problem(kind)] })).toMatchObject({
        ...{ state: 'partial', done: 2, total: 3 },
        gaps: [{ kind, count: 1, examples: ['a.js: why'] }],
      });
    },
  );

  it('counts each rule that could not be used once', () => {
    const facts = {
      ruleProblems: [problem('bad-rule', 'r.yml', 'r')],
      problems: [problem('bad-rule', 'a.js', 'r')],
    };
    expect(of(facts)).toMatchObject({ state: 'partial', done: 3, gaps: [{ kind: 'bad-rule', count: 1 }] });
    expect(of({ problems: [problem('unsupported')] })).toEqual({ state: 'whole' });
  });

  it('takes nothing for whole that an older version stored', () => {
    expect(unrecorded('done')).toMatchObject({ state: 'partial', gaps: [{ kind: 'unrecorded' }] });
    expect(unrecorded('interrupted')).toMatchObject({
      gaps: [{ kind: 'interrupted' }, { kind: 'unrecorded' }],
    });
  });
});

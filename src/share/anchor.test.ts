import { describe, expect, it } from 'vitest';
import type { Finding } from '../../workers/protocol';
import { type Candidate, type Checkout, reanchor, sharedFindings } from './anchor';
import { makeDocument, withPresentIds } from './document';

/** `path:line rule text#identity`, so that a case is one line. */
function candidate(text: string): Candidate {
  const [, path = '', line = '', ruleId = '', excerpt = '', identity = ''] =
    /^(\S+):(\d+) (\S+) (.*)#(\w+)$/.exec(text) ?? [];
  const start = { line: Number(line), col: 1, offset: 0 };
  const finding: Finding = {
    ruleId,
    language: 'javascript',
    severity: 'high',
    message: 'm',
    range: { start, end: start },
    excerpt,
    metavars: {},
    labels: [],
    identity,
    status: { kind: 'open' },
    origin: 'file',
  };
  return { path, finding };
}

function outcomes(shared: string[], mine: string[], more: Partial<Checkout> = {}): string[] {
  const document = makeDocument(shared.map(candidate), { project: 'p', generator: 'g', withCode: false });
  const checkout: Checkout = {
    candidates: mine.map(candidate),
    ruleIds: new Set(['r', 's']),
    formerIds: () => [],
    skipReason: () => undefined,
    ...more,
  };
  return reanchor(sharedFindings(document), checkout).map((outcome) =>
    'path' in outcome ? `${outcome.kind} ${outcome.path}:${outcome.finding.range.start.line}` : outcome.kind,
  );
}

describe('reanchor', () => {
  it('finds what has not moved', () => {
    expect(outcomes(['a.js:3 r eval(x)#f1'], ['a.js:3 r eval(x)#f1'])).toEqual(['here a.js:3']);
  });

  it('finds a moved line by its identity, in its own file before any other', () => {
    const twins = ['b.js:3 r eval(x)#f1', 'a.js:9 r eval(x)#f1'];
    expect(outcomes(['a.js:3 r eval(x)#f1', 'c.js:1 r eval(x)#f1'], twins)).toEqual([
      'moved a.js:9',
      'moved b.js:3',
    ]);
  });

  it('finds a moved line', () => {
    expect(outcomes(['a.js:3 r eval(x)#f1'], ['a.js:9 r eval(x)#f1'])).toEqual(['moved a.js:9']);
  });

  it('finds a changed line by an anchor that was made of a former id of its rule', () => {
    const formerIds = (id: string) => (id === 's' ? ['r'] : []);
    const document = makeDocument([candidate('a.js:3 r eval(x)#f1')], {
      ...{ project: 'p', generator: 'g', withCode: false },
    });
    const present = withPresentIds(document, new Map([['r', 's']]));
    const checkout = {
      ...{ candidates: [candidate('a.js:9 s eval(x)#f2')], ruleIds: new Set(['s']), formerIds },
      skipReason: () => undefined,
    };
    const [outcome] = reanchor(sharedFindings(present), checkout);
    expect(outcome).toMatchObject({ kind: 'moved', path: 'a.js' });
    const [lost] = reanchor(sharedFindings(present), { ...checkout, formerIds: () => [] });
    expect(lost).toEqual({ kind: 'gone' });
  });

  it('says what is not there any more', () => {
    expect(outcomes(['a.js:3 r eval(x)#f1'], ['a.js:3 r eval(y)#f2'])).toEqual(['gone']);
    expect(outcomes(['a.js:3 r eval(x)#f1'], ['a.js:3 s eval(x)#f2'])).toEqual(['gone']);
    expect(outcomes(['a.js:3 r eval(x)#f1'], [])).toEqual(['gone']);
  });

  it('finds the same text in a renamed file', () => {
    expect(outcomes(['a.js:3 r eval(x)#f1'], ['lib/a.js:4 r eval(x)#f2', 'b.js:3 r eval(x)#f3'])).toEqual([
      'moved lib/a.js:4',
    ]);
  });

  it('prefers the nearest match of the same file, and uses none twice', () => {
    const mine = ['a.js:10 r eval(x)#g1', 'a.js:50 r eval(x)#g2'];
    expect(outcomes(['a.js:48 r eval(x)#f1', 'a.js:11 r eval(x)#f2'], mine)).toEqual([
      'moved a.js:50',
      'moved a.js:10',
    ]);
    const three = ['a.js:1 r eval(x)#f1', 'a.js:2 r eval(x)#f2', 'a.js:3 r eval(x)#f3'];
    expect(outcomes(three, mine)).toEqual(['moved a.js:10', 'moved a.js:50', 'gone']);
  });

  it('lets exact matches go first', () => {
    const mine = ['a.js:7 r eval(x)#f2'];
    expect(outcomes(['a.js:6 r eval(x)#f1', 'a.js:7 r eval(x)#f2'], mine)).toEqual(['gone', 'here a.js:7']);
  });

  it('does not call gone what it could not have seen', () => {
    const shared = ['a.js:3 r eval(x)#f1'];
    expect(outcomes(shared, [], { ruleIds: new Set() })).toEqual(['unknown']);
    expect(outcomes(shared, [], { skipReason: () => 'too large' })).toEqual(['unknown']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rematch, type Trace } from './rematch';

const hex = (text: string, digits: number) =>
  Array.from({ length: digits }, (_, at) => (text.charCodeAt(at % text.length) % 16).toString(16)).join('');

/** `line rule code scope around excerpt`, so that a case is one line; `-` stands for nothing. */
function trace(text: string): Trace {
  const [line = '', rule = '', code = '', scope = '', around = '-', excerpt = code] = text.split(' ');
  const surroundings =
    around === '-'
      ? ''
      : around
          .split('')
          .map((side) => hex(side, 8))
          .join('');
  const identity = `${hex(code, 16)}-${hex(scope, 8)}-0`;
  return { rule, line: Number(line), identity, surroundings, excerpt };
}

/** The line of each former finding and where it is now. */
function pairs(former: string[], now: string[], grown = 0): [number, number][] {
  const [before, after] = [former.map(trace), now.map(trace)];
  const found = rematch(before, after, grown).map(([a, b]): [number, number] => [
    before[a]?.line ?? 0,
    after[b]?.line ?? 0,
  ]);
  return found.sort((a, b) => a[0] - b[0]);
}

describe('rematch', () => {
  it('finds what has moved with its lines', () => {
    expect(pairs(['3 r c f ab'], ['9 r c f ab'])).toEqual([[3, 9]]);
    expect(pairs(['3 r c f ab'], ['3 s c f ab'])).toEqual([]);
    expect(pairs(['3 r c f ab'], ['3 r d g cd'])).toEqual([]);
  });

  it('tells twins apart by the lines around them', () => {
    const former = ['10 r c f ab', '20 r c f cd', '30 r c f ed'];
    expect(pairs(former, ['17 r c f cd', '27 r c f ed'])).toEqual([
      [20, 17],
      [30, 27],
    ]);
  });

  it('tells twins of the same surroundings apart by how far others have moved', () => {
    const former = ['5 r x f ab', '10 r c f ab', '20 r c f ab', '30 r c f ab'];
    expect(pairs(former, ['2 r x f ab', '17 r c f ab', '27 r c f ab'])).toEqual([
      [5, 2],
      [20, 17],
      [30, 27],
    ]);
  });

  it('does not take the copy that was put before it for it', () => {
    const former = ['5 r x f ab', '249 r c f ab', '300 r y f ab'];
    const now = ['5 r x f ab', '253 r c f ab', '270 r c f ab', '321 r y f ab'];
    expect(pairs(former, now)).toEqual([
      [5, 5],
      [249, 270],
      [300, 321],
    ]);
    // The end of the file has moved as far.
    expect(pairs(['249 r c f ab'], ['253 r c f ab', '270 r c f ab'], 21)).toEqual([[249, 270]]);
  });

  it('follows a renamed function, a changed line before it and an edit of the code itself', () => {
    expect(pairs(['3 r c f ab'], ['3 r c g ab'])).toEqual([[3, 3]]);
    expect(pairs(['3 r c f ab'], ['3 r c g xb'])).toEqual([[3, 3]]);
    expect(pairs(['3 r c f ab'], ['3 r d f ab'])).toEqual([[3, 3]]);
    expect(pairs(['3 r body f ab first'], ['3 r other f xb first'])).toEqual([[3, 3]]);
  });

  it('does not take the same code somewhere else for it', () => {
    expect(pairs(['3 r c f ab'], ['200 r c g cd'])).toEqual([]);
    // Which of two was edited nobody can tell.
    expect(pairs(['3 r c f ab', '7 r d f ab'], ['3 r e f ab', '7 r g f ab'])).toEqual([]);
  });

  it('finds rows of older versions by rule and first line', () => {
    const old = { rule: 'r', line: 3, identity: '', surroundings: '', excerpt: 'eval(x)' };
    expect(rematch([old], [{ ...trace('4 r c f ab'), excerpt: 'eval( x )'.replace(/ /g, '') }])).toEqual([
      [0, 0],
    ]);
  });

  it('uses no finding twice, and finds all where nothing has changed', () => {
    const some = fc.array(
      fc.record({
        line: fc.integer({ min: 1, max: 60 }),
        rule: fc.constantFrom('r', 's'),
        code: fc.constantFrom('c', 'd', 'e'),
        scope: fc.constantFrom('f', 'g'),
        around: fc.constantFrom('ab', 'cd', '-'),
      }),
      { maxLength: 30 },
    );
    const traces = some.map((all) =>
      all
        .sort((a, b) => a.line - b.line)
        .map(({ line, rule, code, scope, around }) => trace(`${line} ${rule} ${code} ${scope} ${around}`)),
    );
    fc.assert(
      fc.property(traces, traces, (former, now) => {
        const found = rematch(former, now);
        expect(new Set(found.map(([a]) => a)).size).toBe(found.length);
        expect(new Set(found.map(([, b]) => b)).size).toBe(found.length);
        for (const [a, b] of found) expect(former[a]?.rule).toBe(now[b]?.rule);
        expect(rematch(former, former).sort((a, b) => a[0] - b[0])).toEqual(former.map((_, at) => [at, at]));
      }),
    );
  });
});

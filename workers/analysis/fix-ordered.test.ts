/** Fixes as an analysis worker works them out, asked over a port as the page asks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type AnalysisService,
  AssayError,
  DEFAULT_ANALYSIS_OPTIONS,
  type Fix,
  type FixChoice,
  type FixOrder,
} from '../protocol';
import { type Client, connect, serve } from '../rpc';
import { makeAnalysisService } from './service';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const wasm = (path: string) => WebAssembly.compile(readFileSync(join(ROOT, path)));
const utf8 = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

const rule = (id: string, pattern: string, fix: string) =>
  `id: ${id}\nlanguage: python\nseverity: error\nmessage: m\nrule: { pattern: '${pattern}' }\nfix: '${fix}'\nmetadata: { fixSafety: safe }\n`;
const RULES = [
  rule('f', 'f($A)', 'g($A)'),
  rule('wide', 'h(f($A))', 'k($A)'),
  rule('there', 'there($A)', 'back($A)'),
  rule('back', 'back($A)', 'there($A)'),
].join('---\n');

let service: Client<AnalysisService>;
/** What is on disk. */
const disk = new Map<string, Uint8Array<ArrayBuffer>>();

beforeAll(async () => {
  const own = new MessageChannel();
  serve(makeAnalysisService(), own.port1);
  service = connect<AnalysisService>(own.port2).service;
  await service.setup(await wasm('crates/wasm/pkg/assay_wasm_bg.wasm'), (name) =>
    wasm(`public/grammars/${name}.wasm`),
  );
  const source = {
    raw: async (path: string) => {
      const bytes = disk.get(path);
      if (!bytes) throw new AssayError({ code: 'file-gone', message: `${path} no longer exists.` });
      const hasMark = bytes[0] === 0xef;
      return { path, hash: `hash of ${path}`, bytes: bytes.slice(), text: bytes.slice(hasMark ? 3 : 0) };
    },
  };
  const [from, to] = [new MessageChannel(), new MessageChannel()];
  serve(source, from.port1);
  serve({}, to.port1);
  await service.connect(from.port2, to.port2);
  await service.loadRules({ sources: [{ path: 'r.yml', text: RULES, origin: 'user' }], disabled: [] });
});

const ALL: FixChoice = { kind: 'found', unsafe: false };

async function fix(text: string, choice: FixChoice = ALL, more: Partial<FixOrder> = {}) {
  disk.set('a.py', utf8(text));
  const fixed = await service.fix({ path: 'a.py', choice, options: DEFAULT_ANALYSIS_OPTIONS, ...more });
  return { ...fixed, text: textOf(fixed.after), why: fixed.refused.map(({ refusal }) => refusal) };
}

/** Replaces the one occurrence of `old`. */
function given(text: string, old: string, replacement: string): Fix {
  const place = (at: number) => {
    const lines = text.slice(0, at).split('\n');
    return {
      line: lines.length,
      col: (lines.at(-1)?.length ?? 0) + 1,
      offset: utf8(text.slice(0, at)).length,
    };
  };
  const at = text.indexOf(old);
  return { range: { start: place(at), end: place(at + old.length) }, text: replacement };
}

describe('what a file becomes', () => {
  it('has all fixes, and what they bring about', async () => {
    const { text, applied, refused } = await fix('\ufefff(1); f(f(2))\r\n');
    expect(text).toBe('\ufeffg(1); g(g(2))\r\n');
    expect(applied.map(({ ruleId }) => ruleId)).toEqual(['f', 'f', 'f']);
    expect(refused).toEqual([]);
  });

  it('is the file itself where there is nothing to fix', async () => {
    const { before, after, applied } = await fix('g(1)\n');
    expect(textOf(after)).toBe(textOf(before));
    expect(applied).toEqual([]);
  });

  it('has the first of two fixes of one text, and the second where it is still one', async () => {
    expect((await fix('h(f(1))\n')).text).toBe('k(1)\n');
    const only: FixChoice = { kind: 'found', unsafe: false, once: true };
    const { text, why, refused } = await fix('f(f(1))\n', only);
    expect([text, why]).toEqual(['g(f(1))\n', ['overlap']]);
    expect(refused[0]?.why).toBe('The fix of f in line 1 changes the same text.');
  });

  it('does not go round in circles', async () => {
    const { why, applied } = await fix('there(1)\n');
    expect(why).toEqual(['endless']);
    expect(applied.length).toBe(10);
  });

  it('has those of the findings that are named', async () => {
    disk.set('a.py', utf8('f(1)\nf(2)\n'));
    const bytes = await service.check('a.py', utf8('f(1)\nf(2)\n'), DEFAULT_ANALYSIS_OPTIONS);
    const { findings } = JSON.parse(textOf(bytes)) as { findings: { identity: string }[] };
    const second = findings[1]?.identity ?? '';
    const { text } = await fix('f(1)\nf(2)\n', { kind: 'found', unsafe: false, findings: [second] });
    expect(text).toBe('f(1)\ng(2)\n');
  });

  it('is what it was if it has changed since it was checked', async () => {
    const { text, why } = await fix('f(1)\n', ALL, { hash: 'another' });
    expect([text, why]).toEqual(['f(1)\n', ['changed']]);
    expect((await fix('f(1)\n', ALL, { hash: 'hash of a.py' })).text).toBe('g(1)\n');
    // What a folder says of its findings does not make its files other ones.
    expect((await fix('f(1)\n', ALL, { hash: 'hash of a.py+0123abcd' })).text).toBe('g(1)\n');
  });

  it('has no fixes of findings that do not count, and those that others bring about all the same', async () => {
    const options = { ...DEFAULT_ANALYSIS_OPTIONS, choice: { off: ['there'] } };
    const { text, why } = await fix('f(f(1))\nthere(2)\n', ALL, { options });
    expect([text, why]).toEqual(['g(g(1))\nthere(2)\n', []]);
  });

  it('takes changes that are given, but none that breaks it', async () => {
    const text = 'é = 1\nb = 2\n';
    const fixes = [given(text, '1', '(1'), given(text, '2', '3')];
    const { text: after, why } = await fix(text, { kind: 'given', fixes });
    expect([after, why]).toEqual(['é = 1\nb = 3\n', ['syntax']]);
    const outside = {
      range: { start: { line: 9, col: 1, offset: 90 }, end: { line: 9, col: 1, offset: 91 } },
      text: '',
    };
    expect((await fix(text, { kind: 'given', fixes: [outside] })).why).toEqual(['overlap']);
  });

  it('goes by lines and columns, which are all that other programs tell', async () => {
    const text = 'a = 1\né = "𝒂" + b\r\n';
    const { range, ...own } = given(text, 'b', 'c');
    const bare = { start: { ...range.start, offset: 0 }, end: { ...range.end, offset: 0 } };
    const { text: after, why } = await fix(text, { kind: 'given', fixes: [{ ...own, range: bare }] });
    expect([after, why]).toEqual(['a = 1\né = "𝒂" + c\r\n', []]);
  });

  it('may be made of a text alone', async () => {
    disk.delete('b.py');
    const order = { path: 'b.py', choice: ALL, options: DEFAULT_ANALYSIS_OPTIONS, text: utf8('f(1)\n') };
    expect(textOf((await service.fix(order)).after)).toBe('g(1)\n');
  });
});

describe('what a file becomes where code of a form is replaced', () => {
  async function replace(path: string, text: string, pattern: string, rewrite: string) {
    const choice = { kind: 'rewrite' as const, pattern, rewrite };
    const order = { path, choice, options: DEFAULT_ANALYSIS_OPTIONS, text: utf8(text) };
    const { after, applied, refused } = await service.fix(order);
    return { text: textOf(after), applied: applied.length, refused };
  }

  it.each([
    ['a.py', 'f($X)', 'g($X, 1)', 'f(a)\n', 'g(a, 1)\n'],
    // Each in the dialect in which the search reads it: arguments by any name, in any number.
    ['a.py', 'f($...ARGS)', 'g($...ARGS)', 'f(1, b=2)\n', 'g(1, b=2)\n'],
    ['a.py', 'f(..., b=$B, ...)', 'g($B)', 'f(1, b=2, c=3)\n', 'g(2)\n'],
    ['a.py', 'f($$$ARGS)', 'g($$$ARGS)', 'f(1, b=2)\n', 'g(1, b=2)\n'],
    // An operation keeps its meaning wherever it comes to stand.
    ['a.py', '$X == None', '$X is None', 'a = not b == None\n', 'a = not (b is None)\n'],
    ['a.tsx', 'f($X, ...)', 'g($X)', 'const a = <b>{f(1, 2)}</b>;\n', 'const a = <b>{g(1)}</b>;\n'],
    // A language that only one of the dialects knows.
    ['a.css', 'a { color: red }', 'b { color: red }', 'a { color: red }\n', 'b { color: red }\n'],
  ])('in %s, %s by %s', async (path, pattern, rewrite, text, after) => {
    expect(await replace(path, text, pattern, rewrite)).toEqual({ text: after, applied: 1, refused: [] });
  });

  it('does without what would break it, and without the inner of two, and says why', async () => {
    const broken = await replace('a.py', 'f(1)\nx = f(2)\n', 'f($X)', 'if $X: pass');
    expect([broken.text, broken.refused.map(({ line, refusal }) => [line, refusal])]).toEqual([
      'if 1: pass\nx = f(2)\n',
      [[2, 'syntax']],
    ]);
    const nested = await replace('a.py', 'f(f(1))\n', 'f($X)', 'g($X)');
    expect([nested.text, nested.refused.map(({ why }) => why)]).toEqual([
      'g(f(1))\n',
      ['The fix in line 1 changes the same text.'],
    ]);
  });

  it('refuses a template that cannot be filled in', async () => {
    const { text, applied, refused } = await replace('a.py', 'f(1)\n', 'f($X)', 'g($Y)');
    expect([text, applied]).toEqual(['f(1)\n', 0]);
    expect(refused.map(({ refusal, why }) => [refusal, why])).toEqual([
      ['cannot', 'Nothing was replaced: the fix uses $Y, which no pattern of the rule binds.'],
    ]);
  });

  it('leaves the loaded rules as they are', async () => {
    expect((await fix('f(1)\n')).text).toBe('g(1)\n');
  });
});

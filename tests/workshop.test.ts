/** Rules that are being written: tried on code, explained, and asked of a project. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../scripts/lib/paths';
import type { RuleSchema } from '../src/editor';
import { SCHEMAS } from '../src/features/workshop/schema';
import { canSay, DIALECTS, judgeCase, pairCases, parseCases, SHAPES, template } from '../src/share';
import { Analyser, Workshop } from '../workers/analysis';
import { JoinedProject } from '../workers/index/joined';
import { searchRules } from '../workers/index/search';
import type { RuleSource } from '../workers/protocol';

const wasm = (path: string) => WebAssembly.compile(readFileSync(inRoot(path)));
const grammar = (name: string) => wasm(`public/grammars/${name}.wasm`);
const source = (text: string, path = 'r.yml'): RuleSource => ({ path, text, origin: 'user' });
let engine: WebAssembly.Module;
let workshop: Workshop;

beforeAll(async () => {
  engine = await wasm('crates/wasm/pkg/assay_wasm_bg.wasm');
  workshop = new Workshop(new Analyser(engine, grammar));
});

const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

/** Asks about the line with some text. */
function why(rule: string, text: string, part: string, path = 'r.yml') {
  const place = { line: lineOf(text, part), col: 1 };
  return workshop.why(source(rule, path), [], 'r', { code: { path: 'a.py', text }, from: place, to: place });
}

const head = 'rules:\n- id: r\n  languages: [python]\n  severity: INFO\n  message: m\n';

it('answers questions that are asked at once each by its own rules', async () => {
  const fresh = new Workshop(new Analyser(engine, grammar));
  const rule = (language: string) =>
    source(`rules:\n- id: r\n  languages: [${language}]\n  severity: INFO\n  message: m\n  pattern: f($X)\n`);
  const asked = [
    ['ruby', 'f(1)'],
    ['lua', 'f(1)'],
    ['ruby', 'g(1)'],
  ] as const;
  // No grammar has been loaded yet, so each of them waits in its midst.
  const tried = await Promise.all(
    asked.map(([language, text]) =>
      fresh.tryRules([rule(language)], [], [{ path: `a.${language}`, text, language }]),
    ),
  );
  expect(tried.map(({ codes }) => codes[0]?.findings.length)).toEqual([1, 1, 0]);
});

describe('why not', () => {
  it('names the first clause that fails, with what metavariables stand for until then', async () => {
    const rule = `${head}  patterns:\n  - pattern: run($X)\n  - pattern-inside: |\n      def $F(...):\n        ...\n  - metavariable-regex:\n      metavariable: $X\n      regex: abc\n`;
    const told = await why(rule, 'def f():\n    run(y)\n\nrun(abc)\n', 'run(y)');
    expect(told.clauses[told.failed ?? -1]).toMatchObject({ key: 'metavariable-regex', line: 11 });
    expect(told.captures).toEqual({ X: 'y', F: 'f' });
    expect(told.clauses.map(({ matches }) => matches)).toEqual([2, 1, 0]);
    const other = await why(rule, 'def f():\n    run(y)\n\nrun(abc)\n', 'run(abc)');
    expect(other.clauses[other.failed ?? -1]).toMatchObject({ key: 'pattern-inside' });
  });

  it('names of alternatives the one that was most likely meant, and the word that is in the way', async () => {
    const rule = `${head}  pattern-either:\n  - pattern: stop($X)\n  - pattern: runn($X, shell=True)\n`;
    const told = await why(rule, 'run(y, shell=True)\n', 'run');
    expect(told.nearest).toMatchObject({ key: 'pattern', line: 8 });
    expect(told).toMatchObject({ word: 'runn', there: 'run' });
  });

  it('takes a word that is much like the code for the one that was meant, not the pattern that has more in common', async () => {
    const rule = `${head}  pattern-either:\n  - pattern: process.communicate_with_all($X, shell=True)\n  - pattern: exec_($X)\n`;
    const told = await why(rule, 'process.exec(y, shell=True)\nexec(y)\n', 'exec(y)');
    expect(told).toMatchObject({ nearest: { line: 8 }, word: 'exec_', there: 'exec' });
  });

  it('names the condition of an alternative that holds but for a text that nearly fits', async () => {
    const rule = `${head}  pattern-either:\n  - pattern: run_all($X)\n  - patterns:\n    - pattern: $F($X)\n    - metavariable-regex:\n        metavariable: $F\n        regex: ^x(run|walk)$\n`;
    const told = await why(rule, 'run(y)\n', 'run');
    expect(told.nearest).toMatchObject({ key: 'metavariable-regex', line: 10 });
  });

  it('names the source that would let data get to the place, also beside others that are there', async () => {
    const rule = `${head}  mode: taint\n  pattern-sources:\n  - pattern-either:\n    - pattern: other()\n    - pattern: sourc()\n  - patterns:\n    - pattern: more.$F()\n    - metavariable-regex: {metavariable: $F, regex: z}\n  pattern-sinks:\n  - pattern: sink(...)\n`;
    const text = 'b = source()\nother()\nmore.a()\nsink(b)\n';
    const told = await why(rule, text, 'sink(b)');
    expect(told.clauses[told.failed ?? -1]?.key).toBe('flow');
    expect(told).toMatchObject({ nearest: { key: 'pattern', line: 10 }, word: 'sourc', there: 'source' });
    const of = await why(rule, 'sink(more.a())\nother()\n', 'sink');
    expect(of.nearest).toMatchObject({ key: 'metavariable-regex', line: 13 });
  });

  it('goes into alternatives, utilities and constraints of the ast-grep dialect', async () => {
    const rule =
      'id: r\nlanguage: python\nutils:\n  named:\n    has:\n      field: name\n      regex: ^x_f$\nrule:\n  pattern: run($X)\n  inside:\n    stopBy: end\n    all:\n      - kind: function_definition\n      - matches: named\nconstraints:\n  X:\n    any:\n      - pattern: walk($Y)\n      - pattern: cal($Y)\n';
    const text = 'def f():\n    run(call(1))\ndef x_f():\n    run(call(2))\n';
    const told = await why(rule, text, 'run(call(1');
    expect(told.clauses[told.failed ?? -1]).toMatchObject({ key: 'inside.has.regex', line: 7 });
    const other = await why(rule, text, 'run(call(2');
    expect(other).toMatchObject({ nearest: { key: 'constraints.X.pattern', line: 19 }, there: 'call' });
  });

  it('says how far data gets that does not get to a sink, and which sanitizer keeps it away', async () => {
    const rule = `${head}  mode: taint\n  pattern-sources:\n  - pattern: source()\n  pattern-sinks:\n  - pattern: sink(...)\n  pattern-sanitizers:\n  - pattern: clean(...)\n`;
    const text = 'a = source()\nb = a\nsink(unknown.b)\nsink(clean(a))\nsink(a)\n';
    const lost = await why(rule, text, 'sink(unknown.b)');
    expect(lost.clauses[lost.failed ?? -1]?.key).toBe('flow');
    expect(lost.lost).toMatchObject({ line: 2, text: 'b = a' });
    const cleaned = await why(rule, text, 'sink(clean');
    expect(cleaned.clauses[cleaned.failed ?? -1]).toMatchObject({ key: 'pattern-sanitizers', line: 12 });
    expect((await why(rule, text, 'sink(a)')).failed).toBeUndefined();
  });

  it('does so for the other dialects', async () => {
    const astGrep = 'id: r\nlanguage: python\nrule:\n  pattern: run($X)\n  not: {regex: y}\n';
    const told = await why(astGrep, 'run(y)\n', 'run');
    expect(told.clauses[told.failed ?? -1]).toMatchObject({ key: 'not', line: 5 });
    const toml =
      '[[pattern]]\nid = "r"\nlanguages = ["python"]\npattern = "run($X)"\ninside = "class $C: $$$"\n';
    const other = await why(toml, 'run(y)\n', 'run', 'r.toml');
    expect(other.clauses[other.failed ?? -1]).toMatchObject({ key: 'inside', line: 5 });
  });
});

describe('in another dialect', () => {
  const codes = ['run(a, 1)\n', 'run(2)\nwalk(a)\n'].map((text) => ({
    ...{ path: 'a.py', text, language: 'python' },
  }));
  const asked = {
    ...{ id: 'r', message: 'm', language: 'python', semgrepName: 'python' },
    ...{ severity: 'medium' as const, metadata: '{}' },
  };
  const convert = (text: string, to: 'semgrep' | 'ast-grep' | 'toml', path = 'r.yml') =>
    workshop.convert(source(text, path), [], asked, to, codes);
  const astGrep =
    'id: r\nlanguage: python\nrule:\n  any: [{pattern: run($X)}, {pattern: walk($X)}]\n  not: {pattern: run(2)}\nconstraints:\n  X: {regex: a}\n';

  it('a rule finds the same', async () => {
    const { text = '', unsaid, differs } = await convert(astGrep, 'semgrep');
    expect([unsaid, differs]).toEqual([[], []]);
    const tried = await workshop.tryRules([source(text)], [], codes);
    expect([tried.problems, tried.codes.map(({ findings }) => findings.length)]).toEqual([[], [0, 1]]);
    const back = await convert(text, 'ast-grep');
    expect(back).toMatchObject({ unsaid: [], differs: [] });
  });

  it('patterns in TOML are said by both', async () => {
    const toml = '[[pattern]]\nid = "r"\nlanguages = ["python"]\npattern = "run($$$A)"\nnot = ["run(2)"]\n';
    for (const to of ['semgrep', 'ast-grep'] as const)
      expect(await convert(toml, to, 'r.toml')).toMatchObject({ unsaid: [], differs: [] });
    const { text = '' } = await convert(toml, 'ast-grep', 'r.toml');
    expect(await convert(text, 'toml')).toMatchObject({ unsaid: [], differs: [] });
  });

  it('what cannot be said is named, and nothing is written', async () => {
    const told = await convert(
      'id: r\nlanguage: python\nrule: {pattern: run($X), has: {kind: integer}}\n',
      'semgrep',
    );
    expect(told).toEqual({ unsaid: ['has'], differs: [] });
    expect((await convert(astGrep, 'toml')).unsaid).toEqual(['alternatives', 'the text of $X']);
    const taint = `${head}  mode: taint\n  pattern-sources:\n  - pattern: a\n  pattern-sinks:\n  - pattern: run(...)\n`;
    expect((await convert(taint, 'ast-grep')).unsaid).toEqual(['a flow of data']);
  });

  it('severity, message and metadata go along; every other key is named', async () => {
    const one = source(`${head}  metadata: {cwe: CWE-1}\n  pattern: run($X, 1)\n`);
    const own = { ...asked, severity: 'critical' as const, message: 'No $X', metadata: '{"cwe":"CWE-1"}' };
    for (const to of ['ast-grep', 'semgrep'] as const) {
      const { text = '' } = await workshop.convert(one, [], own, to, codes);
      const { rules, problems } = await workshop.tryRules([source(text)], [], []);
      expect(problems).toEqual([]);
      expect(rules).toMatchObject([{ severity: 'critical', message: 'No $X' }]);
      expect(JSON.parse(rules[0]?.metadata ?? '')).toMatchObject({ cwe: 'CWE-1' });
    }
    expect((await workshop.convert(one, [], own, 'toml', codes)).unsaid).toEqual(['metadata']);
    const fixed = `${head}  pattern: run($X, 1)\n  fix: walk($X)\n  min-version: 1.0.0\n`;
    expect((await convert(fixed, 'ast-grep')).unsaid.sort()).toEqual(['fix', 'min-version']);
    const noted = 'id: r\nlanguage: python\nnote: n\nfix: a\nurl: u\nrule: {pattern: run($X)}\n';
    expect((await convert(noted, 'semgrep')).unsaid).toEqual(['note', 'fix', 'url']);
  });

  it('an expression that is looked for anywhere in a text stays so in each of its branches', async () => {
    const rule = 'id: r\nlanguage: python\nrule: {pattern: run($X)}\nconstraints: {X: {regex: ^foo|bar$}}\n';
    const own = ['run(foo1)\nrun(a_bar)\nrun(a_foo)\n'].map((text) => ({
      ...{ path: 'a.py', text, language: 'python' },
    }));
    const told = await workshop.convert(source(rule), [], asked, 'semgrep', own);
    expect(told).toMatchObject({ unsaid: [], differs: [] });
  });

  it('nothing is said to be the same where nothing shows it', async () => {
    const rule = source(`${head}  pattern: run($X)\n`);
    const nothing = [{ path: 'a.py', text: 'walk(a)\n', language: 'python' }];
    for (const tried of [[], nothing])
      await expect(workshop.convert(rule, [], asked, 'ast-grep', tried)).rejects.toThrow('finds nothing');
    // What it is written as is read as another language, in which the pattern is no code.
    const other = workshop.convert(rule, [], { ...asked, language: 'nothing' }, 'ast-grep', codes);
    await expect(other).rejects.toThrow('could not be tried');
  });

  it('a rule that finds something else is told by the code', async () => {
    const text = `${head}  pattern: run(..., 2, ...)\n`;
    const code = { path: 'a.py', text: 'from b import c\nc.run(x)\nb.c(1)\n', language: 'python' };
    const imported = `${head}  pattern: b.c(...)\n`;
    expect(await convert(text, 'ast-grep')).toMatchObject({
      ...{ unsaid: [], differs: [], text: expect.any(String) },
    });
    const told = await workshop.convert(source(imported), [], asked, 'ast-grep', [
      { ...code, text: 'b.c(1)\n' },
      { ...code, text: 'from b import c\nc(1)\n' },
    ]);
    expect(told.differs).toEqual([1]);
  });
});

describe('templates', () => {
  const all = DIALECTS.flatMap((dialect) =>
    SHAPES.filter((shape) => canSay(dialect, shape)).map((shape) => [dialect, shape] as const),
  );
  it.each(all)('%s %s can be read, and its cases are right', async (dialect, shape) => {
    const { path, text, cases } = template(dialect, shape);
    const pairs = pairCases(parseCases(cases));
    const codes = pairs.map(({ one }) => ({ path: 'a', text: one.code, language: one.language }));
    const tried = await workshop.tryRules([source(text, path)], [], codes);
    expect(tried.problems).toEqual([]);
    const judged = pairs.map(({ one }, at) => judgeCase(one, tried.codes[at] ?? { findings: [] }).verdict);
    expect(judged).toEqual(['reported', 'validated']);
  });
});

describe('the schema of each dialect', () => {
  const unknown = async (text: string, path: string) => {
    const { problems } = await workshop.tryRules([source(text, path)], [], []);
    return problems
      .filter(({ message }) => /unknown (rule )?(key|field)/.test(message))
      .map(({ message }) => message);
  };
  /** Keys that hold texts where nothing is said of what is below them. */
  const scalars = (schema: RuleSchema) => Object.keys(schema).filter((key) => !schema[key]?.below);

  it('names no key of a rule that the engine does not know', async () => {
    const inSemgrep = SCHEMAS.semgrep().rules?.below?.() ?? {};
    for (const key of Object.keys(inSemgrep)) {
      expect(await unknown(`rules:\n- id: r\n  ${key}: x\n`, 'r.yml'), key).toEqual([]);
    }
    for (const key of Object.keys(SCHEMAS['ast-grep']())) {
      expect(
        await unknown(
          `id: r\nlanguage: python\n${key === 'rule' ? '' : 'rule: {kind: a}\n'}${key}: x\n`,
          'r.yml',
        ),
        key,
      ).toEqual([]);
    }
    for (const key of Object.keys(SCHEMAS['ast-grep']().rule?.below?.() ?? {})) {
      expect(await unknown(`id: r\nlanguage: python\nrule:\n  ${key}: x\n`, 'r.yml'), key).toEqual([]);
    }
    for (const key of scalars(SCHEMAS.toml())) {
      expect(await unknown(`[[pattern]]\n${key} = "x"\n`, 'r.toml'), key).toEqual([]);
    }
    expect(await unknown('rules:\n- id: r\n  nothing: x\n  pattern: x\n', 'r.yml')).toHaveLength(1);
    expect(await unknown('[[pattern]]\nnothing = "x"\n', 'r.toml')).toHaveLength(1);
  });
});

it('asks rules of a whole project, the wanted file first', async () => {
  const project = new JoinedProject(engine, grammar);
  for (const [path, text] of [
    ['a.py', 'sink(source())'],
    ['b.py', 'x = source()\nsink(x)'],
    ['c.py', 'sink(1)'],
    ['d.js', 'sink(source())'],
  ] as const)
    project.addText(path, path.endsWith('py') ? 'python' : 'javascript', new TextEncoder().encode(text));
  const rule = `${head}  mode: taint\n  pattern-sources: [{pattern: source()}]\n  pattern-sinks: [{pattern: sink(...)}]\n`;
  const order = { sources: [source(rule)], disabled: [], first: 'b.py', limit: 100 };
  const found = await searchRules(project, order, { isOver: () => false, onPart: () => {} });
  expect(found?.files.map(({ path, matches }) => [path, matches[0]?.line, matches[0]?.rule])).toEqual([
    ['b.py', 2, 'r'],
    ['a.py', 1, 'r'],
  ]);
  // The prefilter looks for the words of a sink.
  expect(found?.structure).toMatchObject({ files: 4, unread: 0 });
});

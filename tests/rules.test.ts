/** Every built-in rule against the cases of its folder, through the engine that ships. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { applyFixes } from '../crates/wasm/pkg/assay_wasm.js';
import { ENGINE, inRoot } from '../scripts/lib/paths';
import { type BuiltinRule, builtinRules, packRules } from '../scripts/pack-rules';
import { Analyser } from '../workers/analysis';
import type { FileReport, Finding, LoadedRules, Problem, RuleInfo, RulePack } from '../workers/protocol';
import { parseCases, type RuleCase } from './rule-cases';

const rules = builtinRules();
const LANGUAGES = [...new Set(rules.flatMap((rule) => rule.languages))];
const HEADINGS = ['## What it finds', '## Why it matters', '## What to do'];
const CATEGORIES = ['correctness', 'maintainability', 'performance', 'security'];
/** Faults of memory and of patterns; OWASP's Top 10 of 2021 names none of them. */
const NOT_IN_TOP_10 = ['CWE-120', 'CWE-121', 'CWE-131', 'CWE-134', 'CWE-242', 'CWE-777'];
const BUDGET_MS = 20_000;

interface Metadata {
  category?: string;
  fixSafety?: string;
  cwe?: string;
  owasp?: string;
}

let analyser: Analyser;
let pack: RulePack;
let loaded: LoadedRules;
let problems: Problem[];

beforeAll(async () => {
  const compile = (path: string) => WebAssembly.compile(readFileSync(inRoot(path)));
  const engine = await compile(ENGINE);
  analyser = new Analyser(engine, (name) => compile(`public/grammars/${name}.wasm`));
  pack = await packRules(join(mkdtempSync(join(tmpdir(), 'assay-rules-')), 'builtin.json'));
  loaded = analyser.loadRules(pack.sources, []);
  problems = [...loaded.problems, ...(await analyser.compileRules(LANGUAGES))];
});

/** The rule as the engine sees it. */
function infoOf(rule: BuiltinRule): RuleInfo {
  const info = pack.list.find(({ id }) => id === rule.id);
  if (!info) throw new Error(`the engine does not know ${rule.id}`);
  return info;
}

/** What the rule finds in the code of a case, taken for the given language. */
async function findingsOf(rule: BuiltinRule, code: string, language: string, useSieve: boolean) {
  const options = { fileBudgetMs: BUDGET_MS, useSieve, keepText: false, applyPaths: false, language };
  const checked = await analyser.check(`case.${language}`, new TextEncoder().encode(code), options);
  const report = JSON.parse(new TextDecoder().decode(checked.report)) as FileReport;
  expect(report.problems).toEqual([]);
  return report.findings.filter((finding) => finding.ruleId === rule.id && !finding.suppression);
}

/** A case in a rule's own language holds in all languages of the rule. */
function languagesOf(rule: BuiltinRule, { language }: RuleCase): string[] {
  return language === rule.languages[0] ? rule.languages : [language];
}

const isTaint = ({ text }: BuiltinRule) => /^ {4}mode: taint$/m.test(text);

const startLines = (findings: Finding[]) =>
  findings.map(({ range }) => range.start.line).sort((a, b) => a - b);

function fixed(code: string, findings: Finding[]): string | undefined {
  const fixes = findings.flatMap(({ fix }) => (fix ? [fix] : []));
  return fixes.length > 0 ? applyFixes(code, fixes) : undefined;
}

describe('the catalogue', () => {
  it('has rules enough for every main language', () => {
    expect(rules.length).toBeGreaterThanOrEqual(300);
    expect(rules.filter(isTaint).length).toBeGreaterThanOrEqual(120);
    for (const language of LANGUAGES) {
      const own = rules.filter((rule) => rule.languages.includes(language));
      expect(own.length, language).toBeGreaterThanOrEqual(4);
    }
  });

  it('loads and compiles without a problem', () => expect(problems).toEqual([]));

  it('is listed, so that the engine reads a rule when a file comes for it', () => {
    expect(pack.list.map(({ id }) => id).sort()).toEqual(rules.map(({ id }) => id).sort());
    expect(loaded.rules).toEqual([]);
  });

  it('packs to the same bytes each time, as one line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-rules-'));
    const [first, second] = [join(folder, 'a.json'), join(folder, 'b.json')];
    await packRules(first);
    await packRules(second);
    const text = readFileSync(first, 'utf8');
    expect(readFileSync(second, 'utf8')).toBe(text);
    expect(text).not.toContain('\n');
  });
});

describe.each(rules.map((rule) => ({ id: rule.id, rule })))('$id', ({ rule }) => {
  const cases = parseCases(rule.cases);

  it('is documented', () => {
    const info = infoOf(rule);
    const metadata = JSON.parse(info.metadata) as Metadata;
    // Semgrep's `typescript` runs on TSX as well.
    expect(info.languages).toEqual(expect.arrayContaining(rule.languages));
    expect(info.message.trim()).not.toBe('');
    for (const heading of HEADINGS) expect(info.doc).toContain(heading);
    expect(CATEGORIES).toContain(metadata.category);
    expect(metadata.fixSafety !== undefined, 'a fix says whether it is safe').toBe(info.hasFix);
    if (info.hasFix) expect(info.doc).toContain('## Fix safety');
    if (metadata.category === 'security') {
      expect(metadata.cwe).toMatch(/^CWE-[1-9]\d*$/);
      if (!NOT_IN_TOP_10.includes(metadata.cwe ?? '')) expect(metadata.owasp).toMatch(/^A(0[1-9]|10):2021$/);
    }
  });

  it('has good and bad cases, annotated with its own id', () => {
    const marks = cases.flatMap(({ expected }) => expected);
    expect(marks.length).toBeGreaterThanOrEqual(2);
    expect(marks.every(({ ruleId }) => ruleId === rule.id)).toBe(true);
    // The comments count matches; look-alikes carry none, so each sort of them has a block of its own.
    expect(cases.filter(({ kind }) => kind === 'good').length).toBeGreaterThanOrEqual(2);
    if (isTaint(rule)) expect(cases.some(({ isSanitized }) => isSanitized)).toBe(true);
    for (const one of cases) expect(one.kind === 'bad', `line ${one.line}`).toBe(one.expected.length > 0);
  });

  for (const one of cases) {
    for (const language of languagesOf(rule, one)) {
      const run = one.isGap ? it.fails : it;
      run.each([true, false])(
        `${one.isGap ? 'known gap: ' : ''}${one.kind} case of line ${one.line} in ${language}, sieve %s`,
        async (sieve) => {
          const findings = await findingsOf(rule, one.code, language, sieve);
          expect(startLines(findings)).toEqual(one.expected.map(({ line }) => line));
          expect(fixed(one.code, findings)).toBe(one.fixed);
        },
      );
    }
  }
});

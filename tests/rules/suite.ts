/**
 * Every rule of a shard against the cases of its folder, through the engine that ships. The shards are files of
 * their own, so that all cores have work; the rules of a language are in one shard.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { applyFixes } from '../../crates/wasm/pkg/assay_wasm.js';
import { ENGINE, inRoot } from '../../scripts/lib/paths';
import {
  type BuiltinRule,
  builtinLists,
  builtinRules,
  describedPack,
  sourceOf,
} from '../../scripts/pack-rules';
import { Analyser } from '../../workers/analysis';
import type { FileReport, Finding, RuleInfo, RulePack } from '../../workers/protocol';
import { parseCases, type RuleCase } from './cases';
import { owaspOf, WEAKNESSES } from './classification';
import { isTaint, shardOf } from './shards';

const HEADINGS = ['## What it finds', '## Why it matters', '## What to do'];
/** Two sentences: what is wrong and what to do. A full stop inside a sentence has no space after it. */
const WRONG_AND_REMEDY = /^(?:(?!\. ).)+\. (?:(?!\. ).)+\.$/;
const LONGEST_MESSAGE = 175;
const CATEGORIES = ['correctness', 'maintainability', 'performance', 'security'];
/** Faults of memory: OWASP's Top 10 is about web applications and names none of them. */
const NOT_IN_TOP_10 = ['CWE-120', 'CWE-121', 'CWE-131', 'CWE-242'];
const BUDGET_MS = 20_000;

/** Words in a title, which is written like a sentence without its full stop. */
const LONGEST_TITLE = 6;
const TITLE = /^[A-Za-z].*[^.]$/;

interface Metadata {
  category?: string;
  fixSafety?: string;
}

/** Describes the tests of the rules of a shard, from 0. */
export function describeShard(shard: number): void {
  const rules = builtinRules().filter((rule) => shardOf(rule) === shard);
  /** One with the default threat models, and one with all. */
  let analysers: { usual: Analyser; local: Analyser };
  let pack: RulePack;

  beforeAll(async () => {
    const compile = (path: string) => WebAssembly.compile(readFileSync(inRoot(path)));
    const engine = await compile(ENGINE);
    const make = () => new Analyser(engine, (name) => compile(`public/grammars/${name}.wasm`));
    analysers = { usual: make(), local: make() };
    pack = await describedPack([...builtinLists(), ...rules.map(sourceOf)]);
    const choice = { sources: pack.sources, disabled: [] };
    analysers.usual.loadRules(choice);
    analysers.local.loadRules({ ...choice, threatModels: ['all'] });
  });

  /** The rule as the engine sees it. */
  function infoOf(rule: BuiltinRule): RuleInfo {
    const info = pack.list.find(({ id }) => id === rule.id);
    if (!info) throw new Error(`the engine does not know ${rule.id}`);
    return info;
  }

  /** What the rule finds in the code of a case, taken for the given language. */
  async function findingsOf(rule: BuiltinRule, one: RuleCase, language: string, usePrefilter: boolean) {
    const options = { fileBudgetMs: BUDGET_MS, usePrefilter, keepText: false, applyPaths: false, language };
    const analyser = one.isLocal ? analysers.local : analysers.usual;
    const checked = await analyser.check(`case.${language}`, new TextEncoder().encode(one.code), options);
    const report = JSON.parse(new TextDecoder().decode(checked.report)) as FileReport;
    expect(report.problems).toEqual([]);
    return report.findings.filter((finding) => finding.ruleId === rule.id && finding.status.kind === 'open');
  }

  describe.each(rules.map((rule) => ({ id: rule.id, rule })))('$id', ({ rule }) => {
    const cases = parseCases(rule.cases);

    it('is documented', () => {
      const info = infoOf(rule);
      const metadata = JSON.parse(info.metadata) as Metadata;
      // Semgrep's `typescript` runs on TSX as well.
      expect(info.languages).toEqual(expect.arrayContaining(rule.languages));
      expect(info.message).toMatch(WRONG_AND_REMEDY);
      expect(info.message.length).toBeLessThanOrEqual(LONGEST_MESSAGE);
      for (const heading of HEADINGS) expect(info.doc).toContain(heading);
      expect(CATEGORIES).toContain(metadata.category);
      expect(metadata.fixSafety !== undefined, 'a fix says whether it is safe').toBe(info.hasFix);
      if (info.hasFix) expect(info.doc).toContain('## Fix safety');
    });

    it('is classified', () => {
      const { title = '', category, tags, cwe = [], owasp = [], confidence } = infoOf(rule);
      expect(title).toMatch(TITLE);
      expect(title.split(' ').length).toBeLessThanOrEqual(LONGEST_TITLE);
      expect(confidence).toBeDefined();
      expect(tags.length - cwe.length - owasp.length, 'tags beside the category').toBeGreaterThanOrEqual(3);
      expect(cwe.length).toBeGreaterThan(0);
      for (const id of cwe) expect(WEAKNESSES, 'weaknesses of the list').toContain(id);
      expect(owasp).toEqual(owaspOf(cwe));
      const isOfMemory = cwe.some((id) => NOT_IN_TOP_10.includes(id));
      if (category === 'security' && !isOfMemory) expect(owasp, 'of 2021 and 2025').toHaveLength(2);
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
          `${one.isGap ? 'known gap: ' : ''}${one.kind} case of line ${one.line} in ${language}, prefilter %s`,
          async (prefilter) => {
            const findings = await findingsOf(rule, one, language, prefilter);
            expect(startLines(findings)).toEqual(one.expected.map(({ line }) => line));
            expect(fixed(one.code, findings)).toBe(one.fixed);
          },
        );
      }
    }
  });
}

/** A case in a rule's own language holds in all languages of the rule. */
function languagesOf(rule: BuiltinRule, { language }: RuleCase): string[] {
  return language === rule.languages[0] ? rule.languages : [language];
}

const startLines = (findings: Finding[]) =>
  findings.map(({ range }) => range.start.line).sort((a, b) => a - b);

function fixed(code: string, findings: Finding[]): string | undefined {
  const fixes = findings.flatMap(({ fix }) => (fix ? [fix] : []));
  return fixes.length > 0 ? applyFixes(code, fixes).text : undefined;
}

/**
 * Code that is nested deep, before all built-in rules in the engine that ships, in worker threads with as little stack
 * as browsers give. These are the worst shapes, and one that
 * a grammar's own code does not survive.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../scripts/lib/paths';
import {
  DEFAULT_ANALYSIS_OPTIONS,
  type FileReport,
  type RulePack,
  type RuleSource,
} from '../workers/protocol';
import { world } from './hostile/world';

const DEPTH = 1_000;
/** MB; what a worker of Chromium has. */
const LITTLE_STACK = { stackSizeMb: 0.68 };

const nested = (open: string, middle: string, close = '') =>
  open.repeat(DEPTH) + middle + close.repeat(DEPTH);

const FILES: Record<string, string> = {
  'calls.py': `x = ${nested('g(', 'x', ')')}\n`,
  'conditionals.py': `x = ${nested('x if y else ', 'z')}\n`,
  'modulo.py': `x = x${nested(' % y', '')}\n`,
  'comparisons.py': `from flask import request\nx = ${nested('y<a>f"', 'x')}\n`,
  'lambdas.py': `x = ${nested('lambda: ', 'x')}\n`,
  'arrows.js': `x = ${nested('() =>\n', 'x')};\n`,
  'blocks.js': nested('{', 'eval(x);', '}'),
  'elements.tsx': `x = ${nested('<a>', '{x}', '</a>')};\n`,
  'templates.ts': `x = ${nested('`${', 'x', '}`')};\n`,
  'types.ts': `type A = ${nested('Array<', 'string', '>')};\n`,
  'A.java': `class A { Object a = ${nested('new A(', 'x', ')')}; }\n`,
  'a.go': `package p\nvar x = ${nested('(', 'y', ')')}\n`,
  'a.php': `<?php $x = ${nested('[', '$y', ']')};\n`,
  'a.c': `void f() { ${nested('if (a) {', 'g();', '}')} }\n`,
  'a.sh': `x=${nested('$(', 'eval x', ')')}\n`,
};

/** The scanner of Kotlin's grammar aborts on this. */
const ABORTS = `val x = ${nested('"${', 'x', '}"')}\n`;

const builtin = () => (JSON.parse(readFileSync(inRoot('dist-node/rules.json'), 'utf8')) as RulePack).sources;

/** So that files of Kotlin are parsed. */
const KOTLIN: RuleSource = {
  path: 'own.yml',
  text: 'id: own\nlanguage: kotlin\nseverity: info\nmessage: m\nrule: { pattern: x }\n',
  origin: 'user',
};

/** What all built-in rules and one for Kotlin say of files, in workers with little stack. */
async function reportsOf(files: Record<string, string>): Promise<Map<string, FileReport>> {
  const { scan, stored } = world(files, DEFAULT_ANALYSIS_OPTIONS, LITTLE_STACK);
  await scan([...builtin(), KOTLIN]);
  return stored;
}

const kindsOf = (report: FileReport | undefined) => report?.problems.map(({ kind }) => kind);

describe('deep code in a worker with little stack', () => {
  it('ends no worker, and what was not looked at is told', async () => {
    const stored = await reportsOf(FILES);
    expect([...stored.keys()].sort()).toEqual(Object.keys(FILES).sort());
    const dead = [...stored.values()].filter((report) => kindsOf(report)?.includes('crashed'));
    expect(dead).toEqual([]);
  }, 120_000);

  it('that a grammar does not survive is told of its file only', async () => {
    const stored = await reportsOf({
      'aborts.kt': ABORTS,
      'fine.kt': 'fun f() { x }\n',
      'fine.py': 'def f(x=[]):\n    return x\n',
    });
    expect(kindsOf(stored.get('aborts.kt'))).toEqual(['crashed']);
    const foundIn = (path: string) => stored.get(path)?.findings.map(({ ruleId }) => ruleId);
    expect(foundIn('fine.kt')).toEqual(['own']);
    expect(foundIn('fine.py')).toEqual(['python/mutable-default-argument']);
    expect([kindsOf(stored.get('fine.kt')), kindsOf(stored.get('fine.py'))]).toEqual([[], []]);
  }, 120_000);

  const given = join(process.env.ASSAY_CONFORMANCE ?? '', 'hostile/trap-nested-comparison.py');
  it.skipIf(!existsSync(given))(
    'that once trapped the engine is analysed',
    async () => {
      const stored = await reportsOf({ 'a.py': readFileSync(given, 'utf8') });
      expect(kindsOf(stored.get('a.py'))).not.toContain('crashed');
    },
    120_000,
  );
});

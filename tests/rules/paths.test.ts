/** What rules say by the place of a file: in translations the name of a secret stands for words about it. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ENGINE, inRoot } from '../../scripts/lib/paths';
import { builtinLists, builtinRules, describedPack, sourceOf } from '../../scripts/pack-rules';
import { Analyser } from '../../workers/analysis';
import type { FileReport } from '../../workers/protocol';
import { parseCases } from './cases';

const TRANSLATIONS = ['resources/lang/de/auth', 'lang/pt_BR/auth', 'app/i18n/de', 'src/locales/de/auth'];
const rules = builtinRules().filter(({ id }) => id.endsWith('/hardcoded-secret'));

describe('secrets in translations', () => {
  let analyser: Analyser;

  beforeAll(async () => {
    const compile = (path: string) => WebAssembly.compile(readFileSync(inRoot(path)));
    analyser = new Analyser(await compile(ENGINE), (name) => compile(`public/grammars/${name}.wasm`));
    const { sources } = await describedPack([...builtinLists(), ...rules.map(sourceOf)]);
    analyser.loadRules({ sources, disabled: [] });
  });

  async function isFound(code: string, language: string, path: string): Promise<boolean> {
    const options = { fileBudgetMs: 20_000, usePrefilter: true, keepText: false, applyPaths: true, language };
    const checked = await analyser.check(path, new TextEncoder().encode(code), options);
    const report = JSON.parse(new TextDecoder().decode(checked.report)) as FileReport;
    return report.findings.some(({ ruleId }) => ruleId.endsWith('/hardcoded-secret'));
  }

  it.each(rules.filter(({ id }) => !id.startsWith('dockerfile/')))('are none: $id', async ({ cases }) => {
    const bad = parseCases(cases).find(({ kind }) => kind === 'bad');
    if (!bad) throw new Error('no case');
    expect(await isFound(bad.code, bad.language, 'src/auth')).toBe(true);
    for (const path of TRANSLATIONS) expect(await isFound(bad.code, bad.language, path), path).toBe(false);
  });
});

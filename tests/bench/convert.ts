/**
 * Which built-in rules can be said in another dialect, and whether they find the same in their cases there.
 * `npx tsx tests/bench/convert.ts`
 */
import { readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/lib/paths';
import { parseCases } from '../../src/share/cases';
import { Analyser, Workshop } from '../../workers/analysis';
import type { ConvertedRule, RuleDialect, RulePack, RuleSource, TriedCode } from '../../workers/protocol';

const DIALECTS = ['semgrep', 'ast-grep', 'toml'] as const;
const wasm = (path: string) => WebAssembly.compile(readFileSync(inRoot(path)));

async function benchConvert(): Promise<string[]> {
  const pack = JSON.parse(readFileSync(inRoot('public/rules/builtin.json'), 'utf8')) as RulePack;
  const cases = JSON.parse(readFileSync(inRoot('public/rules/cases.json'), 'utf8')) as Record<string, string>;
  const engine = await wasm('crates/wasm/pkg/assay_wasm_bg.wasm');
  const workshop = new Workshop(new Analyser(engine, (name) => wasm(`public/grammars/${name}.wasm`)));
  const { languages } = await import('#engine');
  const names = new Map(languages().map(({ id, semgrepName }) => [id, semgrepName]));
  const lists = pack.sources.filter(({ path }) => path.startsWith('builtin/lists/'));
  const counts = new Map<string, { all: number; said: number; same: number }>();
  const unsaid = new Map<string, number>();
  const differing: string[] = [];
  for (const info of pack.list) {
    const found = pack.sources.find(({ path }) => path === info.path);
    if (!found) continue;
    const source: RuleSource = { path: found.path, text: found.text, origin: 'user' };
    const own = parseCases(cases[info.id] ?? '').filter(({ kind }) => kind !== 'fixed');
    const language = info.languages[0] ?? '';
    const codes = own
      .filter((one) => one.language === language)
      .map(({ code }): TriedCode => ({ path: 'case', text: code, language }));
    if (codes.length === 0) continue;
    const clauses = await workshop.clauses(source, info.id);
    const from: RuleDialect = clauses[0]?.upto.text.startsWith('{"rules"') ? 'semgrep' : 'ast-grep';
    for (const to of DIALECTS.filter((dialect) => dialect !== from)) {
      const name = `${from} to ${to}`;
      const count = counts.get(name) ?? { all: 0, said: 0, same: 0 };
      counts.set(name, count);
      count.all += 1;
      const { id, message, severity = 'info', metadata } = info;
      const head = { id, message, severity, metadata, language, semgrepName: names.get(language) };
      const support = /\bref:/.test(source.text) ? lists : [];
      let converted: ConvertedRule;
      try {
        converted = await workshop.convert(source, support, head, to, codes);
      } catch (error) {
        count.said += 1;
        differing.push(`  ${id}, ${name}: ${(error as Error).message}`);
        continue;
      }
      for (const one of converted.unsaid) unsaid.set(one, (unsaid.get(one) ?? 0) + 1);
      if (converted.text === undefined) continue;
      count.said += 1;
      if (converted.differs.length === 0) count.same += 1;
      else
        differing.push(`  ${info.id}, ${name}: ${converted.differs.length} of ${codes.length} cases differ`);
    }
  }
  const most = [...unsaid].sort((a, b) => b[1] - a[1]).slice(0, 8);
  return [
    ...[...counts].map(
      ([name, { all, said, same }]) =>
        `${name}: ${said} of ${all} rules can be said; ${same} of them find the same in their cases`,
    ),
    ...differing,
    `what cannot be said: ${most.map(([name, count]) => `${name} (${count})`).join(', ')}`,
  ];
}

for (const line of await benchConvert()) console.log(line);

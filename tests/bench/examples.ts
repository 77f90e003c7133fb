/**
 * How often a rule that was made of examples is right about the one that it has not seen: of the cases of built-in rules each
 * line that is to be found, and each code in which nothing is, is left out in turn. `npx tsx tests/bench/examples.ts [RULES]`
 */
import { readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/lib/paths';
import { parseCases } from '../../src/share/cases';
import { Analyser, candidatesOf, chosenOf, placesOf, Workshop } from '../../workers/analysis';
import type { RuleExample, RulePack } from '../../workers/protocol';

const WANTED = Number(process.argv[2] ?? 100);
const wasm = (path: string) => WebAssembly.compile(readFileSync(inRoot(path)));

async function benchExamples(): Promise<string[]> {
  const pack = JSON.parse(readFileSync(inRoot('public/rules/builtin.json'), 'utf8')) as RulePack;
  const cases = JSON.parse(readFileSync(inRoot('public/rules/cases.json'), 'utf8')) as Record<string, string>;
  const engine = await wasm('crates/wasm/pkg/assay_wasm_bg.wasm');
  const workshop = new Workshop(new Analyser(engine, (name) => wasm(`public/grammars/${name}.wasm`)));
  const { languages } = await import('#engine');
  const known = new Map(languages().map((one) => [one.id, one]));
  const found = { right: 0, all: 0 };
  const spared = { right: 0, all: 0 };
  const lines: string[] = [];
  let rules = 0;
  for (const info of pack.list.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    if (rules === WANTED) break;
    const text = pack.sources.find(({ path }) => path === info.path)?.text ?? '';
    const all = parseCases(cases[info.id] ?? '').filter(({ kind }) => kind !== 'fixed');
    const language = all[0]?.language ?? '';
    // A flow of data is no form of code.
    if (/mode: taint|^\s*taint:/m.test(text)) continue;
    const examples: RuleExample[] = all
      .filter((one) => one.language === language)
      .map(({ kind, code, language, found }) => ({
        ...{ code, language, wanted: kind === 'bad' ? found : [] },
        isWantedSomewhere: false,
      }));
    const wanted = [...placesOf(examples)];
    if (wanted.length < 2) continue;
    rules++;
    const semgrepName = known.get(language)?.semgrepName;
    const candidates = await candidatesOf(examples, { language, semgrepName }, workshop);
    const mine = { right: 0, all: 0 };
    for (const left of wanted) {
      const others = new Set(wanted.filter((one) => one !== left));
      const { chosen } = chosenOf(candidates, others, new Set([left]));
      const isRight = chosen.some(({ hits }) => hits.has(left));
      count(found, isRight);
      count(mine, isRight);
    }
    for (const [code, example] of examples.entries()) {
      if (example.wanted.length > 0) continue;
      const places = example.code.split('\n').map((_, line) => `${code}:${line}`);
      const { chosen } = chosenOf(candidates, new Set(wanted), new Set(places));
      const isRight = !chosen.some(({ hits }) => places.some((place) => hits.has(place)));
      count(spared, isRight);
      count(mine, isRight);
    }
    lines.push(`  ${info.id}: ${mine.right} of ${mine.all}`);
  }
  const [right, sum] = [found.right + spared.right, found.all + spared.all];
  return [
    ...lines,
    `rules from examples: of ${rules} rules ${right} of ${sum} left-out cases are right (${((100 * right) / sum).toFixed(0)} %): ${found.right} of ${found.all} places that are to be found, ${spared.right} of ${spared.all} codes in which nothing is`,
  ];
}

function count(tally: { right: number; all: number }, isRight: boolean): void {
  tally.all += 1;
  if (isRight) tally.right += 1;
}

for (const line of await benchExamples()) console.log(line);

/**
 * Whether the clause that is named as the first that fails is the one that was broken: built-in rules are broken in one clause
 * each, by chance but the same each time, and explained at a place that they found before. `npx tsx tests/bench/why.ts [RULES]`
 */
import { readFileSync } from 'node:fs';
import { isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { inRoot } from '../../scripts/lib/paths';
import { parseCases } from '../../src/share/cases';
import { Analyser, Workshop } from '../../workers/analysis';
import type { Explanation, Finding, JudgedClause, RulePack, RuleSource } from '../../workers/protocol';

const WANTED = Number(process.argv[2] ?? 50);
const BREAKABLE =
  /^(pattern|pattern-inside|pattern-regex|pattern-not|pattern-not-inside|regex|kind|metavariable-regex)$/;

interface Broken {
  id: string;
  key: string;
  /** The line of the clause that was broken. */
  line: number;
  source: RuleSource;
}

interface Asked extends Broken {
  told: Explanation;
  isRight: boolean;
}

const wasm = (path: string) => WebAssembly.compile(readFileSync(inRoot(path)));

async function benchWhy(): Promise<string[]> {
  const pack = JSON.parse(readFileSync(inRoot('public/rules/builtin.json'), 'utf8')) as RulePack;
  const cases = JSON.parse(readFileSync(inRoot('public/rules/cases.json'), 'utf8')) as Record<string, string>;
  const engine = await wasm('crates/wasm/pkg/assay_wasm_bg.wasm');
  const workshop = new Workshop(new Analyser(engine, (name) => wasm(`public/grammars/${name}.wasm`)));
  const lists = pack.sources.filter(({ path }) => path.startsWith('builtin/lists/'));
  const chance = random(15);
  const all = pack.list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const asked: Asked[] = [];
  for (const info of shuffled(all, chance)) {
    if (asked.length === WANTED) break;
    const source = pack.sources.find(({ path }) => path === info.path);
    const bad = parseCases(cases[info.id] ?? '').find(({ kind }) => kind === 'bad');
    if (!source || !bad) continue;
    const alone: RuleSource = { path: source.path, text: source.text, origin: 'user' };
    const code = { path: `case.${bad.language}`, text: bad.code, language: bad.language };
    const support = /\bref:/.test(alone.text) ? lists : [];
    const find = async (rule: RuleSource): Promise<Finding[]> => {
      const tried = await workshop.tryRules([rule], support, [code]);
      if (tried.problems.some(({ kind }) => kind === 'bad-rule')) return [];
      return (tried.codes[0]?.findings ?? []).filter(({ ruleId }) => ruleId === info.id);
    };
    const before = await find(alone);
    if (before.length === 0) continue;
    for (const broken of shuffled(breaksOf(alone, info.id), chance)) {
      const still = await find(broken.source);
      const lost = before.find(
        (one) => !still.some(({ range }) => range.start.offset === one.range.start.offset),
      );
      // A rule that cannot be read finds nothing either, and says so itself.
      const readable = await workshop.tryRules([broken.source], support, []);
      if (!lost || readable.problems.some(({ kind }) => kind === 'bad-rule')) continue;
      const { start: from, end: to } = lost.range;
      const told = await workshop.why(broken.source, support, info.id, { code, from, to });
      asked.push({ ...broken, told, isRight: namesLine(told, broken.line) });
      break;
    }
  }
  const right = asked.filter(({ isRight }) => isRight).length;
  const wrong = asked.filter(({ isRight }) => !isRight);
  return [
    `why not: ${right} of ${asked.length} rules that were broken in one clause are explained by that clause`,
    ...wrong.map(({ id, key, line, told }) => {
      const named = told.nearest ?? told.clauses[told.failed ?? -1];
      return `  ${id}: ${key} in line ${line} was broken, ${named ? `${named.key} in line ${named.line}` : 'nothing'} is named`;
    }),
  ];
}

/** Whether the clause that is named stands there. */
function namesLine({ failed, nearest, clauses }: Explanation, line: number): boolean {
  const named: JudgedClause | undefined = nearest ?? clauses[failed ?? -1];
  return named?.line === line;
}

/** The rule, broken in each of its clauses in turn. */
function breaksOf(source: RuleSource, id: string): Broken[] {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, keepSourceTokens: true });
  const found: Broken[] = [];
  let isInRule = false;
  visit(document, {
    Map(_, map) {
      const own = map.get('id');
      if (typeof own === 'string') isInRule = own === id;
    },
    Pair(_, pair, path) {
      if (!isPair(pair) || !isScalar(pair.key) || !isScalar(pair.value) || !isInRule) return;
      const key = String(pair.key.value);
      const [from, to] = pair.value.range ?? [0, 0];
      if (!BREAKABLE.test(key) || typeof pair.value.value !== 'string' || !pair.key.range) return;
      const text = source.text.slice(from, to);
      const broken = brokenText(key, text);
      if (broken === undefined) return;
      // What says which clause it is: the key itself, or that of the condition or constraint around it.
      const above = path
        .toReversed()
        .find((one) => isPair(one) && isScalar(one.key) && String(one.key.value).startsWith('metavariable-'));
      const clause = key === 'regex' && isPair(above) && isScalar(above.key) ? above.key : pair.key;
      const place = lines.linePos(clause.range?.[0] ?? 0);
      const changed = source.text.slice(0, from) + broken + source.text.slice(to);
      found.push({ id, key, line: place.line, source: { ...source, text: changed } });
    },
  });
  return found;
}

/** Text of the same form that matches something else. */
function brokenText(key: string, text: string): string | undefined {
  if (key.startsWith('pattern-not')) return undefined;
  if (key.includes('regex')) return text.replace(/^(["']?)\^?/, '$1zzqx');
  const word = [...text.matchAll(/(?<![\w$.])[A-Za-z_]{3,}(?!\w)/g)].at(-1);
  if (!word) return undefined;
  return `${text.slice(0, word.index)}zz${word[0]}${text.slice(word.index + word[0].length)}`;
}

/** Numbers between 0 and 1, the same each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffled<T>(all: readonly T[], chance: () => number): T[] {
  const keyed = all.map((one) => ({ one, key: chance() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
}

for (const line of await benchWhy()) console.log(line);

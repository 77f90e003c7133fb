/**
 * Packs the built-in rules into a JSON file that the page and the runner load like any user's rules. It also says what is
 * in them, as the engine tells it, so that an engine need not read all of them before the first file. Their good and
 * bad cases, which only people want, are in a file beside it.
 * An ast-grep rule for several dialects of a language is written once and names the others in
 * `metadata.alsoIn`; the pack repeats its document for each of them. A Semgrep rule names its languages itself.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LoadedRules, RuleInfo, RulePack, RuleSource } from '../workers/protocol';
import { whenStarted } from './lib/main';
import { ENGINE, inRoot } from './lib/paths';
import { RunError } from './lib/run';

const BUILTIN = inRoot('crates/rules/builtin');
const LISTS = inRoot('crates/rules/lists');

/** A folder of `crates/rules/builtin`. */
export interface BuiltinRule {
  /** `<language>/<problem>`, which is the folder's path too. */
  id: string;
  /** The rule as it is written: one document, or one item below Semgrep's `rules:`. */
  text: string;
  /** The languages it runs on, the one it is written for first. */
  languages: string[];
  /** Its good and bad cases, Markdown. */
  cases: string;
}

/** All built-in rules by id. Throws, naming the folder, where a file is missing or the id is not the folder's. */
export function builtinRules(): BuiltinRule[] {
  return folders(BUILTIN).flatMap((language) =>
    folders(join(BUILTIN, language)).map((problem) => readRule(`${language}/${problem}`)),
  );
}

/** The document of a rule, once for each of its languages where a document has but one. */
export function documents(rule: BuiltinRule): string {
  if (inSemgrep(rule.text)) return rule.text;
  return rule.languages
    .map((language) => rule.text.replace(/^language: .*$/m, `language: ${language}`))
    .join('---\n');
}

/** The rule as the engine is given it. */
export function sourceOf(rule: BuiltinRule): RuleSource {
  return { path: `builtin/${rule.id}/rule.yml`, text: documents(rule), origin: 'builtin' };
}

/** The lists of sources and the like that built-in rules refer to, a file for each language. */
export function builtinLists(): RuleSource[] {
  const files = readdirSync(LISTS).filter((name) => name.endsWith('.yml'));
  return files.sort().map((name) => ({
    path: `builtin/lists/${name}`,
    text: readFileSync(join(LISTS, name), 'utf8'),
    origin: 'builtin',
  }));
}

/** Writes the pack of all built-in rules and `cases.json` beside it; the same rules give the same bytes. The engine must be built. */
export async function packRules(outFile: string): Promise<RulePack> {
  const rules = builtinRules();
  const { sources, list } = await describedPack([...builtinLists(), ...rules.map(sourceOf)]);
  const pack = { sources, list: [...list, ...(await rulesOfEngine())] };
  mkdirSync(dirname(outFile), { recursive: true });
  writeFileSync(outFile, JSON.stringify(pack));
  const cases = Object.fromEntries(rules.map((rule) => [rule.id, rule.cases]));
  writeFileSync(join(dirname(outFile), 'cases.json'), JSON.stringify(cases));
  return pack;
}

/** Rules with what the engine says of them. */
export async function describedPack(sources: RuleSource[]): Promise<RulePack> {
  const { rules: list } = await describe(sources);
  return { sources: sources.map((source) => withHeads(source, list)), list };
}

/** Rules about the project as a whole and about the comments that hide findings, which are in the engine itself. */
export async function rulesOfEngine(): Promise<RuleInfo[]> {
  const { projectRules, commentRules } = await loadEngine();
  return [...projectRules(), ...commentRules()];
}

/** The engine's word on rules. Faults in them are left to the tests, which name them one by one. */
async function describe(sources: RuleSource[]): Promise<LoadedRules> {
  const { Engine } = await loadEngine();
  const engine = new Engine();
  try {
    return engine.loadRules(sources, [], undefined, {});
  } finally {
    engine.free();
  }
}

async function loadEngine() {
  if (!existsSync(inRoot(ENGINE))) throw new RunError('Build the engine first: npm run build');
  const engine = await import('../crates/wasm/pkg/assay_wasm.js');
  engine.initSync({ module: readFileSync(inRoot(ENGINE)) });
  return engine;
}

function withHeads(source: RuleSource, list: RuleInfo[]): RuleSource {
  const own = list.filter(({ path }) => path === source.path);
  return { ...source, rules: own.map(({ id, languages, line }) => ({ id, languages, line })) };
}

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function readRule(id: string): BuiltinRule {
  const text = readFileSync(join(BUILTIN, id, 'rule.yml'), 'utf8');
  if (field(text, /^(?: {2}- )?id: (.*)$/m, id) !== id)
    throw new Error(`${id}/rule.yml: the id is not the folder's path`);
  const cases = readFileSync(join(BUILTIN, id, 'cases.md'), 'utf8');
  return { id, text, languages: languagesOf(id, text), cases };
}

function languagesOf(id: string, text: string): string[] {
  if (inSemgrep(text)) return field(text, /^ {4}languages: \[(.*)\]$/m, id).split(', ');
  const also = /^ {2}alsoIn: \[(.*)\]$/m.exec(text)?.[1]?.split(', ') ?? [];
  return [field(text, /^language: (.*)$/m, id), ...also];
}

/** Whether a rule is written in Semgrep's dialect. */
function inSemgrep(text: string): boolean {
  return text.startsWith('rules:\n');
}

function field(text: string, pattern: RegExp, id: string): string {
  const value = pattern.exec(text)?.[1];
  if (value === undefined) throw new Error(`${id}/rule.yml: no line like ${pattern.source}`);
  return value;
}

await whenStarted(import.meta.url, async () => {
  const outFile = process.argv[2];
  if (!outFile) throw new RunError('Say where the pack goes: pack-rules.ts OUT.json');
  const pack = await packRules(outFile);
  console.log(`${pack.sources.length} rules → ${outFile}`);
});

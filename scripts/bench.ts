/**
 * Measures what was promised, side by side with ast-grep and Semgrep and in a real browser, and keeps the figures as
 * text: `npm run bench -- [--corpus DIR]… [--rounds N] [MEASURE]…`. Measures are `--headless`, `--browser`, `--semgrep`,
 * `--many-rules`, `--summaries` and `--taint`; without any all of them are taken. Only what is measured is written anew.
 * Corpora are real projects that lie somewhere on this machine; none is part of this one. `--owasp DIR` scores the
 * built-in rules on a checkout of an OWASP Benchmark instead; `--ctags DIR` compares the definitions of a project with
 * those of Universal Ctags; `--replay REPOSITORY [--commits N] [--joins FILE]` counts the findings that stay the same
 * through the last commits of a git directory; `--fixes` applies all built-in fixes to copies of the corpora;
 * `--typing` types into a file of megabytes; `--large DIR` tells what a large project takes in a tab; `--scip INDEX --project DIR` compares what names refer to with
 * an index of a folder that a compiler's front end made; `--ask DIR` asks each project questions
 * that were made of its comments, with `--embedding` by what words mean, too; `--queries DIR` tells how long questions about a project take;
 * `--keystrokes DIR` how long after each letter of a rule or a pattern its matches are known, in the first 5,000 files.
 */
import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchAsk } from './bench/ask';
import { benchBrowser } from './bench/browser';
import { type Corpus, copyCorpus } from './bench/corpus';
import { benchCtags } from './bench/ctags';
import { benchFixes } from './bench/fixes';
import { benchHeadless, parseHealth, startTime } from './bench/headless';
import { benchKeystrokes } from './bench/keystrokes';
import { benchLarge } from './bench/large';
import { benchManyRules } from './bench/many-rules';
import { askRunner, benchNames, describeNames } from './bench/names';
import { benchOwasp } from './bench/owasp';
import { benchQueries } from './bench/queries';
import { record } from './bench/results';
import { benchSemgrep } from './bench/semgrep';
import { benchSizes } from './bench/sizes';
import { benchSummaries } from './bench/summaries';
import { benchTaint } from './bench/taint';
import { benchTyping } from './bench/typing';
import { build } from './build';
import { whenStarted } from './lib/main';
import { RunError, run } from './lib/run';
import { setUp } from './setup';

async function names(index: string, project: string): Promise<void> {
  await build();
  const name = basename(resolve(project));
  const lines = describeNames(benchNames(index, project, askRunner(project)));
  record({ name: `Names, ${name}`, how: new Date().toISOString().slice(0, 10), lines });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string', multiple: true, default: [] },
      rules: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      browser: { type: 'boolean' },
      headless: { type: 'boolean' },
      semgrep: { type: 'boolean' },
      'many-rules': { type: 'boolean' },
      summaries: { type: 'boolean' },
      taint: { type: 'boolean' },
      fixes: { type: 'boolean' },
      owasp: { type: 'string', multiple: true, default: [] },
      ctags: { type: 'string', multiple: true, default: [] },
      large: { type: 'string' },
      replay: { type: 'string' },
      commits: { type: 'string', default: '300' },
      joins: { type: 'string' },
      ask: { type: 'string', multiple: true, default: [] },
      embedding: { type: 'boolean', default: false },
      queries: { type: 'string', multiple: true, default: [] },
      keystrokes: { type: 'string', multiple: true, default: [] },
      typing: { type: 'boolean', default: false },
      scip: { type: 'string' },
      project: { type: 'string' },
    },
  });
  if (values.replay !== undefined) return replay(values.replay, values.commits, values.joins);
  if (values.scip !== undefined && values.project !== undefined) return names(values.scip, values.project);
  await build();
  if (values.owasp.length > 0) return owasp(values.owasp);
  if (values.fixes) return fixes(values.corpus);
  if (values.ctags.length > 0) return ctags(values.ctags);
  if (values.large !== undefined) return large(values.large);
  if (values.typing)
    return record({ name: 'Typing in a large file', how: conditions(1), lines: await benchTyping() });
  if (values.ask.length > 0)
    return record({
      name: values.embedding ? 'Questions in plain words, with related words' : 'Questions in plain words',
      how: today(),
      lines: benchAsk(values.ask, values.embedding ? ['--embedding'] : []),
    });
  if (values.queries.length > 0) return queries(values.queries);
  if (values.keystrokes.length > 0) return keystrokes(values.keystrokes);
  const { browser, headless, semgrep, 'many-rules': manyRules, summaries, taint } = values;
  const all = ![browser, headless, semgrep, manyRules, summaries, taint].includes(true);
  const rounds = Number(values.rounds);
  const add = (name: string, lines: string[]) => record({ name, how: conditions(rounds), lines });
  add('Sizes and start', [...benchSizes(), startTime(rounds * 4)]);
  for (const source of values.corpus) {
    const name = basename(resolve(source));
    if (all || headless)
      add(`Headless, ${name}`, await withCopy(source, headlessLines(source, values.rules, rounds)));
    if (all || browser)
      add(`In Chromium, ${name}`, await benchBrowser(source, values.rules ?? speedRules('ast-grep')));
    if (all || semgrep) add(`Dialect of Semgrep, ${name}`, await withCopy(source, semgrepLines(rounds)));
    if (all || summaries)
      add(`Summaries, ${name}`, await withCopy(source, (corpus) => benchSummaries(corpus, rounds)));
    if (all || taint) add(`Taint, ${name}`, await withCopy(source, benchTaint));
  }
  if (values.corpus.length > 0 && (all || manyRules))
    add('Many rules', benchManyRules(values.corpus, rounds));
}

/** Ratios bear a busy machine, absolute times do not: the reader has to know. */
function conditions(rounds: number): string {
  const load = (loadavg()[0] ?? 0) / availableParallelism();
  return `${today()}, medians of ${rounds} rounds, the machine's load at the end ${(load * 100).toFixed(0)} % of its cores`;
}

const today = () => new Date().toISOString().slice(0, 10);

async function keystrokes(folders: string[]): Promise<void> {
  for (const folder of folders) {
    const lines = await benchKeystrokes(folder);
    record({ name: `After a keystroke, ${basename(resolve(folder))}`, how: conditions(1), lines });
  }
}

/** Needs the engine, grammars and rules, and no page; it writes down its figures itself. */
async function replay(gitDir: string, commits: string, joins: string | undefined): Promise<void> {
  await setUp();
  const args = [gitDir, commits, ...(joins === undefined ? [] : [joins])];
  await run('npx', ['tsx', 'tests/bench/replay/index.ts', ...args]);
}

/** Compares the definitions of each project. */
function ctags(folders: string[]): void {
  for (const folder of folders) {
    const how = `${today()}, \`npm run bench -- --ctags DIR\``;
    record({ name: `Definitions, ${basename(resolve(folder))}`, how, lines: benchCtags(folder) });
  }
}

async function large(folder: string): Promise<void> {
  record({
    name: `A large project, ${basename(resolve(folder))}`,
    how: today(),
    lines: await benchLarge(folder),
  });
}

async function queries(folders: string[]): Promise<void> {
  for (const folder of folders)
    record({
      name: `Questions, ${basename(resolve(folder))}`,
      how: conditions(1),
      lines: await benchQueries(folder),
    });
}

/** Scores each checkout; what was written of others and of speed stays. */
function owasp(folders: string[]): void {
  for (const folder of folders) {
    const { title, lines } = benchOwasp(folder);
    const [name = '', ...how] = title.split(', ');
    record({ name, how: how.join(', '), lines });
  }
}

function fixes(folders: string[]): void {
  const how = `${new Date().toISOString().slice(0, 10)}, copies of ${folders.length} projects`;
  record({ name: 'Fixes', how, lines: benchFixes(folders) });
}

function headlessLines(source: string, rules: string | undefined, rounds: number) {
  return (corpus: Corpus) => [
    ...benchHeadless(corpus, rules ?? speedRules('ast-grep'), rounds),
    '  parse health:',
    ...parseHealth(source).map((line) => `  ${line}`),
  ];
}

function semgrepLines(rounds: number) {
  const rules = { semgrep: speedRules('semgrep'), astGrep: speedRules('ast-grep') };
  return (corpus: Corpus) => benchSemgrep(corpus, rules, rounds);
}

/** Works on a copy that is gone afterwards. */
async function withCopy<T>(source: string, work: (corpus: Corpus) => T): Promise<Awaited<T>> {
  const corpus = copyCorpus(source);
  try {
    return await work(corpus);
  } finally {
    rmSync(corpus.folder, { recursive: true });
  }
}

function speedRules(dialect: 'ast-grep' | 'semgrep'): string {
  const suite = process.env.ASSAY_CONFORMANCE;
  if (suite !== undefined) return join(suite, 'speed', dialect, 'all30.yml');
  throw new RunError(
    'Name the folder of the suite in ASSAY_CONFORMANCE, or rules of ast-grep with --rules FILE.',
  );
}

await whenStarted(import.meta.url, main);

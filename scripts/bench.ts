/**
 * Measures what was promised, side by side with ast-grep and in a real browser, and keeps the figures as
 * text: `npm run bench [-- --corpus DIR]… [--rules FILE] [--rounds N] [--browser] [--headless] [--owasp DIR]…`.
 * Corpora are real projects that lie somewhere on this machine; none is part of this one. With `--owasp` the built-in
 * rules are scored on checkouts of OWASP Benchmarks instead, and only these scores are written anew.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchBrowser } from './bench/browser';
import { copyCorpus } from './bench/corpus';
import { benchHeadless, parseHealth, startTime } from './bench/headless';
import { benchOwasp } from './bench/owasp';
import { benchSizes } from './bench/sizes';
import { build } from './build';
import { whenStarted } from './lib/main';
import { inRoot } from './lib/paths';
import { RunError } from './lib/run';

const RESULTS = 'tests/bench/results.txt';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string', multiple: true, default: [] },
      rules: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      browser: { type: 'boolean' },
      headless: { type: 'boolean' },
      owasp: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.owasp.length > 0) return owasp(values.owasp);
  const rules = values.rules ?? speedRules();
  const rounds = Number(values.rounds);
  const both = values.browser === values.headless;
  await build();
  // Ratios bear a busy machine, absolute times do not: the reader has to know.
  const load = (loadavg()[0] ?? 0) / availableParallelism();
  const date = new Date().toISOString().slice(0, 10);
  const lines = [
    `Measured ${date}, ${rounds} rounds, medians; before it other programs wanted ${(load * 100).toFixed(0)} % of the cores.`,
    '',
  ];
  const add = (title: string, more: string[]) => {
    lines.push(title, ...more, '');
    console.log([title, ...more, ''].join('\n'));
  };
  add('Sizes and start', [...benchSizes(), startTime(rounds * 4)]);
  for (const source of values.corpus) {
    if (both || values.headless) add('Headless', headless(source, rules, rounds));
    if (both || values.browser) add('In Chromium', await benchBrowser(source, rules));
  }
  write([...sections(lines.join('\n')), ...writtenSections().filter(isOwasp)]);
}

/** Scores each checkout; what was written of others and of speed stays. */
async function owasp(folders: string[]): Promise<void> {
  await build();
  let kept = writtenSections();
  for (const folder of folders) {
    const { title, lines } = benchOwasp(folder);
    const section = [title, ...lines].join('\n');
    console.log(`${section}\n`);
    const [name = ''] = title.split(', ');
    kept = [...kept.filter((one) => !one.startsWith(`${name}, `)), section];
  }
  write(kept);
}

const isOwasp = (section: string) => section.startsWith('OWASP ');

function sections(text: string): string[] {
  return text.split('\n\n').map((section) => section.trimEnd());
}

function writtenSections(): string[] {
  return existsSync(inRoot(RESULTS)) ? sections(readFileSync(inRoot(RESULTS), 'utf8')) : [];
}

function write(all: string[]): void {
  writeFileSync(inRoot(RESULTS), `${all.filter(Boolean).join('\n\n')}\n`);
  console.log(`Written to ${RESULTS}.`);
}

function headless(source: string, rules: string, rounds: number): string[] {
  const corpus = copyCorpus(source);
  try {
    return [
      ...benchHeadless(corpus, rules, rounds),
      '  parse health:',
      ...parseHealth(source).map((line) => `  ${line}`),
    ];
  } finally {
    rmSync(corpus.folder, { recursive: true });
  }
}

function speedRules(): string {
  const suite = process.env.ASSAY_CONFORMANCE;
  if (suite !== undefined) return join(suite, 'speed/ast-grep/all30.yml');
  throw new RunError('Name the rules with --rules FILE, or the folder of the suite in ASSAY_CONFORMANCE.');
}

await whenStarted(import.meta.url, main);

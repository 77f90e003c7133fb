/**
 * Five hundred rules beside fifty of them, on the same files. The rules are the built-in ones for the languages
 * of the corpora, and for the rest rules of Semgrep's dialect that look for calls of names from the corpora
 * themselves: evenly by rank from the name that is called most to names called once, so that as in a real set
 * a few rules match everywhere and most nearly nowhere. The fifty are every tenth of the five hundred.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuiltinRule, builtinLists, builtinRules, documents } from '../pack-rules';
import { type Corpus, mixCorpora } from './corpus';
import { ratio, runner } from './headless';
import { medians, runOnce } from './timing';

const RULES = 500;
const EVERY = 10;
const FILES = 5000;

/** Languages of the corpora: how rules name them, and the ends of their files. */
const LANGUAGES = [
  { names: ['python'], files: /\.py$/ },
  { names: ['javascript', 'typescript'], files: /\.[mc]?[jt]sx?$/ },
  { names: ['java'], files: /\.java$/ },
];

/** Lines of the report. */
export function benchManyRules(sources: string[], rounds: number): string[] {
  const corpus = mixCorpora(sources, FILES);
  const scratch = mkdtempSync(join(tmpdir(), 'assay-bench-out-'));
  try {
    return measure(corpus, scratch, rounds);
  } finally {
    for (const folder of [scratch, corpus.folder]) rmSync(folder, { recursive: true });
  }
}

function measure(corpus: Corpus, scratch: string, rounds: number): string[] {
  const builtin = builtinRules().filter(isForCorpora).map(documents);
  const made = callRules(corpus, RULES - builtin.length);
  const all = [...builtin, ...made];
  const few = all.filter((_, index) => index % EVERY === 0);
  const sets = [all, few].map((rules) => runner(corpus, writeRules(rules, scratch), scratch));
  const [many, some] = sets.map((set) => JSON.parse(runOnce(set)) as { findings: number; parsed: number });
  const [long = 0, short = 0] = medians(sets, rounds);
  return [
    `${corpus.name}: ${corpus.files} files, ${(corpus.bytes / 1e6).toFixed(1)} MB`,
    `  ${all.length} rules (${builtin.length} built-in, ${made.length} for calls of names in the files) against ${few.length} of them: ` +
      `${ratio(long, short)} (at most 3; ${long.toFixed(2)} s and ${short.toFixed(2)} s)`,
    `  parsed: ${many?.parsed} and ${some?.parsed} files; ${many?.findings} and ${some?.findings} findings`,
  ];
}

function isForCorpora({ languages }: BuiltinRule): boolean {
  return languages.some((language) => LANGUAGES.some(({ names }) => names.includes(language)));
}

function writeRules(rules: string[], scratch: string): string {
  const folder = mkdtempSync(join(scratch, 'rules-'));
  const lists = builtinLists().map(({ text }) => text);
  mkdirSync(folder, { recursive: true });
  [...lists, ...rules].forEach((rule, index) => {
    writeFileSync(join(folder, `${index}.yml`), rule);
  });
  return folder;
}

/** So many rules, shared out evenly among the languages. */
function callRules(corpus: Corpus, count: number): string[] {
  const parts = LANGUAGES.map(({ names, files }, index) => {
    const share =
      Math.floor(((index + 1) * count) / LANGUAGES.length) - Math.floor((index * count) / LANGUAGES.length);
    return evenly(calledNames(corpus, files), share).map((name, place) => callRule(names, name, place));
  });
  return parts.flat();
}

/** Names of called members, the most common first. */
function calledNames({ folder }: Corpus, files: RegExp): string[] {
  const counts = new Map<string, number>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!files.test(path)) continue;
    for (const [, name = ''] of readFileSync(join(folder, path), 'utf8').matchAll(/\.([A-Za-z]\w{3,})\(/g)) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
}

function evenly<T>(all: T[], count: number): T[] {
  return Array.from({ length: Math.min(count, all.length) }, (_, index) => {
    return all[Math.floor((index * all.length) / count)] as T;
  });
}

/** Every third is the call alone, with a condition on its object, or with an exception. */
function callRule(languages: string[], name: string, place: number): string {
  const call = `pattern: $X.${name}(...)`;
  const shapes = [
    [`    ${call}`],
    [
      '    patterns:',
      `      - ${call}`,
      '      - metavariable-regex: { metavariable: $X, regex: "(?i)^.*(req|user|client|conn|self|this).*$" }',
    ],
    ['    patterns:', `      - ${call}`, `      - pattern-not: $X.${name}("...", ...)`],
  ];
  return [
    'rules:',
    `  - id: ${languages[0]}-call-${place}-${name}`,
    `    languages: [${languages.join(', ')}]`,
    '    severity: INFO',
    `    message: ${name} is called`,
    ...(shapes[place % shapes.length] ?? []),
    '',
  ].join('\n');
}

/**
 * Texts that people read: none has a phrase that was already found to be unclear, and none breaks a rule of style that
 * can be told from the text alone. Comments are not looked at.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** What was said, and what is said instead. */
const UNCLEAR: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/take off the filter/i, 'Remove filter'],
  [/nothing fits|nothing matches|no rule matches\b|no file has this/i, 'No matches'],
  [/not at all/i, 'None'],
  [/did not agree/i, 'Permission denied'],
  [/the way to (the|it|kept)/i, 'This browser cannot remember folders'],
  [/of (its|your) own in|rules? of its own|this project brings/i, 'contains rule files'],
  [/the address names/i, 'No such view'],
  [/\bis no [A-Z]\w+ that\b/, 'is not valid X'],
  [/not there any ?more/i, 'no longer there'],
  [/afresh|\banew\b/i, 'again'],
  [/not even one/i, 'do not fit'],
];

/** How texts are written. */
const STYLE: readonly (readonly [pattern: RegExp, rule: string])[] = [
  [/(^|[^\d,.])1 (findings|files|rules|lines|problems|steps|errors)\b/, 'one thing is singular'],
  [/^[^\n]*(?<!\\)[a-z,.] {2,}[a-zA-Z][^\n]*$/, 'one space between words'],
  [/[a-z]\.\.\.($|\s)/, '… is one character'],
  [/ …$/, 'no space before …'],
  [/\d %/, 'no space before %'],
  [/(^|[ (])"[^"=<>\n]+"([ .,;)]|$)/, 'quotation marks are “ and ”'],
  [/[a-z]\\?'[a-z]/, 'the apostrophe is ’'],
];

/** Names that keep their capitals. */
const NAMES =
  /\b(Assay|Semgrep|CodeQL|ESLint|GitHub|SARIF|JSON|CSV|TOML|YAML|ZIP|SQLite|Markdown|Alt|Ctrl|Shift|Esc|Enter|Space|Escape|Tab|Home|End|IDs?)\b/g;

/** A text of two words or more, in which each of the words begins with a capital. */
function isTitleCase(text: string): boolean {
  const words =
    text
      .replace(/\(.*\)/, '')
      .replace(NAMES, '')
      .match(/[A-Za-z]+/g) ?? [];
  return words.length > 1 && words.every((word) => /^[A-Z][a-z]+$/.test(word));
}

const files = execFileSync('git', ['ls-files', 'src', 'workers'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((path) => /\.tsx?$/.test(path) && !/\.(test|d)\.tsx?$|testing/.test(path));

/** The texts of a module: what stands between quotes that holds a word, and the text of its elements. */
function textsOf(path: string): string[] {
  const code = readFileSync(join(ROOT, path), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
  const literals = code.matchAll(/'((?:[^'\\\n]|\\.)+)'|"([^"\n]+)"|`((?:[^`\\]|\\.)+)`/g);
  const elements = path.endsWith('x') ? code.matchAll(/>([^<>{}()=;]*[A-Za-z]{2}[^<>{}()=;]*)[<{]/g) : [];
  return [
    ...[...literals].map((match) => match[1] ?? match[2] ?? match[3] ?? ''),
    // A line break in an element is a space on the page.
    ...[...elements].map((match) => (match[1] ?? '').replace(/\s*\n\s*/g, ' ').trim()),
  ];
}

const isSql = (text: string) =>
  /^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|WITH|ALTER|PRAGMA|FROM|WHERE)\b/.test(text);
const texts = files.flatMap((path) =>
  textsOf(path)
    .filter((text) => !isSql(text))
    .map((text) => ({ path, text })),
);

/** Examples of syntaxes, not quotations. */
const SYNTAX = ['"exact words"', '"..."'];

describe('texts that people read', () => {
  it('are found', () => {
    const all = texts.map(({ text }) => text);
    expect(all).toContain('No matches');
    expect(all).toContain('Delete all data?');
    expect(all.length).toBeGreaterThan(1000);
  });

  it.each(UNCLEAR)('do not say %s, but: %s', (phrase) => {
    expect(texts.filter(({ text }) => phrase.test(text))).toEqual([]);
  });

  it.each(STYLE)('have nothing like %s: %s', (pattern) => {
    const prose = texts.filter(({ text }) => !SYNTAX.includes(text));
    expect(prose.filter(({ text }) => pattern.test(text))).toEqual([]);
  });

  it('have capitals at the beginning of a sentence, and not of each word', () => {
    // The OWASP Top 10 writes its names so.
    const own = texts.filter(({ path }) => path !== 'src/kernel/classes.ts');
    expect(own.filter(({ text }) => isTitleCase(text))).toEqual([]);
  });
});

/** What the engine said to authors of rules, and what it says instead. */
const UNCLEAR_TO_AUTHORS: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\bmeans nothing\b|\bsays nothing\b|\bnames no\b/, 'unknown key, has no …'],
  [/\bis no [a-z]/, 'is not a valid …'],
  [/\bstands?\b/, 'what is wrong'],
  [/\bcorrect (the|its|it)\b/, 'fix the …'],
  [/\bleave .*\bout\b/, 'exclude …'],
  [/\bgiven up\b|\bcannot be read\b/, 'took too many steps, is not valid'],
  [/\bthere twice\b|\bsecond one\b/, 'is duplicated'],
  [/\btoo deep\b(?!ly)/, 'too deeply'],
  [/that Assay knows|\bcommercial engine\b/, 'Assay does not support …, requires Semgrep Pro'],
];

const rust = execFileSync('git', ['ls-files', 'crates/*/src/*.rs'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter(
    (path) =>
      /crates\/(pattern|rules|semgrep|ast-grep|toml-pattern|engine)\//.test(path) &&
      !/tests?\.rs$/.test(path),
  );

/** The texts of a module of the engine that are sentences: outside of its tests, comments and attributes. */
function sentencesOf(path: string): string[] {
  const [code = ''] = readFileSync(join(ROOT, path), 'utf8').split('#[cfg(test)]');
  const literals = code.replace(/^\s*(\/\/|#\[).*$/gm, '').matchAll(/"((?:[^"\\]|\\.)+)"/g);
  return [...literals].map(([, text = '']) => text).filter((text) => /^[a-z`{][^\n]* [^\n]* \S/.test(text));
}

const sentences = rust.flatMap((path) => sentencesOf(path).map((text) => ({ path, text })));

describe('what the engine says to authors of rules', () => {
  it('is found', () => {
    const all = sentences.map(({ text }) => text);
    expect(all).toContain('`{key}` has only negative patterns');
    expect(all).toContain('fix the YAML; other documents in this file still run');
    expect(all.length).toBeGreaterThan(120);
  });

  it.each(UNCLEAR_TO_AUTHORS)('does not say %s, but: %s', (phrase) => {
    expect(sentences.filter(({ text }) => phrase.test(text))).toEqual([]);
  });

  it('is a clause without a full stop', () => {
    expect(sentences.filter(({ text }) => /[^.…]\.$/.test(text))).toEqual([]);
  });
});

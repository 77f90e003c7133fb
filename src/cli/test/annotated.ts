/**
 * Semgrep's tests: code of the same name beside a rule file, in which comments say of the next line what is found there.
 * `todoruleid` and `todook` say what should be and is not: they fail nothing.
 */
import { dirname } from 'node:path';
import type { Ran, RuleTest, TestFolder } from './tests';
import { ruleFilesOf, stemOf } from './tests';

type Word = 'ruleid' | 'ok' | 'todoruleid' | 'todook' | 'deepruleid' | 'deepok';

interface Annotation {
  word: Word;
  rule: string;
  /** The line that it is about, from 1. */
  line: number;
}

const ANNOTATION =
  /^\s*(?:#|\/\/|\/\*|<!--|\(\*|;+|--|%|\{\/\*|\*|"""|'''|=begin)?\s*(ruleid|ok|todoruleid|todook|deepruleid|deepok)\s*:\s*(.+?)\s*(?:\*\/\}?|-->|\*\)|"""|''')?\s*$/;

export function annotatedTests(folder: TestFolder): RuleTest[] {
  const paths = [...folder.keys()];
  // Cases of ours have their own test, and a file without rules has none.
  const sources = ruleFilesOf(folder).filter(({ text }) => /^rules\s*:/m.test(text));
  return sources.flatMap((source) => {
    const isBeside = (path: string) =>
      dirname(path) === dirname(source.path) &&
      path !== source.path &&
      stemOf(path) === stemOf(source.path) &&
      !/\.(fixed\.\w+|cases\.md)$/.test(path);
    return paths.filter(isBeside).flatMap((path) => {
      const text = folder.get(path)?.() ?? '';
      const annotations = annotationsIn(text);
      if (annotations.length === 0) return [];
      // What is said of a rule of another file of this name is judged with that one.
      const all = sources.filter((one) => one === source || isBeside(one.path));
      const isNamed = (rule: string) => all.some((one) => namesRule(one.text, rule));
      return [annotatedTest(folder, source, path, text, annotations, isNamed)];
    });
  });
}

function annotatedTest(
  folder: TestFolder,
  source: RuleTest['sources'][number],
  path: string,
  text: string,
  annotations: readonly Annotation[],
  isNamed: (rule: string) => boolean,
): RuleTest {
  return {
    kind: 'annotations',
    path,
    sources: [source],
    codes: [{ path, text }],
    judge([result], rules) {
      const ids = new Set(rules.map(({ id }) => id));
      const findings = result?.findings ?? [];
      const found = new Set(findings.map(({ ruleId, range }) => `${ruleId} ${range.start.line}`));
      const has = (words: Word[], rule: string, line: number) =>
        annotations.some((one) => words.includes(one.word) && one.rule === rule && one.line === line);
      const ran = annotations.flatMap(({ word, rule, line }): Ran[] => {
        if (word.startsWith('todo')) return [];
        if (!ids.has(rule)) {
          // One that cannot be read is told by itself.
          if (isNamed(rule)) return [];
          const faults = [`There is no rule \`${rule}\` here.`];
          return [{ where: `${path}:${line}`, rule, verdict: 'missing', isRight: false, faults }];
        }
        const isFound = found.has(`${rule} ${line}`);
        const wants = word.endsWith('ruleid');
        const isRight = isFound === wants;
        const verdict = wants ? (isFound ? 'reported' : 'missing') : isFound ? 'noisy' : 'validated';
        const faults = isRight ? [] : [wants ? 'Nothing was found.' : 'It was found.'];
        return [{ where: `${path}:${line}`, rule, verdict, isRight, faults }];
      });
      for (const key of found) {
        const [rule = '', at] = key.split(' ');
        const line = Number(at);
        if (has(['ruleid', 'deepruleid', 'todook', 'ok', 'deepok'], rule, line)) continue;
        ran.push({
          where: `${path}:${line}`,
          rule,
          verdict: 'noisy',
          isRight: false,
          faults: ['Nothing says that it is to be found.'],
        });
      }
      const dot = path.lastIndexOf('.');
      const fixed = folder.get(`${path.slice(0, dot)}.fixed${path.slice(dot)}`)?.();
      if (fixed !== undefined) {
        const isRight = result?.fixed?.trimEnd() === fixed.trimEnd();
        const faults = isRight
          ? []
          : [result?.fixed === undefined ? 'There is no fix.' : 'The fixes give other code.'];
        ran.push({
          where: path,
          rule: [...ids].join(', '),
          verdict: isRight ? 'reported' : 'missing',
          isRight,
          faults,
        });
      }
      return ran;
    },
  };
}

/** Whether a rule file has a rule of this id, as far as its lines tell. */
function namesRule(text: string, rule: string): boolean {
  return text
    .split('\n')
    .some((line) => /^[\s{-]*["']?id["']?\s*:\s*["']?([\w./-]+)/.exec(line)?.[1] === rule);
}

/** What the comments say; several in a row are about the first line below them. */
function annotationsIn(text: string): Annotation[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const [, word, rules = ''] = ANNOTATION.exec(line) ?? [];
    if (word === undefined) return [];
    let below = at + 1;
    while (ANNOTATION.test(lines[below] ?? '')) below++;
    const ids = rules
      .split(',')
      .map((rule) => rule.trim())
      .filter((rule) => /^[\w./-]+$/.test(rule));
    return ids.map((rule) => ({ word: word as Word, rule, line: below + 1 }));
  });
}

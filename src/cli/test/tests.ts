/** What tests of rules are, whatever format they are written in, and the files that they are read from. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { systemMessage } from '../../../workers/intake/node';
import type { RuleInfo, RuleSource, TriedCode, TriedResult } from '../../../workers/protocol';
import type { CaseVerdict } from '../../share';
import { UsageError } from '../errors';

/** What came of one case. */
export interface Ran {
  /** Such as `rules/eval.py:3`. */
  where: string;
  rule: string;
  verdict: CaseVerdict;
  isRight: boolean;
  faults: string[];
}

/** Cases that are tried with the same rules. */
export interface RuleTest {
  kind: 'cases' | 'annotations' | 'ast-grep';
  path: string;
  sources: RuleSource[];
  codes: TriedCode[];
  judge(tried: readonly TriedResult[], rules: readonly RuleInfo[]): Ran[];
}

/** Files by their paths, as they were named. */
export type TestFolder = ReadonlyMap<string, () => string>;

const PASSED_OVER = new Set(['node_modules', '.git']);
const MOST_FILES = 100_000;

/** Everything below these paths; a file stands for its folder's files of the same name as well. */
export function readTestFolder(paths: readonly string[]): TestFolder {
  const files = new Map<string, () => string>();
  const add = (path: string) => files.set(path.split(sep).join('/'), () => readText(path));
  for (const path of paths) {
    if (isFolder(path)) walk(path, add);
    else {
      const stem = stemOf(path);
      for (const name of readdirSync(dirname(path))) {
        const beside = join(dirname(path), name);
        if ((stemOf(name) === stem || name === 'cases.md') && !isFolder(beside)) add(beside);
      }
    }
    if (files.size > MOST_FILES)
      throw new UsageError(`There are more than ${MOST_FILES} files below ${path}.`);
  }
  return files;
}

function walk(folder: string, add: (path: string) => void): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = folder === '.' ? entry.name : join(folder, entry.name);
    if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) walk(path, add);
    else if (entry.isFile()) add(path);
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new UsageError(`Cannot read ${path}: ${systemMessage(error)}`);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`Cannot read ${path}: ${systemMessage(error)}`);
  }
}

/** The name of a file up to its first full stop behind its first sign. */
export function stemOf(path: string): string {
  const name = basename(path);
  const dot = name.indexOf('.', 1);
  return dot < 0 ? name : name.slice(0, dot);
}

/** The files that may hold rules. */
export function ruleFilesOf(folder: TestFolder): RuleSource[] {
  const paths = [...folder.keys()].filter((path) => /\.(ya?ml|toml)$/i.test(path));
  return paths.map((path) => ({ path, text: folder.get(path)?.() ?? '', origin: 'user' }));
}

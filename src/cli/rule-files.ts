/** Reads the rule files that were named on the command line: files as they are, folders with all below. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { systemMessage } from '../../workers/intake/node';
import type { RuleSource } from '../../workers/protocol';
import { UsageError } from './errors';

const EXTENSION = /\.(ya?ml|toml)$/i;

/** Paths are shown as they were given. A folder without any rule file is a mistake. */
export function readRuleFiles(paths: string[]): RuleSource[] {
  return paths.flatMap((path) => {
    const files = ruleFiles(path);
    if (files.length === 0) throw new UsageError(`No .yml, .yaml or .toml files in ${path}.`);
    return files.map(readRuleFile);
  });
}

function readRuleFile(path: string): RuleSource {
  return { path: path.split(sep).join('/'), text: readText(path), origin: 'user' };
}

function ruleFiles(path: string): string[] {
  if (!isFolder(path)) return [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && EXTENSION.test(entry.name))
    .map((entry) => join(path, relative(path, entry.parentPath), entry.name))
    .sort();
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new UsageError(`Cannot read the rules in ${path}: ${systemMessage(error)}`);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`Cannot read the rules in ${path}: ${systemMessage(error)}`);
  }
}

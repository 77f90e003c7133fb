/**
 * Folders of code after public bug reports, at the level that a scan has. A case names the lines that must be found and
 * those that may be; any other line is a false finding.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inRoot } from '../lib/paths';
import { builtinRules } from '../pack-rules';
import { readLines } from './cases';
import { answersOf } from './runner';
import type { Verdict } from './verdict';

interface Bug {
  id: string;
  /** A letter and what it stands for. */
  class: string;
  /** A file of rules; none for the built-in ones. */
  rules: string | null;
  /** Which of the built-in ones count: those whose id has one of these words (`a|b`), or all. */
  builtin: string | true | null;
  /** A folder. */
  target: string;
  /** `file:line`. */
  must: string[];
  may: string[];
  /** Of each at least one line. */
  groups: Record<string, string[]>;
}

/** One line of the runner's list: a file of a case. */
interface Job {
  id: string;
  rules: string;
  target: string;
  path: string;
  deep: true;
  applyGlobs: true;
}

/** What comes of the folder `faults/bugs`, if it is there. */
export function runBugs(folder: string, scratch: string): Verdict[] {
  const home = join(folder, 'faults/bugs');
  if (!existsSync(home)) return [];
  const bugs = readLines<Bug>(join(home, 'cases.jsonl'));
  const jobs = bugs.map((bug) => jobsOf(home, bug));
  const answers = answersOf(scratch, jobs.flat());
  const formerIds = idsBefore();
  return bugs.map((bug, at) => {
    const found = new Set<string>();
    for (const { id, path } of jobs[at] ?? []) {
      for (const { ruleId, startLine } of answers.get(id)?.matches ?? []) {
        if (counts(bug, ruleId, formerIds)) found.add(`${path}:${startLine}`);
      }
    }
    return { id: bug.id, suite: 'bugs', lang: letterOf(bug), difference: compare(bug, found) };
  });
}

function jobsOf(home: string, bug: Bug): Job[] {
  const root = join(home, bug.target);
  const entries = readdirSync(root, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((file) => {
    const target = join(file.parentPath, file.name);
    const path = relative(root, target);
    const rules = bug.rules === null ? inRoot('crates/rules') : join(home, bug.rules);
    return { id: `${bug.id}/${path}`, rules, target, path, deep: true, applyGlobs: true };
  });
}

/** Whether a rule is among those that a case is about, by its id or a former one. */
function counts({ builtin }: Bug, rule: string, formerIds: Map<string, string>): boolean {
  const names = `${rule} ${formerIds.get(rule) ?? ''}`;
  return typeof builtin !== 'string' || builtin.split('|').some((word) => names.includes(word));
}

/** What each built-in rule was called before. */
function idsBefore(): Map<string, string> {
  const aliases = ({ text }: { text: string }) => /^ *aliases: *\[(.*)\]/m.exec(text)?.[1] ?? '';
  return new Map(builtinRules().map((rule) => [rule.id, aliases(rule)]));
}

/** `A` to `N`, or a word for what is no kind of its own. */
function letterOf({ class: kind }: Bug): string {
  const first = kind.split(/[ :]/)[0] ?? '';
  return first.length === 1 || first === 'catalogue' ? first : 'control';
}

function compare({ must, may, groups }: Bug, found: Set<string>): string[] {
  const lists = Object.values(groups);
  const allowed = new Set([...must, ...may, ...lists.flat()]);
  return [
    ...must.filter((line) => !found.has(line)).map((line) => `missing ${line}`),
    ...lists
      .filter((list) => !list.some((line) => found.has(line)))
      .map((list) => `none of ${list.join(', ')}`),
    ...[...found].filter((line) => !allowed.has(line)).map((line) => `extra ${line}`),
  ];
}

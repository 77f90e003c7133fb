/**
 * Which findings pass a filter. Each part of it is decided once per distinct rule, language, path or message and
 * looked up per finding; a finding is marked with the parts it fails, so that every facet can be counted under all
 * parts but its own in the same pass.
 */

import { type FindingsFilter, SEVERITIES } from '../protocol';
import { FINDING_STATES, flagsSeverity, flagsState } from './finding-codec';
import type { IndexedFile, ProjectIndex } from './project-index';

/** The parts of a filter as bits of the mark that a finding fails with. */
export const Part = {
  severity: 1,
  rule: 2,
  language: 4,
  path: 8,
  state: 16,
  text: 32,
  tool: 64,
  since: 128,
} as const;

export interface CompiledFilter {
  /** Bits of `Part` that every finding of this file fails. */
  file(file: IndexedFile): number;
  /** Bits of `Part` that this row fails, those of its file (`fileMark`) included. */
  row(row: number, fileMark: number): number;
}

/** @param isNew by id, where only new ones are wanted. */
export function compileFilter(
  index: ProjectIndex,
  filter: FindingsFilter,
  isNew?: ReadonlySet<number>,
): CompiledFilter {
  const { not = {} } = filter;
  const severities = allow(SEVERITIES, filter.severities, not.severities);
  const states = allow(FINDING_STATES, filter.states, not.states);
  const rules = allow(index.rules.values, filter.rules, not.rules);
  const languages = allow(index.languages.values, filter.languages, not.languages);
  const toolNames = index.rules.values.map((id) => index.toolsOf(id));
  const tools = allow(toolNames, filter.tools, not.tools);
  const inPaths = pathTest(filter.paths);
  const outOfPaths = not.paths?.length ? pathTest(not.paths) : () => false;
  const text = compileText(index, filter.text);
  return {
    file(file) {
      text.enter(file);
      return inPaths(file.path) && !outOfPaths(file.path) ? 0 : Part.path;
    },
    row(row, fileMark) {
      const flags = index.flags[row] ?? 0;
      let mark = fileMark;
      if (severities && severities[flagsSeverity(flags)] === 0) mark |= Part.severity;
      if (states && states[flagsState(flags)] === 0) mark |= Part.state;
      if (rules && rules[index.rule[row] ?? 0] === 0) mark |= Part.rule;
      if (tools && tools[index.rule[row] ?? 0] === 0) mark |= Part.tool;
      if (languages && languages[index.language[row] ?? 0] === 0) mark |= Part.language;
      if (isNew && !isNew.has(index.ids[row] ?? 0)) mark |= Part.since;
      return text.passes(row) ? mark : mark | Part.text;
    },
  };
}

/** 1 for each value that passes, or with a name that does; undefined if all do. */
function allow(
  values: readonly (string | readonly string[])[],
  wanted: readonly string[] = [],
  unwanted: readonly string[] = [],
): Uint8Array | undefined {
  if (wanted.length === 0 && unwanted.length === 0) return undefined;
  const [all, none] = [new Set(wanted), new Set(unwanted)];
  const passes = (names: readonly string[]) =>
    (all.size === 0 || names.some((name) => all.has(name))) && !names.some((name) => none.has(name));
  return Uint8Array.from(values, (value) => (passes([value].flat()) ? 1 : 0));
}

function pathTest(prefixes: readonly string[] | undefined): (path: string) => boolean {
  if (!prefixes?.length) return () => true;
  return (path) =>
    prefixes.some((prefix) => path === prefix || (prefix.endsWith('/') && path.startsWith(prefix)));
}

interface TextTest {
  enter(file: IndexedFile): void;
  passes(row: number): boolean;
}

/** Every word must occur in the message, the rule, the path or the excerpt; each may occur in another of them. */
function compileText(index: ProjectIndex, text: string | undefined): TextTest {
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return { enter: () => undefined, passes: () => true };
  const tables = words.map((word) => ({
    word,
    rules: occurrences(index.rules.values, word),
    messages: occurrences(index.messages.values, word),
    inPath: false,
  }));
  return {
    enter(file) {
      const path = file.path.toLowerCase();
      for (const table of tables) table.inPath = path.includes(table.word);
    },
    passes(row) {
      let excerpt: string | undefined;
      for (const { word, rules, messages, inPath } of tables) {
        if (inPath || rules[index.rule[row] ?? 0] === 1 || messages[index.message[row] ?? 0] === 1) continue;
        excerpt ??= (index.excerpts[row] ?? '').toLowerCase();
        if (!excerpt.includes(word)) return false;
      }
      return true;
    },
  };
}

function occurrences(values: readonly string[], word: string): Uint8Array {
  return Uint8Array.from(values, (value) => (value.toLowerCase().includes(word) ? 1 : 0));
}

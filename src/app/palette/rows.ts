/** What the palette offers, and what of it fits the letters that were typed, best first. */
import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import { goToPlace } from '../../code/go';
import { createQuery, currentProjectId, navigate, recentFiles, setFindingsFilter } from '../../data';
import { countOf } from '../../kernel/format';
import { namesIt, rank } from '../../kernel/fuzzy';
import { describeKeys } from '../../kernel/hotkeys';
import { plainMessage } from '../../kernel/inline-code';
import { isAvailable, type Operation } from '../../kernel/operations/operation';
import { operationsOn } from '../../kernel/operations/registry';
import { startOperation } from '../../kernel/operations/run';
import { createFoundFindings } from './findings';
import { createLookup, isLookedUp } from './lookup';

/** A row of the palette. */
export interface Row {
  key: string;
  kind: 'command' | 'file' | 'rule' | 'finding' | 'symbol' | 'text' | 'line' | 'value';
  /** What the letters are matched against, and shown. */
  name: string;
  note: string;
  keys?: string;
  go: () => void;
}

/** A row that fits, with the indexes of the letters that were typed. */
export interface Match {
  row: Row;
  at: readonly number[];
}

/** What there is to choose from: commands stand before places that have the same letters. */
export interface Rows {
  commands: Row[];
  /** Or the values that a field may have. */
  files: Row[];
  /** Those that the search of rules finds, in its order. */
  rules: Row[];
  /** Findings that have the words, the worst first. */
  findings?: Row[];
  /** Files that were looked at, the latest first. */
  recent?: Row[];
  /** What was looked up in the project for what is typed, in its order. */
  lookedUp?: Row[];
  /** Why nothing could be looked up. */
  problem?: string;
}

const LIMIT = 50;

/** Commands that can run now, files, and the rules that what is typed means; a signal. */
export function createRows(typed: () => string): () => Rows {
  const inProject = () => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { projectId };
  };
  const files = createQuery('treeFiles', inProject);
  const rules = createQuery('rules', () => ({ text: typed(), ...inProject() }));
  const findings = createFoundFindings(typed);
  const lookup = createLookup(typed);
  const paths = createMemo(() => new Set((files() ?? []).map(({ path }) => path)));
  const recent = createMemo(() => recentFiles().filter((path) => paths().has(path)));
  return createMemo(() => {
    const first = new Set(recent());
    const others = [...paths()].filter((path) => !first.has(path));
    return {
      commands: operationsOn('palette').filter(isAvailable).map(commandRow),
      files: [...first, ...others].map(fileRow),
      rules: (rules() ?? []).map(ruleRow),
      findings: findings(),
      recent: [...first].map((path) => ({ ...fileRow(path), note: 'recent' })),
      ...(lookup().typed === typed() && { lookedUp: lookup().rows, problem: lookup().problem }),
    };
  });
}

function commandRow(operation: Operation): Row {
  const keys = operation.keys?.[0];
  return {
    key: operation.id,
    kind: 'command',
    name: operation.title,
    note: operation.group,
    ...(keys !== undefined && { keys: describeKeys(keys) }),
    go: () => void startOperation(operation),
  };
}

function fileRow(path: string): Row {
  return { key: path, kind: 'file', name: path, note: '', go: () => goToPlace({ path, line: 1, col: 1 }) };
}

function ruleRow(rule: { id: string; message: string; findings: number }): Row {
  const go = () => {
    if (rule.findings === 0) return navigate('/rules', { rule: rule.id });
    setFindingsFilter({ rules: [rule.id] });
    navigate('/findings');
  };
  const note = rule.findings === 0 ? plainMessage(rule.message, true) : countOf(rule.findings, 'finding');
  return { key: rule.id, kind: 'rule', name: rule.id, note, go };
}

/** What was found last, and whether that is for what is typed now. */
export interface Ranked {
  (): Match[];
  isCurrent(): boolean;
}

/** Ranks in slices; a newer text stops the ranking of an older one. */
export function createRanked(typed: () => string, rows: () => Rows): Ranked {
  const [found, setFound] = createSignal<Match[]>([]);
  const [answered, setAnswered] = createSignal<{ text: string; all: Rows }>();
  let turn = 0;
  const search = async (text: string, all: Rows) => {
    const mine = ++turn;
    // What was found before stays until the project has answered.
    if (isLookedUp(text) && all.recent && !all.lookedUp) return;
    const { words, parts } = question(text, all);
    const ranked: Match[] = [];
    for (const { rows, isInOrder, isWhole } of parts) {
      if (isInOrder) {
        ranked.push(...rows.slice(0, LIMIT - ranked.length).map((row) => ({ row, at: [] })));
        continue;
      }
      const part = await rank(
        words,
        rows,
        ({ name }) => name,
        isWhole ? rows.length : LIMIT - ranked.length,
        () => mine !== turn,
      );
      if (part === undefined) return;
      ranked.push(...part.map(({ item, at }) => ({ row: item, at })));
    }
    if (mine !== turn) return;
    setFound(ranked);
    setAnswered({ text, all });
  };
  createEffect(() => void search(typed(), rows()));
  onCleanup(() => {
    turn += 1;
  });
  const isCurrent = () => answered()?.text === typed() && answered()?.all === rows();
  return Object.assign(() => found(), { isCurrent });
}

/** Rows among which the best are found, or which are in their order already. */
interface Part {
  rows: Row[];
  isInOrder?: boolean;
  /** Whether all of it is listed, however long; who looks through the commands wants to see each. */
  isWhole?: boolean;
}

/** What to look for, and among what; all that fits in a part stands before what fits in the next. */
function question(
  text: string,
  { commands, files, rules, findings = [], recent = [], lookedUp }: Rows,
): { words: string; parts: Part[] } {
  if (isLookedUp(text) && lookedUp) return { words: '', parts: [{ rows: lookedUp, isInOrder: true }] };
  if (text.startsWith('>')) return { words: text.slice(1), parts: [{ rows: commands, isWhole: true }] };
  const [, file, line] = /^(.+?):(\d+)(?::\d*)?$/.exec(text) ?? [];
  if (file !== undefined && line !== undefined) {
    return { words: file, parts: [{ rows: files.map((row) => atLine(row, line)) }] };
  }
  // Who types the name of a command or a file wants it, whatever rules and files have the same letters.
  const typed = text.trim().toLowerCase();
  const isFirstWord = ({ name }: Row) => typed !== '' && name.toLowerCase().startsWith(typed);
  const first = commands.filter(isFirstWord);
  const named = commands.filter((one) => !isFirstWord(one) && namesIt(text, one.name));
  const rest = commands.filter((one) => !first.includes(one) && !named.includes(one));
  const isNamed = ({ name }: Row) => typed !== '' && name.toLowerCase().includes(typed);
  const others = files.filter((one) => !isNamed(one));
  const found = { rows: rules, isInOrder: true };
  const loose = { rows: [...rest, ...others] };
  if (typed === '') {
    const keys = new Set(recent.map(({ key }) => key));
    const unseen = { rows: [...commands, ...files.filter(({ key }) => !keys.has(key))] };
    return { words: '', parts: [{ rows: recent, isInOrder: true }, unseen, found] };
  }
  const parts = [{ rows: first }, { rows: named }, { rows: files.filter(isNamed) }];
  return { words: text, parts: [...parts, found, { rows: findings, isInOrder: true }, loose] };
}

function atLine(file: Row, line: string): Row {
  return {
    ...file,
    note: `line ${line}`,
    go: () => goToPlace({ path: file.name, line: Number(line), col: 1 }),
  };
}

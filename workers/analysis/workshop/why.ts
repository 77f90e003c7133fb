/**
 * Why a rule matches at a place, or does not. A rule is a list of clauses, each with a rule that demands it and those before
 * it: all of these are asked at once, and the first that no longer matches there names the clause that fails.
 */
import type { AskedPlace, Clause, Explanation, Finding, Problem, RuleSource } from '../../protocol';
import { type Code, type Judged, likeness, nearestBranch } from './nearest';
import { relaxed } from './relaxed';

/** What rules find in the text of the place. */
export type AskRules = (sources: RuleSource[]) => Promise<{ findings: Finding[]; problems: Problem[] }>;

interface Asked {
  findings: Map<string, Finding[]>;
  /** Clauses that make no rule by themselves. */
  broken: Set<string>;
  place: AskedPlace;
}

/** So many patterns with a word less are asked at most. */
const MOST_RELAXED = 200;

export async function explainPlace(
  clauses: readonly Clause[],
  place: AskedPlace,
  ask: AskRules,
): Promise<Omit<Explanation, 'rule'>> {
  const asked = noted(await ask(sourcesOf(clauses)), place);
  const judged = clauses.map((clause) => judge(clause, asked));
  const failed = judged.findIndex(({ told }) => told.verdict === 'fails');
  const explained: Omit<Explanation, 'rule'> = {
    clauses: judged.map(({ told }) => told),
    captures: capturesBefore(clauses, failed, asked),
  };
  const first = judged[failed];
  if (first === undefined) return explained;
  explained.failed = failed;
  const { reach, scope, id } = first.clause;
  const isFlow = reach !== undefined;
  const absent = () =>
    judged.filter((one) => one.clause.scope === 'file').flatMap(({ any }) => any.filter(fails));
  const branches = isFlow ? absent() : first.any.length > 0 ? first.any : [[first]];
  await findWords(branches, scope === 'file' || isFlow, asked, ask);
  const file = place.code.text;
  const code: Code = { here: scope === 'file' || isFlow ? file : linesAt(place), file };
  const nearest = nearestBranch(branches, code);
  if (nearest && (!isFlow || likeness([nearest.judged], file) >= MEANT)) {
    const { told, word } = nearest.judged;
    if (nearest.judged !== first) explained.nearest = told;
    if (word !== undefined) explained.word = word;
  }
  const lost = isFlow && lastReached(asked.findings.get(`${id}-reach`) ?? [], place);
  if (lost) explained.lost = lost;
  return explained;
}

/** Where data does not get to a sink: a source that is nowhere is named if so much of its text is in the file. */
const MEANT = 0.6;

const fails = (branch: readonly Judged[]) => branch.some(({ told }) => told.verdict === 'fails');

function noted({ findings, problems }: Awaited<ReturnType<AskRules>>, place: AskedPlace): Asked {
  const by = new Map<string, Finding[]>();
  for (const one of findings) by.set(one.ruleId, [...(by.get(one.ruleId) ?? []), one]);
  const bad = problems.flatMap(({ kind, ruleId }) => (kind === 'bad-rule' && ruleId ? [ruleId] : []));
  return { findings: by, broken: new Set(bad), place };
}

function sourcesOf(clauses: readonly Clause[]): RuleSource[] {
  return clauses.flatMap(({ upto, reach, any = [] }) => [
    upto,
    ...(reach ? [reach] : []),
    ...any.flatMap(sourcesOf),
  ]);
}

function judge(clause: Clause, asked: Asked): Judged {
  const { id, key, text, line, col, scope } = clause;
  const found = asked.findings.get(id) ?? [];
  const holds = scope === 'file' ? found.length > 0 : found.some((one) => touches(one, asked.place));
  const verdict = asked.broken.has(id) ? 'unknown' : holds ? 'holds' : 'fails';
  const inner = (one: Clause) => judge(scope === 'file' ? { ...one, scope } : one, asked);
  const any = (clause.any ?? []).map((branch) => branch.map(inner));
  const branches = any.map((branch) => branch.map(({ told }) => told));
  const told = { key, text, line, col, scope, verdict, matches: found.length, any: branches } as const;
  return { clause, told, word: undefined, any };
}

/** Finds out of the first clause that fails in each branch whether one word is to blame. */
async function findWords(
  branches: readonly Judged[][],
  isOfFile: boolean,
  { place }: Asked,
  ask: AskRules,
): Promise<void> {
  const failing = branches.flatMap(firstFailing);
  const code = linesAt(place);
  const likely = failing.sort((a, b) => likeness([b], code) - likeness([a], code));
  const tried = likely.flatMap((judged) => relaxed(judged.clause).map((one) => ({ ...one, judged })));
  const few = tried.slice(0, MOST_RELAXED);
  if (few.length === 0) return;
  const { findings } = noted(await ask(few.map(({ source }) => source)), place);
  for (const { id, word, judged } of few) {
    const found = findings.get(id) ?? [];
    if (isOfFile ? found.length > 0 : found.some((one) => touches(one, place))) judged.word ??= word;
  }
}

function firstFailing(branch: readonly Judged[]): Judged[] {
  const first = branch.find(({ told }) => told.verdict === 'fails');
  if (!first) return [];
  return first.any.length > 0 ? first.any.flatMap(firstFailing) : [first];
}

type At = { line: number; col: number };
const isBefore = (a: At, b: At) => a.line < b.line || (a.line === b.line && a.col < b.col);
const isSame = (a: At, b: At) => a.line === b.line && a.col === b.col;

/** Whether a match has to do with the place: it overlaps what is marked, or has part of the line where nothing is. */
function touches({ range }: Finding, { from, to }: AskedPlace): boolean {
  if (isSame(from, to)) return range.start.line <= from.line && from.line <= range.end.line;
  return isBefore(range.start, to) && isBefore(from, range.end);
}

/** What metavariables stand for by the last clause that holds. */
function capturesBefore(clauses: readonly Clause[], failed: number, asked: Asked): Record<string, string> {
  const held = failed < 0 ? clauses : clauses.slice(0, failed);
  for (const { id, scope } of held.toReversed()) {
    const match = (asked.findings.get(id) ?? []).find((one) => touches(one, asked.place));
    if (!match || scope === 'file') continue;
    return Object.fromEntries(Object.entries(match.metavars).map(([name, { text }]) => [name, text]));
  }
  return {};
}

/** The last place before the end of the asked one that the data gets to. */
function lastReached(reached: readonly Finding[], { to, code }: AskedPlace): Explanation['lost'] {
  const before = reached
    .map(({ range }) => range)
    .filter(({ start }) => !isBefore(to, start) || start.line === to.line);
  const [last] = before.sort((a, b) => b.end.line - a.end.line || b.end.col - a.end.col);
  if (!last) return undefined;
  const text = code.text.split('\n')[last.start.line - 1]?.trim() ?? '';
  return { line: last.start.line, col: last.start.col, text };
}

/** The whole lines of the place: what is matched may be a part of what a pattern is like. */
function linesAt({ code, from, to }: AskedPlace): string {
  return code.text
    .split('\n')
    .slice(from.line - 1, to.line)
    .join('\n');
}

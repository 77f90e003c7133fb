/**
 * Why a rule matches at a place, or does not. A rule is a list of clauses, each with a rule that demands it and those before
 * it: all of these are asked at once, and the first that no longer matches there names the clause that fails.
 */
import type { AskedPlace, Clause, Explanation, Finding, Problem, RuleSource } from '../../protocol';
import { type Code, isFocus, type Judged, likeness, nearestBranch } from './nearest';
import { ANYTHING, alike, demandOnText, relaxed, spelled } from './relaxed';
import { asWayIn } from './way-in';

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
  const branches = isFlow ? judged.filter((one) => one.clause.scope === 'file').flatMap(absent) : [judged];
  await findLacking(branches, scope === 'file' || isFlow, asked, ask);
  if (isFlow) await findWaysIn(branches, first.clause, asked, ask);
  const file = place.code.text;
  const code: Code = { here: scope === 'file' || isFlow ? file : linesAt(place), file };
  const nearest = nearestBranch(branches, code)?.judged;
  if (nearest && (!isFlow || isMeant(nearest, file))) {
    if (nearest !== first) explained.nearest = nearest.told;
    if (nearest.lacks?.word !== undefined) {
      explained.word = nearest.lacks.word;
      explained.there = nearest.lacks.there;
    }
  }
  const lost = isFlow && lastReached(asked.findings.get(`${id}-reach`) ?? [], place);
  if (lost) explained.lost = lost;
  return explained;
}

/** Where data does not get to a sink: a source that is nowhere is named if so much of its text is in the file. */
const MEANT = 0.6;

const isMeant = (source: Judged, file: string) => source.isWayIn || likeness([source], file) >= MEANT;

/** Alternatives that are nowhere, also within those of which others are there. */
function absent({ any }: Judged): Judged[][] {
  return any.flatMap((branch) => (fails(branch) ? [branch] : branch.flatMap(absent)));
}

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
  return { clause, told, lacks: undefined, isWayIn: false, any };
}

/** A clause that fails, and the one before it, which holds. */
interface Failing {
  judged: Judged;
  before: Judged | undefined;
}

/** Finds out of the first clause that fails in each branch whether one word or one text is to blame. */
async function findLacking(
  branches: readonly Judged[][],
  isOfFile: boolean,
  { place, findings }: Asked,
  ask: AskRules,
): Promise<void> {
  const counts = (one: Finding) => isOfFile || touches(one, place);
  const note = (judged: Judged, lacks: Judged['lacks'] & {}) => {
    if (lacks.alike > (judged.lacks?.alike ?? -1)) judged.lacks = lacks;
  };
  const failing = branches.flatMap((branch) => firstFailing(branch, undefined));
  for (const { judged, before } of failing) {
    const demand = demandOnText(judged.clause);
    for (const found of (before && demand && findings.get(before.clause.id)?.filter(counts)) ?? []) {
      const there = demand?.name ? (found.metavars[demand.name]?.text ?? '') : textOf(found, place);
      note(judged, { there, alike: spelled(demand?.regex ?? '', there) });
    }
  }
  const code = linesAt(place);
  const likely = failing
    .map(({ judged }) => judged)
    .sort((a, b) => likeness([b], code) - likeness([a], code));
  const tried = likely.flatMap((judged) => relaxed(judged.clause).map((one) => ({ ...one, judged })));
  const few = tried.slice(0, MOST_RELAXED);
  if (few.length === 0) return;
  const told = noted(await ask(few.map(({ source }) => source)), place);
  for (const { id, word, judged } of few) {
    for (const { metavars } of (told.findings.get(id) ?? []).filter(counts)) {
      const there = metavars[ANYTHING]?.text ?? '';
      note(judged, { word, there, alike: alike(word, there) });
    }
  }
}

/** Finds out which sources that are nowhere would let data in that gets to the place. */
async function findWaysIn(
  branches: readonly Judged[][],
  flow: Clause,
  { place }: Asked,
  ask: AskRules,
): Promise<void> {
  const failing = branches.flatMap((branch) => firstFailing(branch, undefined));
  const tried = failing.flatMap(({ judged, before }) => {
    const known = before ? [before.clause.upto] : [];
    const others = relaxed(judged.clause).map(({ source }) => source);
    const sources = others.length > 0 ? others : known;
    return sources.flatMap((source, at) => {
      const asked = asWayIn(flow.upto, source, `${judged.clause.id}-way-${at}`);
      return asked ? [{ ...asked, judged }] : [];
    });
  });
  const few = tried.slice(0, MOST_RELAXED);
  if (few.length === 0) return;
  const told = noted(await ask(few.map(({ source }) => source)), place);
  for (const { id, judged } of few) {
    judged.isWayIn ||= (told.findings.get(id) ?? []).some((one) => touches(one, place));
  }
}

function firstFailing(branch: readonly Judged[], outer: Judged | undefined): Failing[] {
  const at = branch.findIndex(({ told }) => told.verdict === 'fails');
  const judged = branch[at];
  if (!judged) return [];
  const before = branch[at - 1] ?? outer;
  const others = isFocus(judged) ? branch.slice(0, at) : [judged];
  const inner = others.flatMap(({ any }) => any.flatMap((one) => firstFailing(one, before)));
  return inner.length > 0 ? inner : [{ judged, before }];
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

/** What a match on one line has. */
function textOf({ range: { start, end } }: Finding, { code }: AskedPlace): string {
  const line = code.text.split('\n')[start.line - 1] ?? '';
  return start.line === end.line ? line.slice(start.col - 1, end.col - 1) : '';
}

/** The whole lines of the place: what is matched may be a part of what a pattern is like. */
function linesAt({ code, from, to }: AskedPlace): string {
  return code.text
    .split('\n')
    .slice(from.line - 1, to.line)
    .join('\n');
}

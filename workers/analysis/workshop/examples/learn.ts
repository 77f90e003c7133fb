/**
 * A rule out of examples: patterns that their code is an instance of are tried on all of them at once, and the fewest are
 * taken that find each place that is to be found and nothing else. Where a pattern finds more, code that it is not to find is
 * excepted.
 */
import {
  type LearntPattern,
  learntInAstGrep,
  learntInSemgrep,
  type Problem,
  type RuleExample,
  type RuleSource,
  type TriedCode,
} from '../../../protocol';
import type { Workshop } from '../workshop';
import { type CodeNode, nodesOf } from './code-tree';
import { AST_GREP, common, type Holes, type Openness, opened, SEMGREP } from './generalise';

export interface Candidate extends LearntPattern {
  /** The examples that it can be made of, `<code>:<line>` each: any of these lists gives it. */
  of: string[][];
  /** What it costs to be taken rather than another that finds the same. */
  cost: number;
  /** Where it finds something: `<code>:<line>`. */
  hits: Set<string>;
}

/** Loads rules and runs them on codes. */
export type Trier = Pick<Workshop, 'tryRules' | 'trees'>;

/** The dialect that is tried: Semgrep's name of the language; undefined for ast-grep's dialect. */
export interface Learning {
  language: string;
  semgrepName: string | undefined;
}

const NODES_OF_A_LINE = 8;
const MOST_CANDIDATES = 240;
const LONGEST_LINES = 4;
/** Of so many pairs of places it is looked at what they have in common; of more places, each with those that follow it. */
const MOST_PAIRS = 2000;
/** So many lines are looked at of code in which something is to be found somewhere. */
const MOST_LINES = 8;

const WAYS: (Openness & { cost: number })[] = [
  { literals: 'kept', items: 'some', receivers: 'kept', cost: 1 },
  { literals: 'strings', items: 'some', receivers: 'kept', cost: 0 },
  { literals: 'open', items: 'all', receivers: 'kept', cost: 2 },
  { literals: 'kept', items: 'some', receivers: 'open', cost: 3 },
  { literals: 'strings', items: 'some', receivers: 'open', cost: 2 },
  { literals: 'open', items: 'each', receivers: 'kept', cost: 3 },
  { literals: 'open', items: 'all', receivers: 'open', cost: 5 },
  { literals: 'kept', items: 'each', receivers: 'kept', cost: 4 },
];

/** How code that is not to be found is excepted: as it is, then more of it. */
const EXCEPTED = [WAYS.at(-1), ...WAYS.slice(0, 3)].flatMap((way) => way ?? []);

/** Patterns of the examples, with where they find something. */
export async function candidatesOf(
  examples: readonly RuleExample[],
  learning: Learning,
  trier: Trier,
): Promise<Candidate[]> {
  const holes = learning.semgrepName === undefined ? AST_GREP : SEMGREP;
  const trees: CodeNode[][] = [];
  for (const one of examples) trees.push(nodesOf((await trier.trees(codeOf(one))).grammar, one.code));
  const found = new Map<string, Candidate>();
  const wanted = examples.flatMap((example, code) =>
    linesOf(example).map((line) => ({
      place: placeIn(examples, code, line),
      nodes: nodesAt(trees[code] ?? [], line),
    })),
  );
  for (const { place, nodes } of wanted) {
    nodes.forEach((node, depth) => {
      for (const way of WAYS) add(found, opened(node, way, holes), [place], way.cost + depth / 2);
    });
  }
  const near = Math.ceil(MOST_PAIRS / wanted.length);
  for (const [at, one] of wanted.entries()) {
    for (const other of wanted.slice(at + 1, at + 1 + near)) {
      for (const [depth, node] of one.nodes.entries()) {
        const twin = other.nodes.find(({ kind }) => kind === node.kind);
        const pattern = twin && common(node, twin, holes);
        if (pattern !== undefined) add(found, pattern, [one.place, other.place], 1 + depth / 2);
      }
    }
  }
  const all = [...found.values()].sort((a, b) => a.cost - b.cost).slice(0, MOST_CANDIDATES);
  await tryAll(all, examples, learning, trier);
  const useful = all.filter(({ hits }) => wanted.some(({ place }) => hits.has(place)));
  const excepted = exceptions(useful, examples, trees, holes);
  await tryAll(excepted, examples, learning, trier);
  return [...useful, ...excepted];
}

const codeOf = ({ code, language }: RuleExample): TriedCode => ({
  path: `case.${language}`,
  text: code,
  language,
});

/** Lines on which something may be that is to be found. */
function linesOf({ code, wanted, isWantedSomewhere }: RuleExample): readonly number[] {
  const all = code.split('\n').flatMap((text, line) => (text.trim() === '' ? [] : [line]));
  return isWantedSomewhere ? all.slice(0, MOST_LINES) : wanted;
}

/** A place in the code with a number; all of it is one where it does not matter what is found. */
function placeIn(examples: readonly RuleExample[], code: number, line: number): string {
  return examples[code]?.isWantedSomewhere ? `${code}:somewhere` : `${code}:${line}`;
}

/** All places at which something is to be found. */
export function placesOf(examples: readonly RuleExample[]): Set<string> {
  return new Set(examples.flatMap((one, code) => linesOf(one).map((line) => placeIn(examples, code, line))));
}

/** Those that find what is wanted and nothing else, as few as can be; and what none of them finds. */
export function chosenOf(
  candidates: readonly Candidate[],
  wanted: ReadonlySet<string>,
  /** Where nobody says whether something is to be found. */
  unknown: ReadonlySet<string> = new Set(),
): { chosen: Candidate[]; missed: string[] } {
  const fit = candidates.filter(
    ({ hits, of }) =>
      [...hits].every((hit) => wanted.has(hit) || unknown.has(hit)) &&
      of.some((places) => !places.some((one) => unknown.has(one))),
  );
  const missed = new Set(wanted);
  const chosen: Candidate[] = [];
  while (missed.size > 0) {
    const news = (one: Candidate) => [...one.hits].filter((hit) => missed.has(hit)).length;
    let best: Candidate | undefined;
    for (const one of fit) {
      const more = news(one) - (best ? news(best) : 0);
      if (more > 0 || (more === 0 && best && one.cost < best.cost)) best = one;
    }
    if (!best) break;
    chosen.push(best);
    for (const hit of best.hits) missed.delete(hit);
  }
  return { chosen, missed: [...missed] };
}

/** What is no code by itself. */
const PARTS = /argument|parameter|pair|clause|block|body|modifiers|_list$|string_|interpolation/;

/** Nodes that begin on a line and are more than a word, the largest first. */
function nodesAt(nodes: readonly CodeNode[], line: number): CodeNode[] {
  const [root, ...others] = nodes;
  const there = others.filter(
    ({ kind, line: own, isNamed, children, text }) =>
      own === line &&
      isNamed &&
      !PARTS.test(kind) &&
      children.length > 0 &&
      text !== root?.text &&
      text.split('\n').length <= LONGEST_LINES,
  );
  return there
    .filter(({ text }, at) => there.findIndex((one) => one.text === text) === at)
    .slice(0, NODES_OF_A_LINE);
}

function add(found: Map<string, Candidate>, pattern: string, of: string[], cost: number): void {
  if (/^\s*(\$\w+|\$\$\$|\.\.\.)?;?\s*$/.test(pattern)) return;
  const known = found.get(pattern);
  if (known) {
    known.of.push(of);
    known.cost = Math.min(cost, known.cost);
  } else found.set(pattern, { pattern, not: [], of: [of], cost, hits: new Set() });
}

/** Patterns that find more than they are to, without the code that they are not to find. */
function exceptions(
  useful: readonly Candidate[],
  examples: readonly RuleExample[],
  trees: readonly CodeNode[][],
  holes: Holes,
): Candidate[] {
  const wanted = placesOf(examples);
  const made = useful.flatMap((one): Candidate[] => {
    const wrong = [...one.hits].filter((hit) => !wanted.has(hit));
    if (wrong.length === 0 || wrong.length > 4 || one.cost > 4) return [];
    return EXCEPTED.map((way) => {
      const not = wrong.flatMap((hit) => {
        const [code = 0, line = 0] = hit.split(':').map(Number);
        return nodesAt(trees[code] ?? [], line).map((node) => opened(node, way, holes));
      });
      const of = one.of.map((places) => [...places, ...wrong]);
      const others = [...new Set(not)].filter((pattern) => pattern !== one.pattern).slice(0, 12);
      return { ...one, not: others, of, cost: one.cost + 3, hits: new Set() };
    });
  });
  return made.slice(0, MOST_CANDIDATES / 2);
}

/** Notes where each finds something; hands back what went wrong. */
export async function tryAll(
  all: readonly Candidate[],
  examples: readonly RuleExample[],
  learning: Learning,
  trier: Trier,
): Promise<Problem[]> {
  if (all.length === 0) return [];
  const sources = sourcesOf(all, learning);
  const codes = examples.map(codeOf);
  const tried = await trier.tryRules(sources, [], codes);
  for (const [code, { findings }] of tried.codes.entries()) {
    for (const { ruleId, range } of findings) {
      all[Number(ruleId.slice(1))]?.hits.add(placeIn(examples, code, range.start.line - 1));
    }
  }
  return [...tried.problems, ...tried.codes.flatMap(({ problems }) => problems)];
}

/** A rule for each, `c0` and so on. */
function sourcesOf(all: readonly LearntPattern[], { language, semgrepName }: Learning): RuleSource[] {
  const source = (path: string, rule: unknown): RuleSource => ({
    path,
    text: JSON.stringify(rule),
    origin: 'user',
  });
  if (semgrepName === undefined)
    return all.map((one, at) => source(`c${at}.yml`, { id: `c${at}`, language, rule: learntInAstGrep(one) }));
  const rules = all.map((one, at) => ({
    ...{ id: `c${at}`, languages: [semgrepName], severity: 'INFO', message: 'Learnt' },
    ...learntInSemgrep(one),
  }));
  return [source('c.yml', { rules })];
}

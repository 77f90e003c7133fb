/**
 * What several programs found of the same fault, as one finding: at one place, by rules about one weakness. All of them are
 * named in it, with what they say; how severe it is and how it is shown is that of the one that says most.
 */
import type { RuleInfo, Severity } from '../../workers/protocol';
import { joinTools, severityRank } from '../../workers/protocol';
import type { SharedDocument, SharedFinding, SharedLabel, SharedRule } from './file-format';

/** What finds one of the findings that were joined: its place and identity. */
export interface Place {
  path: string;
  identity: string;
}

export interface Joined {
  document: SharedDocument;
  /** For what became a part of another finding, by `placeName`: that one. */
  parts: Map<string, Place>;
}

/** Findings over more lines than this are about something larger than a place. */
const MAX_LINES = 10;
const MAX_NAME = 300;

export function placeName({ path, identity }: Place): string {
  return JSON.stringify([path, identity]);
}

/** @param known rules of ours, which name what other programs call them. */
export function joinFaults(document: SharedDocument, known: readonly RuleInfo[]): Joined {
  const parts = new Map<string, Place>();
  const tools = new Set(document.rules.map(toolOf));
  if (tools.size < 2) return { document, parts };
  const weaknesses = weaknessesOf(document.rules, known);
  const rules = [...document.rules];
  const jointRules = new Map<string, number>();
  const files = document.files.map((file) => {
    const findings = groupsIn(file.findings, document.rules, weaknesses).map((group) => {
      const [first, ...others] = bestFirst(group);
      if (first === undefined || others.length === 0) return first ?? [];
      for (const { identity } of others) {
        parts.set(placeName({ path: file.path, identity }), { path: file.path, identity: first.identity });
      }
      const key = group
        .map(({ rule }) => rule)
        .sort()
        .join();
      const rule = jointRules.get(key) ?? rules.push(jointRule([first, ...others], document.rules)) - 1;
      jointRules.set(key, rule);
      return { ...first, rule, code: withLabels(first, others, document.rules) };
    });
    return { ...file, findings: findings.flat() };
  });
  return { document: { ...document, rules, files }, parts };
}

/** What each rule is about: weaknesses by their number, and rules of ours that are about the same fault. */
function weaknessesOf(rules: readonly SharedRule[], known: readonly RuleInfo[]): Set<string>[] {
  const byForeign = new Map<string, RuleInfo[]>();
  for (const rule of known) {
    for (const name of rule.equivalents ?? []) byForeign.set(name, [...(byForeign.get(name) ?? []), rule]);
  }
  const ours = new Map(known.map((rule) => [rule.id, rule]));
  return rules.map((rule) => {
    const own = rule.tool === undefined || rule.tool === 'Assay' ? ours.get(rule.id) : undefined;
    const same = own ? [own] : (byForeign.get(`${toolOf(rule).toLowerCase()}/${rule.id}`) ?? []);
    return new Set([...(rule.cwe ?? []), ...same.flatMap(({ id, cwe = [] }) => [id, ...cwe])]);
  });
}

function toolOf({ tool = 'Assay' }: SharedRule): string {
  return tool;
}

/** Each finding in one group; in a group no program has more than one. */
function groupsIn(
  findings: readonly SharedFinding[],
  rules: readonly SharedRule[],
  weaknesses: readonly Set<string>[],
): SharedFinding[][] {
  const groups: SharedFinding[][] = [];
  /** Groups that later findings may still be at the place of. */
  let near: SharedFinding[][] = [];
  for (const one of [...findings].sort((a, b) => a.start.line - b.start.line)) {
    near = near.filter(([first]) => first !== undefined && first.end.line >= one.start.line);
    const group = near.find(([first, ...others]) => {
      if (first === undefined || !isSamePlace(first, one) || first.gone || one.gone) return false;
      const isAbout = [...(weaknesses[first.rule] ?? [])].some((about) => weaknesses[one.rule]?.has(about));
      const toolIn = ({ rule }: SharedFinding) => rules[rule]?.tool === rules[one.rule]?.tool;
      return isAbout && !toolIn(first) && !others.some(toolIn);
    });
    if (group) {
      group.push(one);
      continue;
    }
    const begun = [one];
    groups.push(begun);
    if (one.end.line - one.start.line < MAX_LINES) near.push(begun);
  }
  return groups;
}

function isSamePlace(a: SharedFinding, b: SharedFinding): boolean {
  return b.end.line - b.start.line < MAX_LINES && a.start.line <= b.end.line && b.start.line <= a.end.line;
}

/** One that is open goes before one that somebody has dealt with elsewhere. */
function bestFirst(group: readonly SharedFinding[]): SharedFinding[] {
  const worth = ({ status, severity, flow, code }: SharedFinding) => [
    status === undefined ? 1 : 0,
    rankOf(severity),
    flow?.length ? 1 : 0,
    code?.fix ? 1 : 0,
  ];
  return [...group].sort((a, b) => {
    const [mine, other] = [worth(a), worth(b)];
    const at = mine.findIndex((value, place) => value !== other[place]);
    return at < 0 ? 0 : (other[at] ?? 0) - (mine[at] ?? 0);
  });
}

function rankOf(severity: Severity): number {
  return severityRank(severity);
}

/** Named by all who found it. */
function jointRule(group: readonly SharedFinding[], rules: readonly SharedRule[]): SharedRule {
  const all = group.flatMap(({ rule }) => rules[rule] ?? []);
  const [first] = all as [SharedRule, ...SharedRule[]];
  const unique = (values: string[]) => [...new Set(values)];
  const cwe = unique(all.flatMap((rule) => rule.cwe ?? [])).slice(0, 100);
  return {
    ...first,
    id: unique(all.map(({ id }) => id))
      .join(' + ')
      .slice(0, MAX_NAME),
    tool: joinTools(all.map(toolOf)).slice(0, MAX_NAME),
    ...(cwe.length > 0 && { cwe }),
  };
}

/** What the others say, at the places where they say it. */
function withLabels(
  first: SharedFinding,
  others: readonly SharedFinding[],
  rules: readonly SharedRule[],
): NonNullable<SharedFinding['code']> {
  const labels = others.map(({ rule, start, end, message }): SharedLabel => {
    const { id = '', tool = 'Assay', message: own = '' } = rules[rule] ?? {};
    return { style: 'secondary', message: `${tool} (${id}): ${message ?? own}`, start, end };
  });
  return { excerpt: '', ...first.code, labels: [...(first.code?.labels ?? []), ...labels].slice(0, 1000) };
}

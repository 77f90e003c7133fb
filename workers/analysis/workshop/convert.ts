/**
 * A rule in another dialect: what its clauses demand is read into a form that the dialects share and written as the other one
 * says it. What the other cannot say is named, clause by clause; nothing is left out in silence.
 */
import type { Clause, ConvertedRule, RuleDialect, RuleHead, Severity } from '../../protocol';

/** What a rule demands of a place. */
type Demand =
  | { pattern: string }
  | { inside: string }
  | { not: string }
  | { notInside: string }
  | { name: string; regex: string }
  | { either: Demand[][] }
  | { unsaid: string };

/** Keys of a rule that are written anew from its head, or that its clauses speak for. */
const SPOKEN_FOR =
  /^(id|languages?|message|severity|metadata|rule|constraints|mode|taint|match|patterns?|pattern-.+|inside|not|regex)$/;

/** A rule by its clauses, in another dialect. `whole` is the rule as its file has it. */
export function convert(
  clauses: readonly Clause[],
  whole: unknown,
  to: RuleDialect,
  head: RuleHead,
): Omit<ConvertedRule, 'differs'> {
  const read = demandsOf(clauses);
  const unsaid = isMap(whole)
    ? Object.keys(whole).filter((key) => !SPOKEN_FOR.test(key))
    : ['a rule that cannot be read'];
  const text = WRITERS[to](read, head, unsaid);
  return { unsaid: [...new Set(unsaid)], ...(unsaid.length === 0 && text !== undefined && { text }) };
}

type Json = { [key: string]: unknown };
const isMap = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What the last clause of a rule demands, which demands all before it too. */
function demandsOf(clauses: readonly Clause[]): Demand[] {
  if (clauses.some(({ scope, reach }) => scope === 'file' || reach)) return [{ unsaid: 'a flow of data' }];
  const paths = clauses.filter(({ key }) => /^(files|ignores|paths)$/.test(key));
  const last = clauses.filter((one) => !paths.includes(one)).at(-1);
  if (!last) return [{ unsaid: 'a rule that cannot be taken apart' }];
  const others = paths.map(({ key }): Demand => ({ unsaid: key }));
  const whole = jsonIn(last.upto.text);
  if (!whole) return [...clauses.flatMap(ofToml), ...others];
  const rule = listOf(whole.rules)[0];
  if (isMap(rule)) return [...ofSemgrep(rule), ...others];
  const constraints = Object.entries(isMap(whole.constraints) ? whole.constraints : {});
  return [...ofAstGrep(whole.rule), ...constraints.map(ofConstraint), ...others];
}

function ofToml({ key, text, upto }: Clause): Demand[] {
  // A list holds more than what is shown of it.
  const isShort = text.length < 300 && !new RegExp(`^${key} = \\[[^\\n]*", "`, 'm').test(upto.text);
  if (!isShort) return [{ unsaid: `${key} with several patterns` }];
  if (key === 'pattern') return [{ pattern: text }];
  if (key === 'inside') return [{ inside: text }];
  return [key === 'not' ? { not: text } : { unsaid: key }];
}

function ofSemgrep(map: Json): Demand[] {
  return Object.entries(map).flatMap(([key, value]): Demand[] => {
    if (/^(id|languages|severity|message)$/.test(key)) return [];
    const isText = typeof value === 'string';
    if (key === 'patterns') return listOf(value).flatMap((one) => (isMap(one) ? ofSemgrep(one) : []));
    if (key === 'pattern' && isText) return [{ pattern: ofEllipses(value) }];
    if (key === 'pattern-inside' && isText) return [{ inside: ofEllipses(value) }];
    if (key === 'pattern-not' && isText) return [{ not: ofEllipses(value) }];
    if (key === 'pattern-not-inside' && isText) return [{ notInside: ofEllipses(value) }];
    if (key === 'pattern-either')
      return [{ either: listOf(value).map((one) => (isMap(one) ? ofSemgrep(one) : [])) }];
    if (key === 'metavariable-regex' && isMap(value) && Object.keys(value).length === 2) {
      const { metavariable, regex } = value;
      if (typeof metavariable === 'string' && typeof regex === 'string')
        return [{ name: metavariable.slice(1), regex: `^(?:${regex})` }];
    }
    return [{ unsaid: key }];
  });
}

function ofAstGrep(rule: unknown): Demand[] {
  if (!isMap(rule)) return [{ unsaid: 'rule' }];
  return Object.entries(rule).flatMap(([key, value]): Demand[] => {
    if (key === 'all') return listOf(value).flatMap(ofAstGrep);
    if (key === 'any') return [{ either: listOf(value).map(ofAstGrep) }];
    if (key === 'pattern' && typeof value === 'string') return [{ pattern: value }];
    const around = key === 'inside' ? patternAround(value) : undefined;
    if (around !== undefined) return [{ inside: around }];
    if (key === 'not' && isMap(value) && Object.keys(value).length === 1) {
      const around = patternAround(value.inside);
      if (around !== undefined) return [{ notInside: around }];
      const any = isMap(value.any) || Array.isArray(value.any) ? listOf(value.any) : [value];
      const not = any.map((one) => (isMap(one) && Object.keys(one).length === 1 ? one.pattern : undefined));
      if (not.every((one) => typeof one === 'string')) return not.map((one) => ({ not: one }));
    }
    return [{ unsaid: key }];
  });
}

/** The pattern of a relation that looks all the way up, and at nothing else. */
function patternAround(relation: unknown): string | undefined {
  if (!isMap(relation) || relation.stopBy !== 'end') return undefined;
  const { stopBy: _, ...rest } = relation;
  const isOnly = Object.keys(rest).length === 1 && typeof rest.pattern === 'string';
  return isOnly ? String(rest.pattern) : undefined;
}

function ofConstraint([name, value]: [string, unknown]): Demand {
  const all = isMap(value) && Array.isArray(value.all) ? value.all : [value];
  const [only] = all;
  if (all.length === 1 && isMap(only) && Object.keys(only).length === 1 && typeof only.regex === 'string')
    return { name, regex: only.regex };
  return { unsaid: `constraints.${name}` };
}

/** Semgrep's signs for any number of things as ast-grep's; what has no such sign keeps Semgrep's, and is found by that. */
function ofEllipses(pattern: string): string {
  const isTyped = /\(\s*[\w.<>[\]]+\s+\$\w+\s*\)|\$\w+\s*:/.test(pattern);
  if (isTyped || /<\.\.\.|["'`/]\.\.\.|=~\/|\.\.\.\s*\./.test(pattern)) return pattern;
  return pattern.replace(/\$\.\.\.(\w+)/g, '$$$$$$$1').replace(/\.\.\./g, () => NONE_TOO);
}

/** Any number of things, as Semgrep means it: where there are none, the comma beside it need not be there either. */
const NONE_TOO = '$$$_';
const MOST_OPTIONAL = 4;

/** What such a pattern is in ast-grep's dialect, where a comma beside `$$$` must be there. */
function variants(pattern: string, unsaid: string[]): string[] {
  const parts = pattern.split(/(\$\$\$_, |, \$\$\$_)/);
  const optional = (parts.length - 1) / 2;
  if (optional > MOST_OPTIONAL) unsaid.push(`the pattern ${pattern.split('\n')[0]}`);
  if (optional === 0 || optional > MOST_OPTIONAL) return [pattern];
  return Array.from({ length: 2 ** optional }, (_, chosen) =>
    parts.filter((_, at) => at % 2 === 0 || (chosen >> ((at - 1) / 2)) % 2 === 1).join(''),
  );
}

const hasEllipsis = (pattern: string) => /\.\.\./.test(pattern.replace(/\.\.\.[A-Za-z_$]/g, ''));

const IN_SEMGREP: Record<Severity, string> = {
  critical: 'CRITICAL',
  high: 'ERROR',
  medium: 'WARNING',
  low: 'LOW',
  info: 'INVENTORY',
};
/** ast-grep has none for the worst; metadata say that. */
const IN_AST_GREP: Record<Severity, string> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'info',
  info: 'hint',
};

/** The metadata of a rule in YAML, if it has any. */
function metadataOf(text: string, more: Json = {}): Json {
  const metadata = { ...jsonIn(text), ...more };
  return Object.keys(metadata).length > 0 ? { metadata } : {};
}

type Write = (demands: readonly Demand[], head: RuleHead, unsaid: string[]) => string | undefined;

const WRITERS: Record<RuleDialect, Write> = {
  semgrep(demands, { id, message, severity, metadata, semgrepName }, unsaid) {
    if (semgrepName === undefined) unsaid.push('the language');
    const patterns = demands.map((one) => inSemgrep(one, unsaid));
    const head = { id, languages: [semgrepName], severity: IN_SEMGREP[severity], message };
    const rule = { ...head, ...metadataOf(metadata), patterns };
    return `${JSON.stringify({ rules: [rule] }, undefined, 2)}\n`;
  },
  'ast-grep'(demands, { id, message, severity, metadata, language }, unsaid) {
    const constraints: Json = {};
    const all = demands.flatMap((one) => inAstGrep(one, constraints, unsaid));
    const worst = severity === 'critical' ? { severity } : {};
    const head = { id, language, severity: IN_AST_GREP[severity], message };
    const rule = { ...head, ...metadataOf(metadata, worst), rule: { all } };
    const own = Object.keys(constraints).length > 0 ? { ...rule, constraints } : rule;
    return `${JSON.stringify(own, undefined, 2)}\n`;
  },
  toml(demands, { id, message, severity, metadata, language }, unsaid) {
    if (metadataOf(metadata).metadata !== undefined) unsaid.push('metadata');
    const lists: Record<'pattern' | 'inside' | 'not', string[]> = { pattern: [], inside: [], not: [] };
    for (const one of demands) {
      if ('pattern' in one) lists.pattern.push(plain(one.pattern, unsaid));
      else if ('inside' in one) lists.inside.push(plain(one.inside, unsaid));
      else if ('not' in one) lists.not.push(plain(one.not, unsaid));
      else unsaid.push(named(one));
    }
    const [pattern, ...more] = lists.pattern;
    const isOne = pattern !== undefined && more.length === 0 && lists.inside.length <= 1;
    if (!isOne && unsaid.length === 0) unsaid.push('several patterns');
    const list = (key: 'inside' | 'not') =>
      lists[key].length > 0 ? [`${key} = [${lists[key].map((one) => JSON.stringify(one)).join(', ')}]`] : [];
    const head = ['[[pattern]]', `id = ${JSON.stringify(id)}`, `languages = [${JSON.stringify(language)}]`];
    const said = [`message = ${JSON.stringify(message)}`, `severity = ${JSON.stringify(severity)}`, ''];
    const own = [`pattern = ${JSON.stringify(pattern ?? '')}`, ...list('inside'), ...list('not')];
    return [...head, ...own, ...said].join('\n');
  },
};

function named(demand: Demand): string {
  if ('unsaid' in demand) return demand.unsaid;
  if ('either' in demand) return 'alternatives';
  return 'regex' in demand
    ? `the text of $${demand.name}`
    : 'notInside' in demand
      ? 'code around it that must not be there'
      : 'a pattern';
}

/** A pattern that is ast-grep's. */
function plain(pattern: string, unsaid: string[]): string {
  if (hasEllipsis(pattern) || /=~\//.test(pattern)) unsaid.push(`the pattern ${pattern.split('\n')[0]}`);
  return pattern;
}

function inSemgrep(demand: Demand, unsaid: string[]): Json {
  const write = (pattern: string) =>
    pattern.replace(/\$\$\$([A-Z]\w*)/g, '$$...$1').replace(/\$\$\$_?/g, '...');
  if ('pattern' in demand) return { pattern: write(demand.pattern) };
  if ('inside' in demand) return { 'pattern-inside': write(demand.inside) };
  if ('not' in demand) return { 'pattern-not': write(demand.not) };
  if ('notInside' in demand) return { 'pattern-not-inside': write(demand.notInside) };
  if ('either' in demand) {
    const branch = (all: Demand[]) => ({ patterns: all.map((one) => inSemgrep(one, unsaid)) });
    return { 'pattern-either': demand.either.map(branch) };
  }
  if ('regex' in demand) {
    // Semgrep's begins with the text; ast-grep's is looked for in it.
    const regex = `(?s:.*?)(?:${demand.regex})`;
    return { 'metavariable-regex': { metavariable: `$${demand.name}`, regex } };
  }
  unsaid.push(demand.unsaid);
  return {};
}

function inAstGrep(demand: Demand, constraints: Json, unsaid: string[]): Json[] {
  const around = (pattern: string) => ({ inside: { ...anyOf(pattern, unsaid), stopBy: 'end' } });
  if ('pattern' in demand) return [anyOf(demand.pattern, unsaid)];
  if ('inside' in demand) return [around(demand.inside)];
  if ('not' in demand) return [{ not: anyOf(demand.not, unsaid) }];
  if ('notInside' in demand) return [{ not: around(demand.notInside) }];
  if ('either' in demand) {
    const own: Json = {};
    const any = demand.either.map((all) => ({ all: all.flatMap((one) => inAstGrep(one, own, unsaid)) }));
    // A constraint holds for the rule as a whole.
    if (Object.keys(own).length > 0) unsaid.push('a text that is demanded of one alternative alone');
    return [{ any }];
  }
  if ('regex' in demand) {
    if (constraints[demand.name] !== undefined) unsaid.push(`several texts of $${demand.name}`);
    constraints[demand.name] = { regex: demand.regex };
    return [];
  }
  unsaid.push(demand.unsaid);
  return [];
}

function anyOf(pattern: string, unsaid: string[]): Json {
  const all = variants(plain(pattern, unsaid), unsaid).map((one) => one.replaceAll(NONE_TOO, () => '$$$'));
  return all.length === 1 ? { pattern: all[0] } : { any: all.map((one) => ({ pattern: one })) };
}

function jsonIn(text: string): Json | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return isMap(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

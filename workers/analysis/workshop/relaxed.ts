/**
 * Patterns with one word less: where such a pattern matches at a place and the pattern itself does not, the word is what keeps
 * it from matching there.
 */
import { type Clause, distance, type RuleSource } from '../../protocol';

/** A pattern in which anything may stand in the place of one word. */
export interface Relaxed {
  id: string;
  word: string;
  source: RuleSource;
}

/** A dotted name as a whole, a word, or a string. */
const NAME = /(?<![\w$.])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+/g;
const WORD = /"[^"\n]{2,}"|'[^'\n]{2,}'|(?<![\w$])[A-Za-z_]\w+/g;
const MOST_WORDS = 12;
/** The metavariable that takes a word's place; rules have none of this name. */
export const ANYTHING = 'ASSAY_ANY';

/** A clause's rule with each word of its pattern left open in turn; nothing for clauses that are no pattern. */
export function relaxed({ id, key, upto }: Clause): Relaxed[] {
  const read = patternIn(upto.text, key);
  if (!read) return [];
  const words = [...read.pattern.matchAll(WORD), ...read.pattern.matchAll(NAME)];
  return words.slice(0, MOST_WORDS).map(({ 0: word, index }, at) => {
    const pattern = `${read.pattern.slice(0, index)}$${ANYTHING}${read.pattern.slice(index + word.length)}`;
    const own = `${id}-${at}`;
    return { id: own, word, source: { ...upto, path: `${own}.yml`, text: read.write(own, pattern) } };
  });
}

/** Signs of a text that a word is compared with. */
const MOST_SIGNS = 80;
/** So many changed letters make two words less than half as alike. */
const CHANGES = 6;

/** What it is worth at most that the end of a dotted name stands there: its beginning may be said by an import. */
const END = 0.45;

/** How near a word is to what stands in its place, from 0 to 1. */
export function alike(word: string, there: string): number {
  const end = word.split('.').slice(-there.split('.').length).join('.');
  return Math.max(nearness(word, there), END * nearness(end, there));
}

function nearness(word: string, there: string): number {
  const most = Math.max(word.length, there.length);
  if (most > MOST_SIGNS || most === 0) return 0;
  const changes = Math.min(most, distance(word, there, most));
  return (1 - changes / most) * Math.exp(-changes / CHANGES);
}

/** What a clause demands of the text of a metavariable; its name is empty where it is the match itself. */
export function demandOnText({ key, upto }: Clause): { name: string; regex: string } | undefined {
  const rule = ruleIn(jsonIn(upto.text));
  const names = key.split('.');
  if (names[0] === 'constraints' && names.length === 3 && names[2] === 'regex') {
    const last = rule && demandsIn(rule, names.slice(0, 2))?.at(-1);
    return textDemand({ metavariable: names[1], ...(typeof last === 'object' && last) });
  }
  const last = (
    key === 'where' ? rule?.match?.where : (rule?.patterns ?? rule?.match?.all ?? rule?.rule?.all)
  )?.at(-1);
  if (typeof last !== 'object') return undefined;
  return textDemand(key === 'regex' ? { metavariable: '', ...last } : (last[key] ?? last));
}

function textDemand(demand: unknown): { name: string; regex: string } | undefined {
  const { metavariable, regex } = demand as { metavariable?: unknown; regex?: unknown };
  if (typeof metavariable !== 'string' || typeof regex !== 'string') return undefined;
  return { name: metavariable.replace(/^\$/, ''), regex };
}

const WORDS = /[a-z]+|\d+/g;
/** What it is worth that a word is part of another one. */
const PART = 0.5;

/** How much of a text a regular expression spells out, from 0 to 1. */
export function spelled(regex: string, text: string): number {
  if (text.length > MOST_SIGNS) return 0;
  const there = regex.replace(/\(\?<?!(?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)/g, '').toLowerCase();
  const whole = new Set(there.match(WORDS));
  const words = text.toLowerCase().match(WORDS) ?? [];
  const share = (word: string) => (whole.has(word) ? 1 : there.includes(word) ? PART : 0) * word.length;
  const length = words.join('').length;
  return length === 0 ? 0 : words.reduce((sum, word) => sum + share(word), 0) / length;
}

/** The pattern that a rule to ask ends with, and the rule with another one under another id. */
function patternIn(
  text: string,
  key: string,
): { pattern: string; write: (id: string, pattern: string) => string } | undefined {
  const whole = jsonIn(text);
  const rule = ruleIn(whole);
  const names = key.split('.');
  const name = names.at(-1) ?? key;
  const demands = rule && demandsIn(rule, names.slice(0, -1));
  const last = demands?.at(-1);
  if (rule === undefined || !demands || last === undefined) return undefined;
  const pattern = typeof last === 'string' ? last : last[name];
  if (typeof pattern !== 'string' || !name.startsWith('pattern') || name.includes('regex')) return undefined;
  return {
    pattern,
    write(id, other) {
      rule.id = id;
      demands[demands.length - 1] = typeof last === 'string' ? other : { [name]: other };
      return JSON.stringify(whole);
    },
  };
}

const ruleIn = (whole: RuleToAsk | undefined) => whole?.rules?.[0] ?? whole;

/** The list of demands at whose end a clause stands, by the relations or the constraint that it is in. */
function demandsIn(rule: RuleToAsk, within: readonly string[]): Demand[] | undefined {
  const [first, constrained = ''] = within;
  const isConstraint = first === 'constraints';
  let demands = isConstraint
    ? rule.constraints?.[constrained]?.all
    : (rule.patterns ?? rule.match?.all ?? rule.rule?.all);
  for (const relation of within.slice(isConstraint ? 2 : 0)) {
    const last = demands?.at(-1);
    const held = typeof last === 'object' ? last[relation] : undefined;
    demands = typeof held === 'object' ? held.all : undefined;
  }
  return Array.isArray(demands) ? demands : undefined;
}

type Demand = string | { [key: string]: string | { all?: Demand[] } };

/** As far as rules to ask have a shape that matters here. */
interface RuleToAsk {
  id?: string;
  rules?: RuleToAsk[];
  patterns?: Demand[];
  match?: { all?: Demand[]; where?: Demand[] };
  rule?: { all?: Demand[] };
  constraints?: Record<string, { all?: Demand[] }>;
}

/** Rules to ask are JSON but for those in TOML. */
function jsonIn(text: string): RuleToAsk | undefined {
  try {
    return JSON.parse(text) as RuleToAsk;
  } catch {
    return undefined;
  }
}

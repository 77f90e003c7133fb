/**
 * Patterns with one word less: where such a pattern matches at a place and the pattern itself does not, the word is what keeps
 * it from matching there.
 */
import type { Clause, RuleSource } from '../../protocol';

/** A pattern in which anything may stand in the place of one word. */
export interface Relaxed {
  id: string;
  word: string;
  source: RuleSource;
}

/** A word, or a string as a whole. */
const WORD = /"[^"\n]{2,}"|'[^'\n]{2,}'|(?<![\w$])[A-Za-z_]\w+/g;
const MOST_WORDS = 8;
/** What takes a word's place; rules have no metavariable of this name. */
const ANYTHING = '$ASSAY_ANY';

/** A clause's rule with each word of its pattern left open in turn; nothing for clauses that are no pattern. */
export function relaxed({ id, key, upto }: Clause): Relaxed[] {
  const read = patternIn(upto.text, key);
  if (!read) return [];
  const words = [...read.pattern.matchAll(WORD)].slice(0, MOST_WORDS);
  return words.map(([word], at) => {
    const { index = 0 } = words[at] ?? {};
    const pattern = read.pattern.slice(0, index) + ANYTHING + read.pattern.slice(index + word.length);
    const own = `${id}-${at}`;
    return { id: own, word, source: { ...upto, path: `${own}.yml`, text: read.write(own, pattern) } };
  });
}

/** The pattern that a rule to ask ends with, and the rule with another one under another id. */
function patternIn(
  text: string,
  key: string,
): { pattern: string; write: (id: string, pattern: string) => string } | undefined {
  const whole = jsonIn(text);
  const rule = whole?.rules?.[0] ?? whole;
  const demands: unknown = rule?.patterns ?? rule?.match?.all ?? rule?.rule?.all;
  const last: unknown = Array.isArray(demands) ? demands.at(-1) : undefined;
  if (rule === undefined || !Array.isArray(demands)) return undefined;
  const pattern = typeof last === 'string' ? last : (last as Record<string, unknown> | undefined)?.[key];
  if (typeof pattern !== 'string' || !key.startsWith('pattern') || key.includes('regex')) return undefined;
  return {
    pattern,
    write(id, other) {
      rule.id = id;
      demands[demands.length - 1] = typeof last === 'string' ? other : { [key]: other };
      return JSON.stringify(whole);
    },
  };
}

/** As far as rules to ask have a shape that matters here. */
interface RuleToAsk {
  id?: string;
  rules?: RuleToAsk[];
  patterns?: unknown;
  match?: { all?: unknown };
  rule?: { all?: unknown };
}

/** Rules to ask are JSON but for those in TOML. */
function jsonIn(text: string): RuleToAsk | undefined {
  try {
    return JSON.parse(text) as RuleToAsk;
  } catch {
    return undefined;
  }
}

/** Finds rules by what people call what they find, the likeliest first. */
import { distance, type RuleInfo, severityRank } from '../../protocol';
import { type Part, type Phrase, readQuery } from './query';
import { identifiersOf, stem, wordsOf } from './words';

/** What it says for a rule that a word stands in one of its fields. */
const WEIGHTS = {
  ...{ title: 10, class: 10, id: 9, tag: 8, language: 6, alias: 5, category: 4 },
  ...{ message: 3, needs: 2, doc: 1 },
};
/** Names of code say more than the words that they are made of. */
const IDENTIFIER = 4;
/** From here on a field says what a rule is about; other phrases that mean the same have to stand in such ones. */
const TELLING = WEIGHTS.alias;
/** What a part counts that a rule has in passing only. */
const IN_PASSING = 0.5;
/** How much less a part says that is found in other words, begun words, or words that are nearly it. */
const OTHER_WORDS = 0.9;
const BEGUN = 0.6;
const NEARLY = 0.5;
/** For a title all of whose words were asked for. */
const WHOLE_TITLE = 12;
/** Who types the very id of a rule gets it first. */
const NAMED = 100;
/** Rules that have less of a question than this share of what the best one has are not shown. */
const LEAST_SHARE = 0.7;
/** Fewer letters begin too many words. */
const FEWEST_LETTERS = 2;

/** Rules with what each can be found by. */
export class RuleIndex<T extends RuleInfo> {
  readonly #entries: readonly Entry<T>[];
  /** Keys by word as it is written, to find words that are begun or misspelt. */
  readonly #words = new Map<string, string>();
  readonly #languages = new Set<string>();

  constructor(rules: readonly T[]) {
    this.#entries = rules.map((rule) => this.#entry(rule));
  }

  /** The rules that have the most of a question, best first; all of them, as they are, for a question without words. */
  search(text: string): T[] {
    const parts = readQuery(text).map((part) => this.#resolve(part));
    if (parts.length === 0) return this.#entries.map(({ rule }) => rule);
    const name = text.trim().toLowerCase();
    const scored = this.#entries.map((entry) =>
      entry.names.has(name) ? { entry, has: parts.length, score: NAMED } : { entry, ...score(entry, parts) },
    );
    const most = Math.max(...scored.map(({ has }) => has));
    const found = scored.filter(({ has }) => has > 0 && has >= most * LEAST_SHARE);
    return found
      .sort((a, b) => b.score - a.score || inOrder(a.entry, b.entry))
      .map(({ entry }) => entry.rule);
  }

  #entry(rule: T): Entry<T> {
    const weights = new Map<string, number>();
    const put = (key: string, weight: number) => weights.set(key, Math.max(weights.get(key) ?? 0, weight));
    const write = (text: string, weight: number) => {
      for (const word of wordsOf(text)) {
        this.#words.set(word, stem(word));
        put(stem(word), weight);
      }
      for (const name of identifiersOf(text)) put(name, weight + IDENTIFIER);
    };
    const [language = '', problem] = rule.id.split('/');
    write(rule.title ?? '', WEIGHTS.title);
    write(problem ?? language, WEIGHTS.id);
    for (const alias of rule.aliases ?? []) write(alias.slice(alias.indexOf('/') + 1), WEIGHTS.alias);
    for (const tag of rule.tags) write(tag, WEIGHTS.tag);
    write(rule.category ?? '', WEIGHTS.category);
    write(rule.message, WEIGHTS.message);
    write(rule.needs ?? '', WEIGHTS.needs);
    write(rule.doc, WEIGHTS.doc);
    for (const key of classKeys(rule)) put(key, WEIGHTS.class);
    for (const id of problem === undefined ? rule.languages : [language, ...rule.languages]) {
      write(id, WEIGHTS.language);
      this.#languages.add(stem(id));
    }
    const ids = [rule.id, ...(rule.aliases ?? [])].map((id) => id.toLowerCase());
    const foreign = (rule.equivalents ?? []).map((id) => id.toLowerCase());
    const names = new Set([...ids, ...foreign].flatMap((id) => [id, id.slice(id.indexOf('/') + 1)]));
    return { rule, weights, names, title: [...new Set(wordsOf(rule.title ?? problem ?? rule.id).map(stem))] };
  }

  /** A part with the ways in which rules may have it, its own words first. */
  #resolve({ words, own, name, others, isOpen }: Part): Resolved {
    const isLanguage = [own, ...others].some(
      ([key = '', ...more]) => !more.length && this.#languages.has(key),
    );
    const least = isLanguage ? WEIGHTS.language : 0;
    const ways: Way[] = [{ phrase: own, factor: 1, least }];
    if (name !== undefined) ways.unshift({ phrase: [name], factor: 1, least });
    for (const phrase of others) ways.push({ phrase, factor: OTHER_WORDS, least: TELLING });
    const [word = ''] = words;
    if (isOpen && !isLanguage && word.length >= FEWEST_LETTERS) ways.push(...this.#begun(word));
    const isKnown = ways.some((way) => this.#entries.some((entry) => strength(entry, way) > 0));
    return { ways: isKnown ? ways : this.#nearly(words), isLanguage };
  }

  #begun(start: string): Way[] {
    const begun = [...this.#words].filter(([word]) => word.startsWith(start)).map(([, key]) => key);
    return [...new Set(begun)].map((key) => ({ phrase: [key], factor: BEGUN, least: 0 }));
  }

  /** Words that differ from a word of five letters or more by one of them, from a long one by two. */
  #nearly(words: readonly string[]): Way[] {
    const [word = ''] = words;
    if (words.length > 1 || word.length < 5 || /\d/.test(word)) return [];
    const limit = word.length < 8 ? 1 : 2;
    const near = [...this.#words].filter(([other]) => distance(word, other, limit) <= limit);
    return [...new Set(near.map(([, key]) => key))].map((key) => ({
      phrase: [key],
      factor: NEARLY,
      least: 0,
    }));
  }
}

interface Entry<T> {
  rule: T;
  /** Its ids, present and former, with and without the language. */
  names: ReadonlySet<string>;
  /** The most that each of its words says. */
  weights: ReadonlyMap<string, number>;
  title: readonly string[];
}

interface Resolved {
  ways: readonly Way[];
  /** Who names a language wants rules for it and no others. */
  isLanguage: boolean;
}

/** A phrase that counts where each of its words has at least a weight. */
interface Way {
  phrase: Phrase;
  factor: number;
  least: number;
}

/** `cwe-89`, `a03:2021`, `a03` without its year, and that there is a category at all. */
function classKeys({ cwe = [], owasp = [] }: RuleInfo): string[] {
  const ids = owasp.map((id) => id.toLowerCase());
  const general = ids.flatMap((id) => [id.split(':')[0] ?? id, `owasp:${id.split(':')[1]}`, 'owasp']);
  return [...cwe.map((id) => id.toLowerCase()), ...ids, ...general];
}

interface Score {
  /** How many parts of a question the rule has; less for what it has in passing. */
  has: number;
  score: number;
}

function score<T>(entry: Entry<T>, parts: readonly Resolved[]): Score {
  let has = 0;
  let sum = 0;
  const said = new Set<string>();
  const languages = parts.filter(({ isLanguage }) => isLanguage);
  const isOf = ({ ways }: Resolved) => ways.some((way) => strength(entry, way) > 0);
  if (languages.length > 0 && !languages.some(isOf)) return { has: 0, score: 0 };
  for (const { ways } of parts) {
    const strengths = ways.map((way) => strength(entry, way));
    const best = Math.max(0, ...strengths);
    if (best === 0) continue;
    has += best < TELLING ? IN_PASSING : 1;
    // Of rules that are found by what is meant, those that have the very words come first.
    const [own = 0] = strengths;
    sum += best > own ? best + own : best;
    ways.forEach(({ phrase }, at) => {
      if (strengths[at]) for (const key of phrase) said.add(key);
    });
  }
  const share = entry.title.filter((key) => said.has(key)).length / Math.max(1, entry.title.length);
  return { has, score: (sum / parts.length) * (has / parts.length) + share * WHOLE_TITLE };
}

/** What a phrase says for a rule: the mean of its words, nothing if one of them is missing. */
function strength<T>({ weights }: Entry<T>, { phrase, factor, least }: Way): number {
  let sum = 0;
  for (const key of phrase) {
    const weight = weights.get(key) ?? 0;
    if (weight === 0 || weight < least) return 0;
    sum += weight;
  }
  return (sum / phrase.length) * factor;
}

/** The worst first, then by id. */
function inOrder<T extends RuleInfo>(a: Entry<T>, b: Entry<T>): number {
  const rank = ({ rule }: Entry<T>) => (rule.severity ? severityRank(rule.severity) : -1);
  return rank(b) - rank(a) || (a.rule.id < b.rule.id ? -1 : 1);
}

/** What somebody types into a search of rules, as parts that each have to be found. */
import { MEANINGS } from './meanings';
import { identifiersOf, stem, wordsOf } from './words';

/** A phrase: stems of words, or the id of a weakness or of a category, as rules are listed under. */
export type Phrase = readonly string[];

/** A part of a question: found where its own words are, or any of the phrases that mean the same. */
export interface Part {
  /** As it was typed. */
  words: readonly string[];
  own: Phrase;
  /** The name of code that it is. */
  name?: string | undefined;
  others: readonly Phrase[];
  /** It may go on: nothing was typed behind it. */
  isOpen: boolean;
}

/** Words that say nothing of what is looked for. */
const EMPTY = new Set(
  wordsOf(`a an and are as at attack attacks be bug bugs by can check detect find flaw flaws for from how i in is
    issue issues it its no of on or problem problems risk rule rules that the this to use used using via vulnerabilities
    untrusted user supplied controlled tainted vulnerability vuln vulns weakness weaknesses when with`),
);
/** Words of the longest phrase. */
const LONGEST = 6;

const OWASP = /^(owasp(?: top (?:10|ten))?)?(?: ?(2021|2025)\b)?(?: ?\ba(0?[1-9]|10)\b(?: (2021|2025)\b)?)?/;

const meanings = readMeanings();

function readMeanings(): Map<string, Phrase[]> {
  const read = new Map<string, Phrase[]>();
  for (const line of MEANINGS.trim().split('\n')) {
    const [said = '', meant = ''] = line.split(' = ');
    const phrases = meant.split(' | ').map((phrase) => keysOf(phrase).map(({ key }) => key));
    for (const phrase of said.split(' | ')) {
      const name = nameOf(keysOf(phrase));
      read.set(name, [...(read.get(name) ?? []), ...phrases]);
    }
  }
  return read;
}

/** The parts of what was typed; none if there is no word in it. */
export function readQuery(text: string): Part[] {
  const keys = keysOf(text);
  const names = new Map(identifiersOf(text).map((name) => [wordsOf(name).join(' '), name]));
  const parts: Part[] = [];
  for (let at = 0; at < keys.length; ) {
    const phrase = keys.slice(at, at + lengthOfPhrase(keys, at, names));
    const words = phrase.map(({ word }) => word);
    at += phrase.length;
    parts.push({
      words,
      own: phrase.map(({ key }) => key),
      name: names.get(words.join(' ')),
      others: meanings.get(nameOf(phrase)) ?? [],
      isOpen: at === keys.length && phrase.length === 1 && /[\p{L}\p{N}]$/u.test(text),
    });
  }
  return parts;
}

/** How many words from here on are a phrase with a meaning, or a name of code; one if there is none. */
function lengthOfPhrase(keys: readonly Key[], at: number, names: ReadonlyMap<string, string>): number {
  for (let length = Math.min(LONGEST, keys.length - at); length > 1; length--) {
    const phrase = keys.slice(at, at + length);
    if (meanings.has(nameOf(phrase)) || names.has(phrase.map(({ word }) => word).join(' '))) return length;
  }
  return 1;
}

interface Key {
  word: string;
  key: string;
}

function nameOf(keys: readonly Key[]): string {
  return keys.map(({ key }) => key).join(' ');
}

/** The words that tell something, or all if none does; `CWE-89` and `OWASP A03:2021` are one in all of their spellings. */
function keysOf(text: string): Key[] {
  const words = wordsOf(text);
  const keys: Key[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? '';
    const id = readCwe(words, at) ?? readOwasp(words, at) ?? { key: stem(word), length: 1 };
    keys.push({ word, key: id.key });
    at += id.length;
  }
  const telling = keys.filter(({ key, word }) => key.startsWith('cwe') || !EMPTY.has(word));
  return telling.length > 0 ? telling : keys;
}

/** An id, and how many words it takes. */
interface Id {
  key: string;
  length: number;
}

/** `cwe 89`, `cwe89`. */
function readCwe(words: readonly string[], at: number): Id | undefined {
  const [, digits] = /^cwe(\d*)$/.exec(words[at] ?? '') ?? [];
  if (digits === undefined) return undefined;
  if (digits !== '') return { key: `cwe-${Number(digits)}`, length: 1 };
  const next = words[at + 1] ?? '';
  return /^\d+$/.test(next) ? { key: `cwe-${Number(next)}`, length: 2 } : undefined;
}

/** `owasp a3`, `a03 2021`, `owasp top 10`, `owasp 2025 a01`: a category, a year or both. */
function readOwasp(words: readonly string[], at: number): Id | undefined {
  const [all = '', name, before, category, behind] =
    OWASP.exec(words.slice(at, at + LONGEST).join(' ')) ?? [];
  if (name === undefined && category === undefined) return undefined;
  const id = category === undefined ? 'owasp' : `a${category.padStart(2, '0')}`;
  const year = before ?? behind;
  return { key: year ? `${id}:${year}` : id, length: all.trim().split(' ').length };
}

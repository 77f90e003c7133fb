/**
 * Scores how well a few typed letters fit a name, as people abbreviate: letters in order, best at the
 * starts of words and in one piece.
 */

/** A fit: higher is better, `at` are the indexes of the matched letters. */
export interface Fit {
  score: number;
  at: number[];
}

const START = 12;
const ADJACENT = 8;
const FILE_NAME = 4;
const GAP = 0.4;
const LENGTH = 0.05;

/** The fit of `typed` (lower case, no spaces) in `name`, or undefined if the letters are not there in order. */
export function fit(typed: string, name: string): Fit | undefined {
  if (typed === '') return { score: 0, at: [] };
  const lower = name.toLowerCase();
  // Typing from the last folder on is how people name files, so the file's name is tried by itself first.
  const nameStart = lower.lastIndexOf('/') + 1;
  const inName = nameStart > 0 ? fitFrom(typed, name, lower, nameStart) : undefined;
  const anywhere = fitFrom(typed, name, lower, 0);
  if (inName === undefined) return anywhere;
  const lifted = { ...inName, score: inName.score + FILE_NAME * typed.length };
  return anywhere === undefined || lifted.score >= anywhere.score ? lifted : anywhere;
}

/** Each letter at its best place after the one before: the start of a word if there is one, else the next. */
function fitFrom(typed: string, name: string, lower: string, from: number): Fit | undefined {
  const whole = lower.indexOf(typed, from);
  if (whole >= 0) return scored(typed, name, range(whole, typed.length));
  const at: number[] = [];
  let position = from;
  for (const letter of typed) {
    const next = lower.indexOf(letter, position);
    if (next < 0) return undefined;
    const wordStart = nextWordStart(name, lower, letter, next);
    const rest = typed.slice(at.length + 1);
    const chosen = wordStart !== undefined && isInOrder(rest, lower, wordStart + 1) ? wordStart : next;
    const follows = at.length > 0 && next === position;
    at.push(follows ? next : chosen);
    position = (at.at(-1) ?? 0) + 1;
  }
  return scored(typed, name, at);
}

/** The first place from `from` on where `letters` stand at the start of a word. */
function nextWordStart(name: string, lower: string, letters: string, from: number): number | undefined {
  for (let index = from; index >= 0 && index < name.length; index = lower.indexOf(letters, index + 1)) {
    if (isWordStart(name, index)) return index;
  }
  return undefined;
}

function isInOrder(letters: string, lower: string, from: number): boolean {
  let position = from;
  for (const letter of letters) {
    const next = lower.indexOf(letter, position);
    if (next < 0) return false;
    position = next + 1;
  }
  return true;
}

function scored(typed: string, name: string, at: number[]): Fit {
  let score = 0;
  at.forEach((index, order) => {
    const before = at[order - 1];
    if (isWordStart(name, index)) score += START;
    if (before === undefined) return;
    score += index === before + 1 ? ADJACENT : -GAP * (index - before - 1);
  });
  return { score: score + typed.length - LENGTH * name.length, at };
}

function isWordStart(name: string, index: number): boolean {
  if (index === 0) return true;
  const before = name[index - 1] ?? '';
  const here = name[index] ?? '';
  return /[^A-Za-z0-9]/.test(before) || (/[a-z0-9]/.test(before) && /[A-Z]/.test(here));
}

function range(start: number, length: number): number[] {
  return Array.from({ length }, (_, index) => start + index);
}

/** A candidate with its fit. */
export interface Ranked<T> {
  item: T;
  fit: Fit;
}

/** Work without giving the page a turn; ms. */
const SLICE_MS = 8;

/**
 * The best `limit` candidates, best first. Gives the page a turn between slices; undefined if `stopped`.
 * Spaces in what was typed separate words, all of which must fit.
 */
export async function rank<T>(
  typed: string,
  items: readonly T[],
  nameOf: (item: T) => string,
  limit: number,
  stopped: () => boolean,
): Promise<Ranked<T>[] | undefined> {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const best: Ranked<T>[] = [];
  let sliceStart = performance.now();
  for (const item of items) {
    const found = fitWords(words, nameOf(item));
    if (found !== undefined) insert(best, { item, fit: found }, limit);
    if (performance.now() - sliceStart < SLICE_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (stopped()) return undefined;
    sliceStart = performance.now();
  }
  return best;
}

/** Whether each word that was typed begins a word of the name: somebody is calling it by its name. */
export function namesIt(typed: string, name: string): boolean {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const lower = name.toLowerCase();
  const begins = (word: string) => nextWordStart(name, lower, word, lower.indexOf(word)) !== undefined;
  return words.length > 0 && words.every(begins);
}

function fitWords(words: readonly string[], name: string): Fit | undefined {
  const all: Fit = { score: 0, at: [] };
  for (const word of words) {
    const one = fit(word, name);
    if (one === undefined) return undefined;
    all.score += one.score;
    all.at.push(...one.at);
  }
  return all;
}

function insert<T>(best: Ranked<T>[], ranked: Ranked<T>, limit: number): void {
  const last = best[best.length - 1];
  if (best.length >= limit && last !== undefined && last.fit.score >= ranked.fit.score) return;
  let index = best.length;
  while (index > 0 && (best[index - 1]?.fit.score ?? 0) < ranked.fit.score) index -= 1;
  best.splice(index, 0, ranked);
  if (best.length > limit) best.pop();
}

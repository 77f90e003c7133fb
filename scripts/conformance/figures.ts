/**
 * The committed figures: how many cases of each suite and language pass. They may only rise:
 * `npm run conformance -- --suite DIR --keep` writes them.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from '../lib/paths';
import type { Verdict } from './verdict';

export interface Figure {
  suite: string;
  lang: string;
  passed: number;
  total: number;
}

const FILE = inRoot('tests/conformance/figures.txt');
const HEAD = '# suite, language, passed, total; written by npm run conformance -- --suite DIR --keep\n';

/** What came of a run, by suite and language. */
export function figuresOf(verdicts: Verdict[]): Figure[] {
  const figures = new Map<string, Figure>();
  for (const { suite, lang, difference } of verdicts) {
    const key = `${suite} ${lang}`;
    const figure = figures.get(key) ?? { suite, lang, passed: 0, total: 0 };
    figure.total += 1;
    if (difference.length === 0) figure.passed += 1;
    figures.set(key, figure);
  }
  const order = (one: Figure, other: Figure) =>
    one.suite.localeCompare(other.suite) || one.lang.localeCompare(other.lang);
  return [...figures.values()].sort(order);
}

export function keptFigures(): Figure[] {
  if (!existsSync(FILE)) return [];
  const lines = readFileSync(FILE, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [suite = '', lang = '', passed, total] = line.split(/\s+/);
      return { suite, lang, passed: Number(passed), total: Number(total) };
    });
}

export function keepFigures(figures: Figure[]): void {
  const line = ({ suite, lang, passed, total }: Figure) =>
    `${suite.padEnd(15)} ${lang.padEnd(36)} ${String(passed).padStart(4)} ${String(total).padStart(4)}\n`;
  writeFileSync(FILE, HEAD + figures.map(line).join(''));
}

/** Figures that fell below the kept ones, in words. */
export function fallen(figures: Figure[], kept: Figure[]): string[] {
  const now = new Map(figures.map((figure) => [`${figure.suite} ${figure.lang}`, figure.passed]));
  return kept.flatMap(({ suite, lang, passed }) => {
    const reached = now.get(`${suite} ${lang}`) ?? 0;
    return reached < passed ? [`${suite} ${lang}: ${reached}, it was ${passed}`] : [];
  });
}

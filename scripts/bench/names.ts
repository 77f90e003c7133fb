/**
 * Compares what names refer to with an index that a compiler's own front end has made (SCIP): of random uses of names that
 * the project defines, locals apart, how many are answered, how many of the answers are right, and how well the uses of
 * a thing are found.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../lib/paths';
import { RunError } from '../lib/run';
import { readScip, type ScipDocument, type ScipOccurrence } from './scip';
import { shuffled } from './shuffled';

const SAMPLE = 2000;
const REFERENCES = 150;

/** Answers places, in their order. */
type Ask = (
  question: 'definition' | 'refs',
  places: string[],
) => { definitions?: Row[]; references?: Row[] }[];

interface Row {
  file: string;
  line: number;
  col: number;
  certain: boolean;
}

interface NameFigures {
  uses: number;
  answered: number;
  right: number;
  /** Harmonic mean of how many of the uses are found and how many of the found are uses. */
  f1: number;
  /** Wrong and missing answers. */
  wrong: string[];
  missing: string[];
}

interface Use {
  at: string;
  symbol: string;
}

export function benchNames(index: string, project: string, ask: Ask): NameFigures {
  const documents = readScip(readFileSync(index)).filter(({ file }) => !file.startsWith('../'));
  const definitions = new Map<string, Set<string>>();
  const everywhere = new Map<string, Set<string>>();
  const uses: Use[] = [];
  for (const document of documents) {
    const lines = linesOf(join(project, document.file));
    for (const one of document.occurrences) {
      const at = placeOf(one, document, lines);
      if (at === undefined || one.symbol.startsWith('local ')) continue;
      add(everywhere, one.symbol, at);
      if (one.isDefinition) add(definitions, one.symbol, at);
      else uses.push({ at, symbol: one.symbol });
    }
  }
  // A place may be said to be several things; any of them is right.
  const meant = new Map<string, Set<string>>();
  for (const { at, symbol } of uses) for (const place of definitions.get(symbol) ?? []) add(meant, at, place);
  const known = [...new Map(uses.filter(({ at }) => meant.has(at)).map((use) => [use.at, use])).values()];
  const sample = shuffled(known).slice(0, SAMPLE);
  const answers = ask(
    'definition',
    sample.map(({ at }) => at),
  );
  const figures: NameFigures = {
    ...{ uses: sample.length, answered: 0, right: 0, f1: 0 },
    ...{ wrong: [], missing: [] },
  };
  const right: Use[] = [];
  sample.forEach((use, which) => {
    const certain = (answers[which]?.definitions ?? []).filter((row) => row.certain).map(place);
    const [only] = certain;
    if (only === undefined || certain.length > 1) {
      figures.missing.push(`${use.at} ${use.symbol}`);
      return;
    }
    figures.answered += 1;
    if (meant.get(use.at)?.has(only)) {
      figures.right += 1;
      right.push(use);
    } else figures.wrong.push(`${use.at} → ${only}, meant ${[...(meant.get(use.at) ?? [])].join(' or ')}`);
  });
  figures.f1 = references(right.slice(0, REFERENCES), everywhere, ask);
  return figures;
}

function references(uses: Use[], everywhere: Map<string, Set<string>>, ask: Ask): number {
  const answers = ask(
    'refs',
    uses.map(({ at }) => at),
  );
  let [found, wanted, common] = [0, 0, 0];
  uses.forEach(({ symbol }, which) => {
    const rows = (answers[which]?.references ?? []).filter((row) => row.certain).map(place);
    const meant = everywhere.get(symbol) ?? new Set();
    const shared = new Set(rows.filter((row) => meant.has(row))).size;
    found += new Set(rows).size;
    wanted += meant.size;
    common += shared;
  });
  return found + wanted === 0 ? 1 : (2 * common) / (found + wanted);
}

/** Asks the command, a file of places at a time. */
export function askRunner(project: string): Ask {
  return (question, places) => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-names-'));
    const batch = join(folder, 'places.jsonl');
    writeFileSync(batch, places.map((at) => `${JSON.stringify({ at })}\n`).join(''));
    const args = [inRoot('dist-node/assay.mjs'), question, project, '--batch', batch];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
    rmSync(folder, { recursive: true });
    const lines = stdout.split('\n').filter(Boolean);
    if (lines.length !== places.length) throw new RunError(`assay ${question} failed: ${stderr}`);
    return lines.map((line) => JSON.parse(line));
  };
}

export function describeNames({ uses, answered, right, f1, wrong, missing }: NameFigures): string[] {
  const percent = (part: number, of: number) => `${((100 * part) / Math.max(1, of)).toFixed(1)} %`;
  return [
    `${uses} uses: ${percent(answered, uses)} answered, ${percent(right, answered)} of them right; references F1 ${(100 * f1).toFixed(1)} %`,
    ...wrong.slice(0, 3).map((one) => `  wrong: ${one.slice(0, 160)}`),
    ...missing.slice(0, 3).map((one) => `  missing: ${one.slice(0, 160)}`),
  ];
}

function place({ file, line, col }: Row): string {
  return `${file}:${line}:${col}`;
}

/** Where a name stands, in lines and UTF-16 columns from 1; none if it is no name. */
function placeOf(one: ScipOccurrence, { unit }: ScipDocument, lines: string[]): string | undefined {
  const line = lines[one.line];
  if (line === undefined || one.endLine !== one.line) return undefined;
  const [start, end] = [one.col, one.endCol].map((col) => utf16(line, col, unit));
  const name = line.slice(start, end);
  if (!/^[\p{L}_$#][\p{L}\p{N}_$]*$/u.test(name)) return undefined;
  return `${one.file}:${one.line + 1}:${(start ?? 0) + 1}`;
}

function utf16(line: string, col: number, unit: ScipDocument['unit']): number {
  if (unit === 'utf16') return col;
  if (unit === 'utf32') return [...line].slice(0, col).join('').length;
  return new TextDecoder().decode(new TextEncoder().encode(line).subarray(0, col)).length;
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function add(to: Map<string, Set<string>>, key: string, value: string): void {
  const all = to.get(key) ?? new Set();
  to.set(key, all.add(value));
}

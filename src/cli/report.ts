/** Writes the findings of a scan in the format that was asked for, to a file or to standard output. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../../workers/intake';
import { describeCompleteness, type ExportInput, json, sarif } from '../share';
import { UsageError } from './errors';
import type { ScanOptions } from './options';
import type { Place } from './paths';
import { makeStyle, type Style } from './style';
import { type Summary, summaryOf, textOf } from './text-format';
import { VERSION } from './version';

/** Text is written in pieces of about this many characters. */
const PIECE = 1 << 16;

export async function printReport(
  { format, output }: ScanOptions,
  place: Place,
  found: Omit<ExportInput, 'tool'>,
  summary: () => Summary,
): Promise<void> {
  const input = { ...found, tool: { name: 'Assay', version: VERSION } };
  const style = makeStyle(output === undefined && process.stdout.isTTY === true, process.env);
  const parts = {
    json: () => json.encode(input),
    sarif: () => sarif.encode(input),
    text: () => asText(input, place, style, summary),
  }[format]();
  if (output === undefined) await writeToTerminal(parts);
  else writeToFile(output, parts);
}

function* asText(
  { findings, completeness }: ExportInput,
  place: Place,
  style: Style,
  summary: () => Summary,
): Generator<string> {
  const missing = describeCompleteness(completeness);
  if (missing !== '') yield `${style.severity('medium', missing)}\n\n`;
  yield* textOf(findings, (path) => readLines(join(place.root, path)), style);
  yield summaryOf(summary(), style);
}

/** The file may have gone since it was scanned; then its findings are printed without code. */
function readLines(path: string): string[] | undefined {
  try {
    return new TextDecoder().decode(decode(new Uint8Array(readFileSync(path)))).split('\n');
  } catch {
    return undefined;
  }
}

async function writeToTerminal(parts: Iterable<string>): Promise<void> {
  for (const piece of pieces(parts)) {
    if (!process.stdout.write(piece)) await new Promise((done) => process.stdout.once('drain', done));
  }
}

function writeToFile(path: string, parts: Iterable<string>): void {
  const file = open(path);
  try {
    for (const piece of pieces(parts)) writeSync(file, piece);
  } finally {
    closeSync(file);
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw new UsageError(`The output ${path} cannot be written: ${(error as Error).message}`);
  }
}

function* pieces(parts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const part of parts) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/** Writes the findings of a scan in the format that was asked for, to a file or to standard output. */
import { systemMessage } from '../../workers/intake/node';
import {
  describeCompleteness,
  type ExportFormat,
  type ExportInput,
  github,
  gitlab,
  jenkins,
  json,
  markdown,
  printableJson,
  sarif,
  visibleText,
} from '../share';
import { OutputError } from './errors';
import type { ScanOptions } from './options';
import { print, replaceFile, writeAll } from './output';
import { makeStyle, type Style } from './style';
import { type ReadLines, type Summary, summaryOf, textOf } from './text-format';
import { VERSION } from './version';

/** Text is written in pieces of about this many characters. */
const PIECE = 1 << 16;

const FORMATS: Record<Exclude<ScanOptions['format'], 'text'>, ExportFormat> = {
  json,
  sarif,
  markdown,
  github,
  gitlab,
  jenkins,
};

/** @param readLines for the code beside findings, where the format shows it. */
export async function printReport(
  { format, output }: ScanOptions,
  found: Omit<ExportInput, 'tool'>,
  readLines: ReadLines,
  summary: () => Summary,
): Promise<void> {
  const input = { ...found, tool: { name: 'Assay', version: VERSION } };
  const style = makeStyle(output === undefined && process.stdout.isTTY === true, process.env);
  const parts =
    format === 'text'
      ? asText(input, readLines, style, summary)
      : printable(FORMATS[format], FORMATS[format].encode(input));
  if (output === undefined) for await (const piece of pieces(parts)) await print(piece);
  else await writeToFile(output, parts);
}

/** Reports are looked at in terminals, too, which a name in them must not steer. */
function* printable({ mediaType }: ExportFormat, parts: Iterable<string>): Generator<string> {
  const isJson = mediaType.endsWith('json');
  for (const part of parts) yield isJson ? printableJson(part) : part;
}

async function* asText(
  { findings, rules, completeness }: ExportInput,
  readLines: ReadLines,
  style: Style,
  summary: () => Summary,
): AsyncGenerator<string> {
  const missing = describeCompleteness(completeness).split('\n').map(visibleText).join('\n');
  if (missing !== '') yield `${style.severity('medium', missing)}\n\n`;
  yield* textOf(findings, readLines, new Map(rules.map((rule) => [rule.id, rule])), style);
  yield summaryOf(summary(), style);
}

type Parts = Iterable<string> | AsyncIterable<string>;

async function writeToFile(path: string, parts: Parts): Promise<void> {
  try {
    await replaceFile(path, async (file) => {
      for await (const piece of pieces(parts)) writeAll(file, Buffer.from(piece));
    });
  } catch (error) {
    throw new OutputError(`Could not write the report to ${path}: ${systemMessage(error)}.`);
  }
}

async function* pieces(parts: Parts): AsyncGenerator<string> {
  let piece = '';
  for await (const part of parts) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/** Regions of SARIF as ranges, with the code that came along. Offsets are not known without the file: they are 0. */
import type { Range } from '../../../workers/protocol';
import type { SharedSnippet } from '../file-format';
import { type Fields, get, inner, textOf, wholeOf } from '../lenient';

/** Where something is, as far as the file says. */
export interface Spot {
  range: Range;
  /** The first line of it, trimmed; '' if the file has no code. */
  excerpt: string;
  /** Whole lines that came along. */
  snippet?: SharedSnippet;
}

const MAX_EXCERPT = 200;
const MAX_SNIPPET = 20_000;

/** The place of a `physicalLocation`. `codePoints`: its columns count those and not UTF-16 units. */
export function spotOf(physical: Fields, codePoints: boolean): Spot {
  const region = inner(physical, 'region');
  const snippet = contextOf(physical) ?? wholeLines(region);
  const lineAt = lineReader(snippet);
  const range = rangeOf(region, lineAt, codePoints);
  const own = textOf(get(inner(region, 'snippet'), 'text'), MAX_SNIPPET);
  const first = own?.split('\n')[0] ?? lineAt(range.start.line) ?? '';
  return {
    range,
    excerpt: first.trim().slice(0, MAX_EXCERPT),
    ...(snippet && { snippet }),
  };
}

function contextOf(physical: Fields): SharedSnippet | undefined {
  const context = inner(physical, 'contextRegion');
  const text = textOf(get(inner(context, 'snippet'), 'text'), MAX_SNIPPET);
  const startLine = wholeOf(get(context, 'startLine'), 1);
  const isCut = (wholeOf(get(context, 'startColumn'), 1) ?? 1) > 1;
  return text === undefined || startLine === undefined || isCut ? undefined : { startLine, text };
}

/** The snippet of a region begins at its column; some programs give the whole lines all the same. */
function wholeLines(region: Fields): SharedSnippet | undefined {
  const text = textOf(get(inner(region, 'snippet'), 'text'), MAX_SNIPPET);
  const startLine = wholeOf(get(region, 'startLine'), 1);
  if (text === undefined || startLine === undefined) return undefined;
  const startColumn = wholeOf(get(region, 'startColumn'), 1) ?? 1;
  const endColumn = wholeOf(get(region, 'endColumn'), 1) ?? startColumn;
  const isOneLine = (wholeOf(get(region, 'endLine'), 1) ?? startLine) === startLine;
  const firstLine = text.split('\n')[0] ?? '';
  const isWhole = startColumn === 1 || (isOneLine && firstLine.length >= endColumn - 1);
  return isWhole ? { startLine, text } : undefined;
}

type LineReader = (line: number) => string | undefined;

/** Most places say all there is to know, so the lines are told apart when somebody asks. */
function lineReader(snippet: SharedSnippet | undefined): LineReader {
  let lines: string[] | undefined;
  return (line) => {
    if (snippet === undefined) return undefined;
    lines ??= snippet.text.split(/\r?\n/);
    return lines[line - snippet.startLine];
  };
}

/** A region without columns is its whole lines; one without an end is that line to its end. */
function rangeOf(region: Fields, lineOf: LineReader, codePoints: boolean): Range {
  const startLine = wholeOf(get(region, 'startLine'), 1) ?? 1;
  const endLine = Math.max(startLine, wholeOf(get(region, 'endLine'), 1) ?? startLine);
  const column = (given: unknown, line: number) => {
    const col = wholeOf(given, 1);
    return col === undefined || !codePoints ? col : inUnits(lineOf(line), col);
  };
  const startCol = column(get(region, 'startColumn'), startLine) ?? 1;
  const lineEnd = (lineOf(endLine)?.length ?? 0) + 1;
  const endCol = column(get(region, 'endColumn'), endLine) ?? lineEnd;
  const least = endLine === startLine ? startCol : 1;
  return {
    start: { line: startLine, col: startCol, offset: 0 },
    end: { line: endLine, col: Math.max(least, endCol), offset: 0 },
  };
}

/** A column in code points as one in UTF-16 units, where the line is known. */
function inUnits(line: string | undefined, col: number): number {
  if (line === undefined) return col;
  const before = [...line].slice(0, col - 1);
  return before.join('').length + 1 + Math.max(0, col - 1 - before.length);
}

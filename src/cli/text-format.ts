/**
 * Findings as text for people: a line that terminals and editors take for a link, then the code with the
 * match underlined.
 */
import {
  doubtOf,
  type Finding,
  type RuleInfo,
  type Severity,
  type SkippedFile,
  WORST_FIRST,
} from '../../workers/protocol';
import { countOf, type ExportedFinding, formatCount, maskHidden, messageParts, visibleText } from '../share';
import type { Compared } from './baseline';
import { leftOutText } from './left-out';
import type { Style } from './style';

/** Lines of a match that are shown at most. */
const MAX_LINES = 6;
/** Longer lines are cut to a window around the match. */
const MAX_WIDTH = 160;

/** Gives the lines of a file; undefined if it can no longer be read. */
export type ReadLines = (path: string) => Promise<string[] | undefined>;

export async function* textOf(
  findings: Iterable<ExportedFinding>,
  readLines: ReadLines,
  rules: ReadonlyMap<string, RuleInfo>,
  style: Style,
): AsyncGenerator<string> {
  let lines: string[] | undefined;
  let current: string | undefined;
  for (const { path, finding, baseline } of findings) {
    if (finding.status.kind !== 'open' || baseline === 'known') continue;
    if (path !== current) lines = await readLines(path);
    current = path;
    yield `${headline(path, finding, rules.get(finding.ruleId), style)}\n${frame(finding, lines, style)}${doubt(finding, style)}\n`;
  }
}

function headline(path: string, finding: Finding, rule: RuleInfo | undefined, style: Style): string {
  const { start } = finding.range;
  const place = style.bold(`${visibleText(path)}:${start.line}:${start.col}`);
  const severity = style.severity(finding.severity, finding.severity);
  const said = inBold(finding.message.trimEnd().replaceAll(/\s*\n\s*/g, ' '), style);
  const name = [finding.ruleId, ...(rule?.cwe ?? [])].map(visibleText).join(' ');
  return `${place} ${severity} ${style.dim(name)} ${said}`;
}

/** A message with the code in it in bold. */
function inBold(message: string, style: Style): string {
  const parts = messageParts(printable(message));
  return parts.map(({ text, kind }) => (kind === 'code' ? style.bold(text) : text)).join('');
}

function doubt(finding: Finding, style: Style): string {
  const why = doubtOf(finding);
  return why === undefined ? '' : `  ${inBold(why, style)}\n`;
}

/** The matched lines; after the first each one is told apart only by its place. */
function frame(finding: Finding, lines: string[] | undefined, style: Style): string {
  const { start, end } = finding.range;
  const last = Math.min(
    end.col === 1 && end.line > start.line ? end.line - 1 : end.line,
    start.line + MAX_LINES - 1,
  );
  const width = String(last).length;
  const rows: string[] = [];
  for (let line = start.line; line <= last; line++) {
    const text = lines?.[line - 1];
    if (text === undefined) break;
    const from = line === start.line ? start.col - 1 : text.length - text.trimStart().length;
    const to = line === end.line ? end.col - 1 : text.trimEnd().length;
    rows.push(...codeRow(String(line).padStart(width), text, from, to, style));
  }
  if (end.line > last + 1) rows.push(style.dim(`${' '.repeat(width + 2)}│ … ${end.line - last} more lines`));
  return `${rows.join('\n')}\n`;
}

function codeRow(label: string, text: string, from: number, to: number, style: Style): string[] {
  const offset = from > MAX_WIDTH / 2 && text.length > MAX_WIDTH ? from - 40 : 0;
  const shown = text.slice(offset, offset + MAX_WIDTH);
  const before = printable(shown.slice(0, from - offset));
  const matched = printable(shown.slice(from - offset, to - offset));
  const after = printable(shown.slice(to - offset));
  const marks = style.mark('^'.repeat(Math.max(1, matched.length)));
  const gutter = style.dim(`  ${label} │`);
  const space = style.dim(`  ${' '.repeat(label.length)} │`);
  return [`${gutter} ${before}${matched}${after}`, `${space} ${' '.repeat(before.length)}${marks}`];
}

/** Tabs as spaces, and nothing that could steer the terminal. */
function printable(text: string): string {
  return maskHidden(text.replaceAll('\t', '    '));
}

/** What the last line says. */
export interface Summary {
  findings: number;
  suppressed: number;
  dismissed: number;
  severities: Record<Severity, number>;
  files: number;
  skipped: readonly SkippedFile[];
  /** Findings that an earlier scan had too. */
  known: number;
  compared: Compared | undefined;
}

export function summaryOf(
  { findings, suppressed, dismissed, severities, files, skipped, known, compared }: Summary,
  style: Style,
): string {
  const counts = WORST_FIRST.filter((severity) => severities[severity] > 0).map((severity) =>
    style.severity(severity, `${severities[severity]} ${severity}`),
  );
  const details = counts.length > 0 ? ` (${counts.join(', ')})` : '';
  const hidden =
    (compared ? `, ${knownText(known, compared)}` : '') +
    (suppressed > 0 ? `, ${suppressed} suppressed` : '') +
    (dismissed > 0 ? `, ${dismissed} dismissed` : '');
  const what = compared ? 'new finding' : 'finding';
  const total = `${style.bold(countOf(findings, what))}${details}${hidden} in ${countOf(files, 'file')}`;
  const found = compared ? `${goneText(compared)}${total}` : total;
  if (skipped.length === 0) return `${found}.\n`;
  return `${found}; ${formatCount(skipped.length)} left out:\n${leftOutText(skipped)}`;
}

function knownText(known: number, { moved, unchecked }: Compared): string {
  const parts = [`${formatCount(known)} in the baseline`];
  if (moved > 0) parts.push(`${formatCount(moved)} of them moved`);
  if (unchecked.length > 0) parts.push(`${formatCount(unchecked.length)} not checked`);
  return parts.join(', ');
}

/** So many are named. */
const MOST_GONE = 10;

/** What is not found any more, so that whoever mended it sees that. */
function goneText({ gone }: Compared): string {
  if (gone.length === 0) return '';
  const lines = gone
    .slice(0, MOST_GONE)
    .map(({ rule, path, line }) => visibleText(`${path}:${line} ${rule}`));
  const more = gone.length - lines.length;
  if (more > 0) lines.push(`and ${formatCount(more)} more`);
  return `${formatCount(gone.length)} gone since the baseline:\n${lines.map((line) => `  ${line}\n`).join('')}\n`;
}

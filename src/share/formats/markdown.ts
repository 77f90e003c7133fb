/**
 * Findings as a summary for a pull request. It is posted by somebody's robot under somebody's name, so nothing in it from
 * the code may become a link, a picture, a mention or markup; and it fits into a comment.
 */
import {
  type Finding,
  type KnownFinding,
  noCounts,
  type Severity,
  WORST_FIRST,
} from '../../../workers/protocol';
import { describeCompleteness } from '../../kernel/completeness';
import { countOf, formatCount } from '../../kernel/format';
import { messageParts } from '../../kernel/inline-code';
import { visibleText } from '../../kernel/visible-text';
import { describeVerdict } from '../gate';
import type { ExportFormat, ExportInput } from './export';

export const markdown: ExportFormat = {
  id: 'markdown',
  title: 'Markdown',
  purpose: 'a summary for a pull request',
  extension: '.md',
  mediaType: 'text/markdown;charset=utf-8',
  encode,
};

/** GitHub takes comments of 65,536 characters; rows end before that. */
const MAX_LENGTH = 50_000;
const MAX_ROWS = 100;
const MAX_MESSAGE = 300;
const MAX_PATH = 200;

function* encode({ findings, gone, completeness, verdict }: ExportInput): Generator<string> {
  const { listed, counts, found, known, hidden } = countedOf(findings);
  const isCompared = gone !== undefined;
  yield `## Assay: ${countOf(found, isCompared ? 'new finding' : 'finding')}\n\n`;
  const missing = describeCompleteness(completeness);
  if (missing !== '') yield `**${escapeMarkdown(missing)}**\n\n`;
  const [headline, ...broken] = verdict ? describeVerdict(verdict) : [];
  if (headline !== undefined) yield `**${escapeMarkdown(headline)}**\n\n`;
  for (const line of broken) yield `- ${codeOf(cut(line, MAX_PATH))}\n`;
  if (broken.length > 0) yield '\n';
  if (found > 0) yield* table(listed, found, counts);
  const rest = [
    known > 0 && `${formatCount(known)} in the baseline`,
    gone && gone.length > 0 && `${formatCount(gone.length)} gone since the baseline`,
    hidden > 0 && `${formatCount(hidden)} suppressed or dismissed`,
  ].filter(Boolean);
  if (rest.length > 0) yield `Not listed: ${rest.join(', ')}.\n`;
  if (gone && gone.length > 0) yield* goneList(gone);
}

type Listed = { path: string; finding: Finding };

function countedOf(findings: ExportInput['findings']) {
  const counts = noCounts();
  const listed: Listed[] = [];
  let [known, hidden, found] = [0, 0, 0];
  for (const { path, finding, baseline } of findings) {
    if (finding.status.kind !== 'open') hidden += 1;
    else if (baseline === 'known') known += 1;
    else {
      found += 1;
      counts[finding.severity] += 1;
      // The worst ones are named, wherever they are.
      if (counts[finding.severity] <= MAX_ROWS) listed.push({ path, finding });
    }
  }
  return { listed: worstFirst(listed), counts, found, known, hidden };
}

function worstFirst(listed: readonly Listed[]): Listed[] {
  return WORST_FIRST.flatMap((severity) => listed.filter(({ finding }) => finding.severity === severity));
}

function* table(listed: readonly Listed[], found: number, counts: Record<Severity, number>) {
  const shares = WORST_FIRST.filter((severity) => counts[severity] > 0);
  yield `${shares.map((severity) => `${formatCount(counts[severity])} ${severity}`).join(', ')}\n\n`;
  yield '| Severity | Where | What | Rule |\n| --- | --- | --- | --- |\n';
  let [rows, length] = [0, 0];
  for (const { path, finding } of listed.slice(0, MAX_ROWS)) {
    const where = codeOf(`${cut(path, MAX_PATH)}:${finding.range.start.line}`);
    const row = `| ${finding.severity} | ${where} | ${messageOf(finding)} | ${codeOf(finding.ruleId)} |\n`;
    length += row.length;
    if (length > MAX_LENGTH) break;
    rows += 1;
    yield row;
  }
  if (found > rows) yield `\nand ${formatCount(found - rows)} more\n`;
  yield '\n';
}

function messageOf({ message, ruleId }: Finding): string {
  const line = cut((message.trim() || ruleId).replaceAll(/\s*\n\s*/g, ' '), MAX_MESSAGE);
  return messageParts(line)
    .map(({ text, kind }) => (kind === 'code' ? codeOf(text) : escapeMarkdown(text)))
    .join('');
}

const MAX_GONE = 20;

function* goneList(gone: readonly KnownFinding[]): Generator<string> {
  yield '\n<details><summary>Gone since the baseline</summary>\n\n';
  for (const { rule, path, line } of gone.slice(0, MAX_GONE)) {
    yield `- ${codeOf(cut(`${path}:${line} ${rule}`, MAX_PATH))}\n`;
  }
  if (gone.length > MAX_GONE) yield `- and ${formatCount(gone.length - MAX_GONE)} more\n`;
  yield '\n</details>\n';
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** What Markdown, or a service that shows it, makes more of than a character: markup, links, emoji, formulas. */
const SPECIAL = /[&<>"`*_[\]\\~|#:$/!]|(?<=\bwww)\./gi;

/** As plain text. A mention is made of the text when it is rendered, but not of code. */
function escapeMarkdown(text: string): string {
  return entities(visibleText(text)).replaceAll('@', '<code>@</code>');
}

/** As code: between tags, since what stands between backticks may hold backticks. */
function codeOf(text: string): string {
  return `<code>${entities(visibleText(text))}</code>`;
}

function entities(text: string): string {
  return text.replace(SPECIAL, (sign) => `&#${sign.charCodeAt(0)};`);
}

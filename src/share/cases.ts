/**
 * Reads a rule's `cases.md`: fenced code marked `good`, `bad`, `sanitized` or `fixed` after its language, with `finds: <rule>` in a
 * comment on each line that is to be found. `valid` and `invalid` mean `good` and `bad`, as in the tests of ast-grep.
 */

/** One example. */
export interface RuleCase {
  /** `sanitized`: good, because what comes in is made safe on its way; `fixed`: the code before it, after its fix. */
  kind: 'good' | 'bad' | 'sanitized' | 'fixed';
  language: string;
  code: string;
  /** Numbers of the lines the rule finds, from 0. */
  found: number[];
  /** The prose before it. */
  text: string;
  /** The line of the file on which its code begins, from 1. */
  line: number;
  /** How many lines of the file its code has. */
  lines: number;
}

/** Where the cases of a rule file stand: beside it. */
export function casesPath(rule: string): string {
  return rule.replace(/\.(ya?ml|toml)$/i, '.cases.md');
}

/** The line that opens a case, and the signs of its fence. */
const OPENING = /^(`{3,})(?!`)\s*([^\s`]\S*)\s+(good|bad|valid|invalid|sanitized|fixed)\b/;
const CLOSING = /^(`{3,})\s*$/;
/** What comes before and in the comment that marks a line, in whatever way the language writes comments. */
const MARK_BEGINS = /(?:\/\/|#|--|\/\*|<!--|\(\*|;|%)$/;
const MARK = /^finds:\s*\S+(?:\s*(?:\*\/|-->|\*\)))?$/;

const KINDS: Record<string, RuleCase['kind']> = { valid: 'good', invalid: 'bad' };

/** The cases in a text. The text may be anything: each line is looked at a bounded number of times. */
export function parseCases(markdown: string): RuleCase[] {
  const lines = markdown.split('\n');
  const cases: RuleCase[] = [];
  /** From here on no fence of so many signs is closed. */
  let unclosed = Number.POSITIVE_INFINITY;
  let proseFrom = 0;
  for (let at = 0; at < lines.length; at++) {
    const [, fence = '', language = '', kind = ''] = OPENING.exec(lines[at] ?? '') ?? [];
    if (fence === '' || fence.length >= unclosed) continue;
    const end = closingOf(lines, at + 1, fence.length);
    if (end === undefined) {
      unclosed = fence.length;
      continue;
    }
    const body = lines.slice(at + 1, end).map((line) => line.replace(/\r$/, ''));
    const bare = body.map(unmarked);
    const found = bare.flatMap((line, index) => (line === undefined ? [] : [index]));
    cases.push({
      kind: KINDS[kind] ?? (kind as RuleCase['kind']),
      language,
      code: body.map((line, index) => bare[index] ?? line).join('\n'),
      // A fix leaves the comment that marked its line.
      found: kind === 'fixed' ? [] : found,
      text: prose(lines.slice(proseFrom, at)),
      line: at + 2,
      lines: body.length,
    });
    proseFrom = end + 1;
    at = end;
  }
  return cases;
}

function closingOf(lines: readonly string[], from: number, least: number): number | undefined {
  for (let at = from; at < lines.length; at++) {
    const [, fence = ''] = CLOSING.exec(lines[at] ?? '') ?? [];
    if (fence.length >= least) return at;
  }
  return undefined;
}

/** A line without the comment that marks it; undefined if none does. */
function unmarked(line: string): string | undefined {
  const at = line.lastIndexOf('finds:');
  if (at < 0 || !MARK.test(line.slice(at).trimEnd())) return undefined;
  const before = line.slice(0, at).trimEnd();
  const sign = MARK_BEGINS.exec(before);
  return sign ? before.slice(0, sign.index).trimEnd() : undefined;
}

/** The prose without headings: the page has its own. */
function prose(lines: readonly string[]): string {
  return lines
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .trim();
}

/** A fence around some code, longer than any that the code begins a line with. */
export function fenceFor(code: string): string {
  const runs = code.split('\n').map((line) => /^\s*(`*)/.exec(line)?.[1]?.length ?? 0);
  return '`'.repeat(runs.reduce((most, run) => Math.max(most, run + 1), 3));
}

/** A case as Markdown. */
export function caseText(language: string, kind: string, code: string): string {
  const fence = fenceFor(code);
  return `${fence}${language} ${kind}\n${code}\n${fence}\n`;
}

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
}

/** Where the cases of a rule file stand: beside it. */
export function casesPath(rule: string): string {
  return rule.replace(/\.(ya?ml|toml)$/i, '.cases.md');
}

const FENCE = /^(`{3,})\s*(\S+)\s+(good|bad|valid|invalid|sanitized|fixed)\b.*\n([\s\S]*?)^\1\s*$/gm;
/** The comment that marks a line, in whatever way the language writes comments. */
const MARK = /\s*(?:\/\/|#|--|\/\*|<!--|\(\*|;|%)\s*finds:\s*\S+\s*(?:\*\/|-->|\*\))?\s*$/;

const KINDS: Record<string, RuleCase['kind']> = { valid: 'good', invalid: 'bad' };

export function parseCases(markdown: string): RuleCase[] {
  let end = 0;
  return [...markdown.matchAll(FENCE)].map((match) => {
    const [whole, , language = '', kind, body = ''] = match;
    const text = proseBefore(markdown.slice(end, match.index));
    end = match.index + whole.length;
    const lines = body.replace(/\n$/, '').split('\n');
    return {
      kind: KINDS[kind ?? ''] ?? (kind as RuleCase['kind']),
      language,
      code: lines.map((line) => line.replace(MARK, '')).join('\n'),
      // A fix leaves the comment that marked its line.
      found: kind === 'fixed' ? [] : lines.flatMap((line, index) => (MARK.test(line) ? [index] : [])),
      text,
      line: markdown.slice(0, match.index + whole.indexOf('\n') + 1).split('\n').length,
    };
  });
}

/** The prose without headings: the page has its own. */
function proseBefore(markdown: string): string {
  return markdown
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .trim();
}

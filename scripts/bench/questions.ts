/**
 * Questions whose answers are known: what the comment of a function or type says in its first sentence, without the name
 * of it. The comments are read here, by their lines, and not by what the index makes of them.
 */

/** Something that is defined; lines count from 1. */
export interface Defined {
  name: string;
  kind: string;
  file: string;
  line: number;
}

export interface Question {
  words: string;
  /** What it is about. */
  about: Defined;
}

const KINDS = new Set([
  'class',
  'constructor',
  'enum',
  'function',
  'interface',
  'method',
  'struct',
  'trait',
  'typealias',
]);
/** Fewer words ask for nothing in particular. */
const FEWEST = 4;
const MOST = 60;

/** All questions that the comments of a project ask, each once; what several comments say alike asks for none of them. */
export function questionsOf(defined: Iterable<Defined>, textOf: (file: string) => string): Question[] {
  const asked = new Map<string, Question | undefined>();
  let file = '';
  let lines: string[] = [];
  for (const about of defined) {
    if (!KINDS.has(about.kind)) continue;
    if (about.file !== file) {
      file = about.file;
      lines = textOf(file).split('\n');
    }
    const words = questionOf(commentOf(lines, about.line - 1), about.name);
    if (words !== undefined) asked.set(words, asked.has(words) ? undefined : { words, about });
  }
  return [...asked.values()].filter((question) => question !== undefined);
}

/** The first sentence of a comment without a name; none if it says too little. */
export function questionOf(comment: string, name: string): string | undefined {
  const plain = comment
    .replace(/\{@\w+\s+([^}]*)\}/g, '$1')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\n\s*\n[\s\S]*|\n\s*[@\\:]\w+[\s\S]*/, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (/^@|^(todo|fixme|eslint|noqa|copyright|nolint|go:|region)\b|inheritdoc/i.test(plain)) return undefined;
  const sentence = /^.*?[.!?](?= |$)/.exec(plain)?.[0] ?? plain;
  const escaped = name.replace(/[\^$.*+?()[\]{}|/]/g, '\\$&');
  const words = sentence
    .replace(new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'giu'), ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const count = words.match(/\p{L}{2,}/gu)?.length ?? 0;
  return count >= FEWEST && count <= MOST ? words : undefined;
}

/** The text of the comment that documents what has its name in a row. */
export function commentOf(lines: string[], row: number): string {
  return docstring(lines, row) ?? commentAbove(lines, row);
}

const OPENS = /^\s*(?:async\s+)?(?:def|class)\s/;

/** The string that a Python function or class begins with; undefined if it is none, or is no Python. */
function docstring(lines: string[], row: number): string | undefined {
  if (!OPENS.test(lines[row] ?? '')) return undefined;
  let at = row;
  while (at < lines.length && at < row + 30 && !/:\s*(#.*)?$/.test(lines[at] ?? '')) at++;
  const rest = lines.slice(at + 1, at + 60).join('\n');
  const [, quote = '', text = ''] = /^\s*[rRuU]?("""|''')([\s\S]*?)\1/.exec(rest) ?? [];
  return quote === '' ? undefined : text;
}

/** What may stand between a comment and what it documents. */
const BETWEEN = /^\s*(@|#\[|\[\w|template\s*<|export\s*$)/;

function commentAbove(lines: string[], row: number): string {
  let at = row - 1;
  while (at >= 0 && BETWEEN.test(lines[at] ?? '')) at--;
  const end = at;
  if (/\*\/\s*$/.test(lines[at] ?? '')) {
    while (at > 0 && !/\/\*/.test(lines[at] ?? '')) at--;
    return lines
      .slice(at, end + 1)
      .map((line) => line.replace(/^\s*(\/\*+|\*+(?!\/))?|\*+\/\s*$/g, ''))
      .join('\n')
      .trim();
  }
  const sign = /^\s*(\/\/[/!]?|#(?![![]))/;
  while (at >= 0 && sign.test(lines[at] ?? '')) at--;
  return lines
    .slice(at + 1, end + 1)
    .map((line) => line.replace(sign, ''))
    .join('\n')
    .trim();
}

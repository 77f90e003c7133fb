/**
 * What of Markdown is parsed. Parsers of CommonMark take time by the square of the delimiters in a paragraph and of
 * the depth of quotes and lists, so a short hostile text would hold up the page: beyond these limits, which no
 * person's text comes near, a text is shown as it stands.
 */

/** UTF-16 units of one text. */
const MAX_LENGTH = 60_000;
const MAX_LINES = 1000;
/** Lines of a paragraph, a quote or a table: what no blank line parts. */
const MAX_BLOCK = 30_000;
/** Runs of signs that may open or close something, in such a block and in all. */
const MAX_BLOCK_DELIMITERS = 500;
const MAX_DELIMITERS = 4000;
/** Quotes and list items within one another. */
const MAX_DEPTH = 20;
/** Indentation by which lists are nested over several lines; columns. */
const MAX_INDENT = 60;

const DELIMITERS = /[*_~]+|`+|!?\[|\]|<|&|\\|:/g;
const CONTAINERS = /^[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]*)+/;

/** Whether a text is parsed as Markdown in little time; in one pass over it. */
export function isModestMarkdown(text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > MAX_LINES || !lines.every(isShallow)) return false;
  let all = 0;
  for (const block of text.split(/(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)/)) {
    const delimiters = count(block, DELIMITERS);
    all += delimiters;
    if (delimiters > MAX_BLOCK_DELIMITERS || block.length > MAX_BLOCK) return false;
  }
  return all <= MAX_DELIMITERS;
}

function isShallow(line: string): boolean {
  const [containers = ''] = CONTAINERS.exec(line) ?? [];
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  return indent <= MAX_INDENT && count(containers, />|[-+*]|\d+[.)]/g) <= MAX_DEPTH;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** How a file was parsed, in words. */
import type { NotParsed, ParseOutcome } from '../../../workers/protocol';
import { formatCount } from '../../kernel/format';

const NOT_PARSED: Record<NotParsed, string> = {
  'no-rule-could-match': 'not parsed: no rule could match',
  'no-grammar': 'not parsed: no grammar for it',
  'timed-out': 'not parsed to the end: it took too long',
  crashed: 'not parsed: the engine broke on it',
};

/** How well the file was parsed, in a few words. */
export function describeParse(parse: ParseOutcome): string {
  if (parse.kind === 'notParsed') return NOT_PARSED[parse.reason];
  if (parse.errors === 0) return `parsed, ${formatCount(parse.nodes)} nodes`;
  const places = parse.errors === 1 ? '1 syntax error' : `${formatCount(parse.errors)} syntax errors`;
  return `parsed with ${places}, the first in line ${formatCount(parse.firstErrorLine)}`;
}

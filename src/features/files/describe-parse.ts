/** How a file was parsed, in words. */
import type { NotParsed, ParseOutcome } from '../../../workers/protocol';
import { countOf, formatCount } from '../../kernel/format';

const NOT_PARSED: Record<NotParsed, string> = {
  'no-rule-could-match': 'not parsed: no rule applies',
  'no-grammar': 'not parsed: no grammar for this language',
  'timed-out': 'parsing timed out',
  'too-deep': 'not parsed: nested too deeply',
  crashed: 'the parser crashed',
};

/** How well the file was parsed, in a few words. */
export function describeParse(parse: ParseOutcome): string {
  if (parse.kind === 'notParsed') return NOT_PARSED[parse.reason];
  if (parse.errors === 0) return 'no syntax errors';
  const where = `${parse.errors === 1 ? '' : 'the first '}on line ${formatCount(parse.firstErrorLine)}`;
  return `${countOf(parse.errors, 'syntax error')}, ${where}`;
}

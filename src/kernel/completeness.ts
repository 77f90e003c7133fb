/**
 * How much was read and checked, in words: the same on the page, in exports and on the command line. What is missing
 * comes first, since a list of findings looks complete whatever it leaves out.
 */
import type { Completeness } from '../../workers/protocol';
import { countOf, formatCount } from './format';

/** One sentence: `Partial results: 18 of 70 files were checked.` Only for what is not whole. */
export function headlineOf(completeness: Exclude<Completeness, { state: 'whole' }>): string {
  if (completeness.state === 'failed') return 'The scan failed.';
  const { done, total } = completeness;
  if (total === 0)
    return done === 0 ? 'Partial results.' : `Partial results: ${countOf(done, 'file')} checked so far.`;
  if (done >= total) return 'Partial results: not everything could be checked.';
  return `Partial results: ${formatCount(done)} of ${countOf(total, 'file')} ${total === 1 ? 'was' : 'were'} checked.`;
}

/** Why, a sentence for each reason. */
export function reasonsOf(completeness: Completeness): string[] {
  if (completeness.state === 'failed') return [completeness.gap.message];
  return completeness.state === 'partial' ? completeness.gaps.map(({ message }) => message) : [];
}

/** Whether all that is missing is what rules about the project as a whole would find. */
export function lacksOnlyProjectRules(completeness: Completeness | undefined): boolean {
  if (completeness?.state !== 'partial' || completeness.gaps.length === 0) return false;
  return completeness.gaps.every(({ kind }) => kind === 'not-indexed');
}

/** Both as one text; empty for what is whole. */
export function describeCompleteness(completeness: Completeness | undefined): string {
  if (completeness === undefined || completeness.state === 'whole') return '';
  return [headlineOf(completeness), ...reasonsOf(completeness)].join(' ');
}

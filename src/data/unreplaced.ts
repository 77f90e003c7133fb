/** What a replacement in many files leaves: what was found and not replaced, and where there may be more than was found. */
import type { FixedFile, FoundFile, TextAnswer } from '../../workers/protocol';
import { countOf, formatCount } from '../kernel/format';
import type { Warning } from './review';

/** Files of which the search says more than was replaced or refused. They are in the order of the search. */
export function leftIn(found: readonly FoundFile[], files: readonly FixedFile[]): Warning[] {
  return found.flatMap(({ path, matches }, at) => {
    const { applied = [], refused = [] } = files[at] ?? {};
    const left = matches.length - applied.length - refused.length;
    // What is said of no line is said of the whole file.
    if (left <= 0 || refused.some(({ line }) => line === 0)) return [];
    const why = `The search finds ${countOf(matches.length, 'match', 'matches')} here; ${formatCount(left)} cannot be replaced.`;
    return [{ ...about(path, why), line: matches[0]?.line ?? 0 }];
  });
}

/** Where the search has not looked. */
export function unsearched({ found, texts, searchable }: TextAnswer): Warning[] {
  const { structure, total, whole } = found;
  const warnings = (structure?.examples ?? []).map(({ path, reason }) =>
    about(path, `Not searched to its end: ${reason}.`),
  );
  const unread = structure?.unread ?? 0;
  const unnamed = unread - warnings.length;
  if (unnamed > 0) warnings.push(about('', `${countOf(unnamed, 'more file')} not searched to the end.`));
  if (texts > searchable) {
    const why = `Only ${formatCount(searchable)} of ${countOf(texts, 'file')} could be searched.`;
    warnings.push(about('', why));
  }
  if (!whole && unread === 0) {
    const why = `The search ended with ${countOf(total, 'match', 'matches')}; there may be more.`;
    warnings.push(about('', why));
  }
  return warnings;
}

function about(path: string, why: string): Warning {
  return { path, line: 0, ruleId: '', why };
}

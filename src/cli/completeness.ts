/** How much of a scan was read and checked, by the same rules as in the page. */
import type { Completeness, Problem } from '../../workers/protocol';
import { completenessOf } from '../../workers/store/completeness';
import type { Results } from './results';

/** @param problems of single files. @param ruleProblems what is wrong with rules. */
export function completenessOfScan(
  { files, pending, isWalked, skipped }: Results,
  problems: readonly Problem[],
  ruleProblems: readonly Problem[],
): Completeness {
  const answered = files.size;
  return completenessOf({
    ...{ status: 'done', walked: isWalked, answered, files: answered + pending.size },
    ...{ skipped, problems, ruleProblems },
  });
}

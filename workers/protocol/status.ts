/** What is told of the status of a finding, and how releases before it was a type of its own wrote it. */
import type { Status } from './engine';

/** The rules about comments that hide findings, which the engine always has. */
export const COMMENT_RULES = ['suppression/malformed', 'suppression/unused', 'suppression/expired'] as const;

/** The step of a decision that was made in another program. */
export const ELSEWHERE = 'elsewhere';

/** The step of the deep analysis where the finding does not say which. */
export const DEEP = 'deep';

/** What hid a finding in older rows, links and exports: a comment, or a reason behind a word and a colon. */
export function statusOfSuppression({
  line,
  comment,
}: {
  line: number;
  comment: string;
}): Exclude<Status, { kind: 'open' }> {
  const [, step, why] = /^(deep|elsewhere): ([\s\S]*)$/.exec(comment) ?? [];
  return step !== undefined && why !== undefined
    ? { kind: 'dismissed', step, why }
    : { kind: 'suppressed', comment, line };
}

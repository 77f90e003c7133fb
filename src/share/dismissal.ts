/**
 * What hides a finding where it is no comment in the code: the deep analysis takes it for no fault, or somebody has
 * said so in another program. The reason stands where the comment would, behind a word that tells.
 */

/** How such a suppression starts; see `Suppression` of the engine. */
const DEEP = 'deep: ';
const ELSEWHERE = 'elsewhere: ';

/** Why the deep analysis takes a finding for no fault; undefined where something else hides it. */
export function dismissal({ comment }: { comment: string }): string | undefined {
  return comment.startsWith(DEEP) ? comment.slice(DEEP.length) : undefined;
}

/** The comment of a finding that was suppressed in another program; the reason may be empty. */
export function elsewhere(reason: string): string {
  return ELSEWHERE + reason;
}

/** The reason given in another program; undefined where something else hides the finding. */
export function reasonElsewhere({ comment }: { comment: string }): string | undefined {
  return comment.startsWith(ELSEWHERE) ? comment.slice(ELSEWHERE.length) : undefined;
}

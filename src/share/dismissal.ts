/** Findings that the deep analysis takes for no fault: they are kept and hidden, and say why. */

/** How such a suppression starts; see `Suppression` of the engine. */
const DEEP = 'deep: ';

/** Why the deep analysis takes a finding for no fault; undefined where a comment in the code hides it. */
export function dismissal({ comment }: { comment: string }): string | undefined {
  return comment.startsWith(DEEP) ? comment.slice(DEEP.length) : undefined;
}

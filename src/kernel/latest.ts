/** Questions of which only the latest matters, such as those about a text that is being typed. */

/**
 * Asks one question at a time. Of those that come meanwhile the last is asked next, and the others never are: they come to
 * nothing, as does the answer to one that has been followed by another.
 * @param ask told whether another question has come since, so that it can end early
 */
export function latestOnly<Question, Answer>(
  ask: (question: Question, isStale: () => boolean) => Promise<Answer>,
): (question: Question) => Promise<Answer | undefined> {
  let count = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (question) => {
    const own = ++count;
    const isStale = () => own !== count;
    await last;
    if (isStale()) return undefined;
    const asked = ask(question, isStale);
    last = asked.catch(() => {});
    const answer = await asked;
    return isStale() ? undefined : answer;
  };
}

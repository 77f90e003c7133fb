/** Which languages the rules speak of that are not built in. */
import type { LoadedRules } from '../protocol';

/** No language of ours: it stands for the rules that run on every text. */
const TEXTS = 'text';

/**
 * What to hand to `compileRules` to hear of every pattern that cannot be read, also where no file made an
 * engine compile it. Built-in rules are tested and need not be compiled to be trusted.
 */
export function languagesOfOwnRules({ rules }: LoadedRules): string[] {
  const own = rules.filter(({ origin }) => origin !== 'builtin');
  if (own.length === 0) return [];
  return [...new Set([...own.flatMap(({ languages }) => languages), TEXTS])];
}

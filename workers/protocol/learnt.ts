/** What learnt patterns demand, as each dialect says it in a rule. */
import type { LearntPattern } from './workshop';

export function learntInSemgrep({ pattern, not }: LearntPattern): object {
  if (not.length === 0) return { pattern };
  return { patterns: [{ pattern }, ...not.map((one) => ({ 'pattern-not': one }))] };
}

export function learntInAstGrep({ pattern, not }: LearntPattern): object {
  if (not.length === 0) return { pattern };
  return { pattern, not: { any: not.map((one) => ({ pattern: one })) } };
}

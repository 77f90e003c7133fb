/** What people want to hear of, in four words: built-in rules are chosen by them in configurations and by the wizard. */
import type { RuleInfo } from './engine';

/** Each concern as it is offered. */
export const CONCERNS = {
  security: 'Security',
  secrets: 'Secrets in code',
  bugs: 'Bugs',
  maintainability: 'Maintainability and speed',
} as const;

export type Concern = keyof typeof CONCERNS;

export const CONCERN_NAMES = Object.keys(CONCERNS) as Concern[];

/** Passwords and keys that are written down, and keys that everybody has. */
const SECRETS: ReadonlySet<string> = new Set(['CWE-798', 'CWE-259', 'CWE-321', 'CWE-547', 'CWE-312']);

const BY_CATEGORY: Readonly<Record<string, Concern>> = {
  security: 'security',
  correctness: 'bugs',
  maintainability: 'maintainability',
  performance: 'maintainability',
};

/** What a rule is about; undefined where nobody has said. */
export function concernOf({ category, cwe }: Pick<RuleInfo, 'category' | 'cwe'>): Concern | undefined {
  if (cwe?.some((id) => SECRETS.has(id))) return 'secrets';
  return BY_CATEGORY[category ?? ''];
}

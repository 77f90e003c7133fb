/** The pool of analysis workers, for the page and the command line. */
export type { PoolHost, RuleSet } from './host';
export { languagesOfOwnRules } from './own-rules';
export { Pool } from './pool';
export { poolSize } from './size';

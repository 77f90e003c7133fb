/** The pool of analysis workers, for the page and the command line. */
export { languagesOfOwnRules } from './own-rules';
export { Pool, type PoolHost, type RuleSet } from './pool';
export { poolSize } from './size';

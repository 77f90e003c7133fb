/** Search among rules, as the page, its palette and the command line do it. */
export { RuleIndex } from './rank';

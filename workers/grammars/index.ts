/** Grammars for the engine of a thread. */
export { Grammars } from './grammars';
export { linkGrammar } from './link';

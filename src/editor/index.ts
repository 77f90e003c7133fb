/** Code on the page: the viewer, snippets and diffs. */
export { CodeBlock } from './CodeBlock';
export { CodeView } from './CodeView';
export { DiffView } from './DiffView';
export { type DiffLine, fixDiff, linesDiff } from './diff';
export type { MarkedFinding } from './marks';
export type { Place } from './positions';
export type { ShownText } from './viewer';

/** Code on the page: the viewer, snippets and diffs. */
export { CodeBlock } from './CodeBlock';
export { CodeView, type CodeViewProps } from './CodeView';
export { DiffView } from './DiffView';
export { type DiffLine, fixDiff, linesDiff } from './diff';
export type { EditedText, OnEdit } from './editing';
export type { MarkedFinding } from './marks';
export type { NameQuestion, NameVerdict } from './name-box';
export type { NameCard, NameSource, SameName } from './name-source';
export type { Place } from './positions';
export { type RuleSchema, ruleHelp } from './rule-help';
export type { ShownText, Viewer } from './viewer';

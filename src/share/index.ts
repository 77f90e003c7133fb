/** Findings on their way out of Assay and back in. */

export { describeCompleteness } from '../kernel/completeness';
export { countOf, formatCount } from '../kernel/format';
export { messageParts, plainMessage } from '../kernel/inline-code';
export { maskHidden, printableJson, visibleText } from '../kernel/visible-text';
export {
  anchorOf,
  type Candidate,
  type Checkout,
  type Outcome,
  reanchor,
  type Shared,
  sharedFindings,
} from './anchor';
export { badgeOf } from './badge';
export { fromBase64Url, toBase64Url } from './base64url';
export { casesPath, caseText, fenceFor, parseCases, type RuleCase } from './cases';
export { type ChangedParts, changedAs, countPlaces, editsOf, ONLY_CERTAIN } from './changed-files';
export {
  importedFiles,
  importedRules,
  makeDocument,
  type Shareable,
  type ShareOptions,
  withPresentIds,
} from './document';
export type { SharedDocument, SharedSnippet } from './file-format';
export { type FindingQuery, findingQuery } from './finding-query';
export { type FittedLink, fitLink } from './fit';
export { decodeFile, encodeFile, FILE_EXTENSION, MAX_FILE_BYTES } from './formats/assay-file';
export { BASELINE_PATH, decodeBaseline, encodeBaseline, isBaseline } from './formats/baseline';
export { csv } from './formats/csv';
export type { ExportedFinding, ExportFormat, ExportInput } from './formats/export';
export { github } from './formats/github';
export { gitlab } from './formats/gitlab';
export { jenkins } from './formats/jenkins';
export { findingToJson, json } from './formats/json';
export { decodeLink, encodeLink, MAX_LINK_LENGTH } from './formats/link';
export { markdown } from './formats/markdown';
export { sarif } from './formats/sarif';
export { describeVerdict, judge, type Verdict } from './gate';
export { type CaseVerdict, type JudgedCase, judgeCase, pairCases } from './judge-case';
export { mergeDocuments } from './merge';
export { hunksOf, movedPatch, patchOf, renamePatch } from './patch';
export {
  type Filter,
  type FilterName,
  filtersOf,
  folderFilter,
  hasFilter,
  looksStructural,
  partsOfQuery,
  STRUCTURAL,
  termsOf,
  typeOf,
  type Way,
  wayOf,
  withFilter,
} from './query-text';
export { CLAIMING_NAME, isStreamable, readFindings, streamFindings } from './recognise';
export type { Read } from './result';
export { faultOfRewrite } from './rewrite';
export { decodeRule, encodeRule, isRulePath, MOST_IN_RULE_LINK, type WrittenRule } from './rule-link';
export {
  canSay,
  DIALECT_NAMES,
  DIALECTS,
  type Dialect,
  EXTENSIONS,
  isTemplate,
  ruleText,
  SHAPE_NAMES,
  SHAPES,
  type Shape,
  template,
  yamlRuleText,
} from './rule-templates';
export { joinFaults, type Place, placeName } from './same-faults';
export { type SaidOf, withDecisions } from './sarif/decided';
export { sizeExceeded } from './sarif/github-limits';
export {
  PROPOSED_CHOICE,
  type Preview,
  previewOf,
  type SetupChoice,
  valuesOf,
} from './setup/choices';
export { CI_KINDS, CI_NAMES, type CiKind, ciFile, isCommand, type NewFile } from './setup/ci';
export { configText, withIgnored } from './setup/config-text';
export { frameworksIn } from './setup/frameworks';
export { packFilesOf } from './setup/new-pack';
export { type Installed, installPack, type PackShelf, removePack, rollBackPack } from './setup/pack-shelf';
export { type TakenOver, takeOver } from './setup/take-over';
export { cutSnippet } from './snippets';
export { readTeam } from './team/files';
export {
  agreed,
  encodeRecords,
  heldBy,
  nameIn,
  nameOf,
  type RecordKind,
  recordChanges,
  type SavedSearch,
  SEARCHES,
  TRIAGE,
  takenOver,
} from './team/records';
export { VERSION } from './version';

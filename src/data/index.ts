/** Runs, live queries and the state of the session, as signals. Views see the workers only through this. */
export { notify } from '../kernel/notices';
export { currentRoute, navigate, replaceParams } from '../kernel/router';
export { applyEdit } from './apply-edit';
export { store } from './backend';
export { canSaveBaseline, saveBaseline } from './baseline';
export {
  changeOf,
  chooseText,
  type Draft,
  discardDraft,
  draftOf,
  drafts,
  followEditor,
  keepDrafts,
  lookAtFile,
  noteEdited,
  noteWritten,
  rebaseDraft,
  restoreDraft,
  saveDrafts,
} from './drafts';
export { chosenWorkers, engineReadyMs, setChosenWorkers, workerCount, workersInUse } from './engine';
export { type FileText, followText } from './file-text';
export {
  type Compared,
  type Comparison,
  comparisonKey,
  type Origin,
  originKey,
  searchesKey,
  sharedKey,
} from './findings-reader/contract';

export {
  applyTo,
  canEdit,
  type FileChange,
  type FixScope,
  proposeFixes,
  writeChanges,
} from './fixes';
export {
  chosenSearchMb,
  namesVersion,
  searchMb,
  setChosenSearchMb,
  textsInIndex,
  textsVersion,
} from './followed-index';
export { canFormat, formatText } from './format';
export { foundRules, type RunFound } from './found-rules';
export { gateKey, readGateWords } from './gate';
export { createLiveCheck, type LiveCheck, type LiveText } from './live-check';
export { aheadCount, askNames, guessNames, isWhole } from './names';
export { keepEverything, type OfflineState, offlineState, reloadPage } from './offline';
export { importRuleFiles, openDropped, openExample } from './open';
export {
  describeDiff,
  exportPack,
  installedPacks,
  lookAtPacks,
  type PackChange,
  planInstall,
  planRemoval,
  planRollBack,
  readPackFrom,
  switchPack,
} from './packs';
export { packsOff } from './packs-off';
export {
  canRegrant,
  closeProject,
  currentProject,
  currentProjectId,
  isAttached,
  openProject,
  removeProject,
} from './project';
export { configKey, readConfigUse, setConfigUse } from './project-config';
export { type IndexState, indexState, isIndexing } from './project-index';
export { createQuery, type Query } from './query';
export { readFile } from './read-file';
export { noteRecentFile, recentFiles } from './recent-files';
export {
  askMoving,
  askRenaming,
  describeChanges,
  reviewFileChange,
  reviewMoving,
  reviewRenaming,
} from './refactoring';
export { reviewReplacement } from './replacing';
export { chooseAgain, scanRest } from './resume';
export {
  endReview,
  isTaken,
  type Review,
  type ReviewedFile,
  review,
  startReview,
  take,
  takenChanges,
  takenCounts,
} from './review';
export { rules, type UserRuleFile } from './rules';
export {
  fileBudgetS,
  includePath,
  maxFileMb,
  scan,
  setFileBudgetS,
  setMaxFileMb,
  VIEWS_OF_A_PROJECT,
} from './scan';
export { isScanning, type ScanState, type ScanStatus } from './scan-state';
export { searchTexts } from './search';
export {
  findingsFilter,
  groupBy,
  type SessionFilter,
  selectedFinding,
  selectedFindings,
  selectFinding,
  setFindingsFilter,
  setGroupBy,
  setSelectedFindings,
  setSortBy,
  sortBy,
} from './session';
export { filesThere, saveFiles, toolFiles, writeFiles } from './setup';
export {
  closeFindings,
  keepFindings,
  lookUpFindings,
  openFindingsLink,
  originalsOf,
} from './shared-findings';
export { clearEverything, start, startAgain, startInMemory, startup } from './startup';
export { whyNotStored } from './storage';
export { canSaveTeam, saveTeam } from './team';
export { temporary } from './temporary';
export { chooseWatching, type Watching, wantsWatching, watching } from './watch';
export { askProject, convertRule, learnRule, saveOwnRule, treesOf, tryRule, whyAt } from './workshop';

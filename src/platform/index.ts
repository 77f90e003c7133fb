/** The only place that touches pickers, drops, clipboard, quota, handles and `new Worker`. */
export {
  embeddingBytes,
  fetchAsset,
  loadEmbedding,
  loadEngine,
  loadFormatter,
  loadGrammar,
  loadSqlite,
} from './assets';
export { type TabChannel, tabChannel } from './channel';
export { watchDrops } from './drop';
export type { Dropped, DroppedFolder } from './dropped';
export { copyText, saveFile } from './files';
export { handleStore, isGranted, requestRead, requestWrite } from './handles';
export { type ListedFolder, listFolder } from './listing';
export { loadCode } from './load';
export { cores, heapBytes, memoryGb } from './machine';
export { type ObjectStore, objectStore } from './object-store';
export { type FolderEvents, observeFolder } from './observe';
export {
  canWorkOffline,
  type KeptFiles,
  keepSite,
  registerOffline,
  reloadPage,
  savesData,
} from './offline';
export { pickFiles, pickFolder } from './pick';
export { countOutsideRequests } from './requests';
export { engineHash } from './site-files';
export { isPersisted, requestPersistence } from './storage';
export {
  spawnAnalysis,
  spawnFindingsReader,
  spawnFormat,
  spawnIndex,
  spawnIntake,
  spawnStore,
} from './workers';
export {
  canWrite,
  createFile,
  filesBelow,
  hasFile,
  moveFile,
  putInstead,
  readBytes,
  removeFile,
  writeBytes,
} from './write';

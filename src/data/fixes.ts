/**
 * What files of the project become by fixes, and the one way in which they are written: what is on disk must be what the
 * fixes were made for, all files are checked again afterwards, and one step takes everything back.
 */
import {
  AssayError,
  DEFAULT_ANALYSIS_OPTIONS,
  type Fix,
  type FixChoice,
  type FixedFile,
  type FixOrder,
  type MovedFile,
} from '../../workers/protocol';
import { notify, notifyError } from '../kernel/notices';
import { callOperation } from '../kernel/operations/run';
import { undoable } from '../kernel/undo';
import {
  canWrite,
  createFile,
  hasFile,
  moveFile,
  putInstead,
  readBytes,
  removeFile,
  requestWrite,
  writeBytes,
} from '../platform';
import { store } from './backend';
import { pool } from './engine';
import { currentProjectId, isAttached, openHandle, regrantHandle } from './project';
import { checkOptions, loadProjectRules } from './project-checks';
import { scan } from './scan';

/** Whether files can be written in place: the browser can, and gave the project's folder as a handle. A signal. */
export function canEdit(): boolean {
  return canWrite() && openHandle() !== undefined && isAttached();
}

/** Which findings are to be fixed. What a person names may be unsafe: it is shown before it is written. */
export type FixScope =
  | { kind: 'findings'; ids: number[] }
  | { kind: 'file'; path: string }
  | { kind: 'rule'; ruleId: string }
  | { kind: 'safe' };

/** A file's new content. */
export interface FileChange {
  path: string;
  before: Uint8Array<ArrayBuffer>;
  after: Uint8Array<ArrayBuffer>;
  /** The path that it gets, if that is another one. */
  to?: string;
  /** There is no such file yet; `before` is empty. */
  isNew?: true;
}

export interface Following {
  signal: AbortSignal;
  progress: (done: number, total: number) => void;
}

/** Works out what the files become; nothing is written. Files without anything to be done are left out. */
export async function proposeFixes(scope: FixScope, { signal, progress }: Following): Promise<FixedFile[]> {
  const projectId = currentProjectId();
  if (projectId === undefined) return [];
  await needFiles();
  const orders = await ordersOf(scope, projectId);
  const used = await loadProjectRules(projectId);
  const files: FixedFile[] = [];
  for (const [at, order] of orders.entries()) {
    if (signal.aborted) return [];
    if (orders.length > 1) progress(at, orders.length);
    const fixed = await pool.fix({ ...order, options: await checkOptions(order.path, used) });
    if (fixed.applied.length > 0 || fixed.refused.length > 0) files.push(fixed);
  }
  return files;
}

/** Nothing can be changed in files that are not at hand. */
export async function needFiles(): Promise<void> {
  if (!isAttached() && !(await regrantHandle())) throw notAttached();
}

function notAttached(): AssayError {
  const help = 'Drop the folder again; this browser cannot remember it.';
  return new AssayError({ code: 'no-project', message: 'The files of the project are not at hand.', help });
}

type Order = Pick<FixOrder, 'path' | 'hash' | 'choice'>;

async function ordersOf(scope: FixScope, projectId: number): Promise<Order[]> {
  switch (scope.kind) {
    case 'file':
      return [{ path: scope.path, choice: { kind: 'found', unsafe: true } }];
    case 'rule': {
      const { ruleId } = scope;
      const choice: FixChoice = { kind: 'found', rules: [ruleId], unsafe: true };
      return (await store.query('fixableFiles', { projectId, ruleId })).map((path) => ({ path, choice }));
    }
    case 'safe': {
      const choice: FixChoice = { kind: 'found', unsafe: false };
      return (await store.query('fixableFiles', { projectId })).map((path) => ({ path, choice }));
    }
    case 'findings':
      return ordersOfFindings(projectId, scope.ids);
  }
}

/** Findings are known by their identities, which hold for the text that was scanned. */
async function ordersOfFindings(projectId: number, ids: number[]): Promise<Order[]> {
  const details = await store.query('findingDetails', { projectId, ids });
  const byFile = new Map<string, string[]>();
  for (const { path, finding } of details) {
    if (finding.fix) byFile.set(path, [...(byFile.get(path) ?? []), finding.identity]);
  }
  const orders = [...byFile].map(async ([path, findings]): Promise<Order> => {
    const file = await store.query('file', { projectId, path });
    const choice: FixChoice = { kind: 'found', findings, unsafe: true };
    return { path, choice, ...(file?.hash && { hash: file.hash }) };
  });
  return Promise.all(orders);
}

/** What a text becomes by changes of it, as they would be written. */
export function applyTo(
  path: string,
  text: string | Uint8Array<ArrayBuffer>,
  fixes: Fix[],
): Promise<FixedFile> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const choice = { kind: 'given' as const, fixes };
  return pool.fix({ path, text: bytes, choice, options: DEFAULT_ANALYSIS_OPTIONS });
}

interface Writing {
  /** All of them or none: they make sense together. */
  isWhole?: boolean;
  /** Files that get another path together with them. */
  along?: readonly MovedFile[];
  /** Called with what was written, before it is checked again. */
  onWritten?: (written: readonly FileChange[]) => void;
  /** Called with a file that is another one on disk, and is left as it is. */
  onOther?: (path: string) => void;
}

/**
 * Writes files, and scans again. Must come from a click or a key, since the browser asks for the right to write.
 * @param done what is said when it has come true
 * @returns how many files were written
 */
export async function writeChanges(
  changes: readonly FileChange[],
  done: (written: number) => Promise<Said> | Said,
  { isWhole = false, along = [], onWritten, onOther = tellOther }: Writing = {},
): Promise<number> {
  const folder = openHandle();
  if (folder === undefined) return 0;
  if (!(await requestWrite(folder))) {
    notify('info', 'Permission denied. Nothing was changed.');
    return 0;
  }
  if (isWhole && !((await areAsScanned(folder, changes)) && (await areFree(folder, along)))) return 0;
  const written: FileChange[] = [];
  const moved: MovedFile[] = [];
  try {
    for (const change of changes) {
      if (await replace(folder, change)) {
        written.push(change);
        continue;
      }
      onOther(change.path);
      if (isWhole) break;
    }
    for (const file of written.length === changes.length ? along : []) {
      await moveFile(folder, file.from, file.to);
      moved.push(file);
    }
  } catch (error) {
    const failed = changes[written.length]?.path ?? along[moved.length]?.from;
    notifyError(error, `${failed} could not be changed`);
  }
  if (isWhole && written.length + moved.length < changes.length + along.length) {
    await takeBack(folder, written, moved);
    return 0;
  }
  if (written.length === 0) return 0;
  onWritten?.(written);
  await scan.rescan();
  notify(
    ...(await done(written.length)),
    undoable(() => takeBack(folder, written, moved)),
  );
  return written.length;
}

async function areAsScanned(
  folder: FileSystemDirectoryHandle,
  changes: readonly FileChange[],
): Promise<boolean> {
  for (const { path, to, before, isNew } of changes) {
    if (!(await isAsBefore(folder, path, before, isNew))) {
      tellOther(path);
      return false;
    }
    if (to !== undefined && !(await areFree(folder, [{ to }]))) return false;
  }
  return true;
}

async function areFree(
  folder: FileSystemDirectoryHandle,
  files: readonly Pick<MovedFile, 'to'>[],
): Promise<boolean> {
  for (const { to } of files) {
    if (!(await hasFile(folder, to))) continue;
    notify('warning', `There is a file ${to} already; nothing was changed.`);
    return false;
  }
  return true;
}

/** How it went, and that in words. */
export type Said = ['success' | 'warning', string];

const SCAN_AGAIN = { label: 'Scan again', run: () => callOperation('scan.again') };

function tellOther(path: string): void {
  notify('warning', `${path} is not as it was scanned; nothing was changed.`, SCAN_AGAIN);
}

/** False where the file is another one by now. */
async function replace(folder: FileSystemDirectoryHandle, change: FileChange): Promise<boolean> {
  const { path, to, before, after, isNew } = change;
  if (!(await isAsBefore(folder, path, before, isNew))) return false;
  if (isNew) {
    await createFile(folder, path, new Blob([after]));
    return true;
  }
  if (to === undefined) {
    await writeBytes(folder, path, after);
    return true;
  }
  await putInstead(folder, path, to, new Blob([after]));
  return true;
}

async function isAsBefore(
  folder: FileSystemDirectoryHandle,
  path: string,
  before: Uint8Array,
  isNew = false,
): Promise<boolean> {
  return isNew ? !(await hasFile(folder, path)) : isSame(await readBytes(folder, path), before);
}

async function takeBack(
  folder: FileSystemDirectoryHandle,
  written: readonly FileChange[],
  moved: readonly MovedFile[],
): Promise<void> {
  for (const { from, to } of moved) {
    try {
      if (!(await isThereAgain(folder, from))) await moveFile(folder, to, from);
    } catch (error) {
      notifyError(error, `The change of ${from} could not be undone`);
    }
  }
  for (const { path, to, before, after, isNew } of written) {
    const back = { path: to ?? path, before: after, after: before, ...(to !== undefined && { to: path }) };
    try {
      if (to !== undefined && (await isThereAgain(folder, path))) continue;
      const isMine = isSame(await readBytes(folder, back.path), after);
      if (isMine && isNew) await removeFile(folder, path);
      else if (isMine) await replace(folder, back);
      else notify('warning', `${back.path} has changed since; it is left as it is.`);
    } catch (error) {
      notifyError(error, `The change of ${back.path} could not be undone`);
    }
  }
  await scan.rescan();
}

/** Whether somebody has put a file where one was moved away, which is then told: what is there is not written over. */
async function isThereAgain(folder: FileSystemDirectoryHandle, path: string): Promise<boolean> {
  const isThere = await hasFile(folder, path);
  if (isThere) notify('warning', `${path} is there again; it is left as it is.`);
  return isThere;
}

/** Whether two files have the same bytes. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

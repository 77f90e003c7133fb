/**
 * The one way in which a file of the project is changed: what is there must be what was analysed, the file is checked
 * again afterwards, what came of it is told as it is, and one step takes it back.
 */
import type { Fix } from '../../workers/protocol';
import { notify, notifyError } from '../kernel/notices';
import { callOperation } from '../kernel/operations/run';
import { undoable } from '../kernel/undo';
import { canWrite, readBytes, requestWrite, writeBytes } from '../platform';
import { store } from './backend';
import { currentProjectId, isAttached, openHandle } from './project';
import { scan } from './scan';
import { scanState } from './scan-state';
import { isSame, splice } from './splice';

/** Whether files can be written in place: the browser can, and gave the project's folder as a handle. A signal. */
export function canEdit(): boolean {
  return canWrite() && openHandle() !== undefined && isAttached();
}

export interface Edit {
  path: string;
  /** The text that the change was made for. */
  analysed: string;
  change: Fix;
  /** The rule that is to find less in the file afterwards. */
  ruleId: string;
  /** What the file is if that came true, such as `fixed`. */
  done: string;
  /** Called when it is written, before the file is checked again. */
  onWritten: () => void;
}

interface Versions {
  before: Uint8Array<ArrayBuffer>;
  after: Uint8Array<ArrayBuffer>;
}

/** Makes the change and scans again. Must come from a click or a key, since the browser asks for the right to write. */
export async function applyEdit(edit: Edit): Promise<void> {
  const folder = openHandle();
  if (folder === undefined) return;
  const { path, analysed, change } = edit;
  try {
    if (!(await requestWrite(folder))) {
      notify('info', 'Permission denied. Nothing was changed.');
      return;
    }
    const before = await readBytes(folder, path);
    const after = splice(before, analysed, change);
    if (after === undefined) {
      notify('warning', `${path} is not as it was scanned; nothing was changed.`, SCAN_AGAIN);
      return;
    }
    const state = await fileState(edit);
    await writeBytes(folder, path, after);
    edit.onWritten();
    await scan.rescan();
    const undo = undoable(() => takeBack(folder, path, { before, after }));
    notify(...(await outcome(edit, state)), undo);
  } catch (error) {
    notifyError(error, `${path} could not be changed`);
  }
}

const SCAN_AGAIN = { label: 'Scan again', run: () => callOperation('scan.again') };

/** What checking the file again says of the change: "fixed" only of what is. */
async function outcome(edit: Edit, before: FileState): Promise<['success' | 'warning', string]> {
  const { path, done } = edit;
  if (scanState().status !== 'done') return ['warning', `${path} was changed, but not checked again.`];
  const now = await fileState(edit);
  if (now.errors > before.errors) return ['warning', `${path} was changed, and has a new syntax error.`];
  if (now.findings >= before.findings) {
    return ['warning', `${path} was changed, but the finding is still there.`];
  }
  return ['success', `${path} is ${done}.`];
}

/** Open findings of the rule in the file, and the errors in its syntax. */
interface FileState {
  findings: number;
  errors: number;
}

async function fileState({ path, ruleId }: Edit): Promise<FileState> {
  const projectId = currentProjectId();
  if (projectId === undefined) return { findings: 0, errors: 0 };
  const [file, all] = await Promise.all([
    store.query('file', { projectId, path }),
    store.query('findingsOfFile', { projectId, path }),
  ]);
  return {
    findings: all.filter((one) => one.state === 'open' && one.finding.ruleId === ruleId).length,
    errors: file?.parse.kind === 'parsed' ? file.parse.errors : 0,
  };
}

async function takeBack(
  folder: FileSystemDirectoryHandle,
  path: string,
  { before, after }: Versions,
): Promise<void> {
  try {
    if (!isSame(await readBytes(folder, path), after)) {
      notify('warning', `${path} has changed since; it is left as it is.`);
      return;
    }
    await writeBytes(folder, path, before);
    await scan.rescan();
  } catch (error) {
    notifyError(error, `The change of ${path} could not be undone`);
  }
}

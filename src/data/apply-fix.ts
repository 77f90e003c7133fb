/** Writes a fix into the file it belongs to, and takes it back again on request. */
import type { Fix } from '../../workers/protocol';
import { notify, notifyError } from '../kernel/notices';
import { canWrite, readBytes, requestWrite, writeBytes } from '../platform';
import { isAttached, openHandle } from './project';
import { scan } from './scan';
import { isSame, splice } from './splice';

/** Whether fixes can be written in place: the browser can, and gave the project's folder as a handle. A signal. */
export function canApplyFix(): boolean {
  return canWrite() && openHandle() !== undefined && isAttached();
}

/**
 * Applies a fix and scans again. Must come from a click or a key, since the browser asks for the right to write.
 * @param analysed the text that the fix was made for
 */
export async function applyFix(path: string, analysed: string, fix: Fix): Promise<void> {
  const folder = openHandle();
  if (folder === undefined) return;
  try {
    if (!(await requestWrite(folder))) {
      notify('info', 'Nothing was changed: the browser was not allowed to write into the folder.');
      return;
    }
    const before = await readBytes(folder, path);
    const after = splice(before, analysed, fix);
    if (after === undefined) {
      notify('warning', `${path} is not as it was scanned; nothing was changed.`, SCAN_AGAIN);
      return;
    }
    await replace(folder, path, after);
    const undo = () => takeBack(folder, path, { before, after });
    notify('success', `${path} is fixed.`, { label: 'Undo', run: undo });
  } catch (error) {
    notifyError(error, `${path} could not be fixed`);
  }
}

const SCAN_AGAIN = { label: 'Scan again', run: () => scan.rescan() };

async function takeBack(
  folder: FileSystemDirectoryHandle,
  path: string,
  { before, after }: { before: Uint8Array<ArrayBuffer>; after: Uint8Array<ArrayBuffer> },
): Promise<void> {
  try {
    if (!isSame(await readBytes(folder, path), after)) {
      notify('warning', `${path} was changed after the fix; it is left as it is.`);
      return;
    }
    await replace(folder, path, before);
  } catch (error) {
    notifyError(error, `The fix in ${path} could not be taken back`);
  }
}

async function replace(folder: FileSystemDirectoryHandle, path: string, bytes: Uint8Array<ArrayBuffer>) {
  await writeBytes(folder, path, bytes);
  await scan.rescan();
}

/** The baseline of a project in the page: read from the dropped folder after each scan, and written there or saved. */
import { AssayError, toEnvelope } from '../../workers/protocol';
import { countOf } from '../kernel/format';
import { notify } from '../kernel/notices';
import { canWrite, createFile, requestWrite, saveFile } from '../platform';
import { BASELINE_PATH } from '../share';
import { intake, store } from './backend';
import { currentProjectId, isAttached, openHandle } from './project';
import { askReader } from './shared-findings';

/** Keeps the baseline that the project brings, so that its runs can be compared with it. */
export async function takeBaseline(projectId: number): Promise<void> {
  const file = await baselineFile();
  // Another project may have been opened meanwhile, whose file it is.
  if (currentProjectId() !== projectId) return;
  if (file === undefined) return store.putBaseline(projectId, undefined);
  const read = await askReader((reader) => reader.readBaseline(projectId, file));
  if (!read.ok) throw new AssayError(read.error);
}

/** Undefined where the project has none. */
async function baselineFile(): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return (await intake().read(BASELINE_PATH)).bytes;
  } catch (error) {
    if (toEnvelope(error).code === 'file-gone') return undefined;
    throw error;
  }
}

/** Whether what is open can be noted as the baseline. */
export function canSaveBaseline(): boolean {
  return currentProjectId() !== undefined;
}

/** Notes what is open now: in the project where the browser grants it, else in a file. Must come from a click or a key. */
export async function saveBaseline(): Promise<void> {
  const projectId = currentProjectId();
  if (projectId === undefined) return;
  const folder = canWrite() && isAttached() ? openHandle() : undefined;
  const isGranted = folder !== undefined && (await requestWrite(folder));
  const { file, count } = await askReader((reader) => reader.makeBaseline(projectId));
  const saved = `Baseline of ${countOf(count, 'finding')} saved`;
  if (isGranted) {
    await createFile(folder, BASELINE_PATH, file);
    notify('success', `${saved} in ${BASELINE_PATH}.`);
  } else {
    saveFile('baseline.json', file);
    notify('success', `${saved}.`, undefined, `Put the file into the project as ${BASELINE_PATH}.`);
  }
}

/** The baseline of a project in the page: read from the dropped folder after each scan, and written there or saved. */
import { AssayError, toEnvelope } from '../../workers/protocol';
import { countOf } from '../kernel/format';
import { notify } from '../kernel/notices';
import { canWrite, createFile, requestWrite, saveFile } from '../platform';
import { BASELINE_PATH, decodeBaseline, encodeBaseline } from '../share';
import { intake, store } from './backend';
import { currentProjectId, isAttached, openHandle } from './project';

/** Keeps the baseline that the project brings, so that its runs can be compared with it. */
export async function takeBaseline(projectId: number): Promise<void> {
  const text = await baselineText();
  // Another project may have been opened meanwhile, whose file it is.
  if (currentProjectId() !== projectId) return;
  if (text === undefined) return store.putBaseline(projectId, undefined);
  const read = decodeBaseline(text);
  if (!read.ok) throw new AssayError(read.error);
  await store.putBaseline(projectId, read.value);
}

/** Undefined where the project has none. */
async function baselineText(): Promise<string | undefined> {
  try {
    return new TextDecoder().decode((await intake().read(BASELINE_PATH)).bytes);
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
  const findings = await store.query('openFindings', { projectId });
  const parts = [...encodeBaseline(findings)];
  const saved = `Baseline of ${countOf(findings.length, 'finding')} saved`;
  if (isGranted) {
    await createFile(folder, BASELINE_PATH, new TextEncoder().encode(parts.join('')));
    notify('success', `${saved} in ${BASELINE_PATH}.`);
  } else {
    saveFile('baseline.json', new Blob(parts, { type: 'application/json' }));
    notify('success', `${saved}.`, undefined, `Put the file into the project as ${BASELINE_PATH}.`);
  }
  await store.putBaseline(projectId, findings);
}

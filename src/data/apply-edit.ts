/** Makes one change that is shown of one file: a fix, or a comment that hides a finding. */
import { DEFAULT_ANALYSIS_OPTIONS, type Fix } from '../../workers/protocol';
import { notify, notifyError } from '../kernel/notices';
import { callOperation } from '../kernel/operations/run';
import { store } from './backend';
import { pool } from './engine';
import { type Said, writeChanges } from './fixes';
import { currentProjectId } from './project';
import { scanState } from './scan-state';

export interface Edit {
  path: string;
  change: Fix;
  /** The rule that is to find less in the file afterwards. */
  ruleId: string;
  /** What the file is if that came true, such as `fixed`. */
  done: string;
  /** Called when it is written, before the file is checked again. */
  onWritten: () => void;
}

/** Makes the change and scans again. Must come from a click or a key, since the browser asks for the right to write. */
export async function applyEdit(edit: Edit): Promise<void> {
  const { path, change } = edit;
  const projectId = currentProjectId();
  if (projectId === undefined) return;
  try {
    const hash = (await store.query('file', { projectId, path }))?.hash;
    const choice = { kind: 'given' as const, fixes: [change] };
    const order = { path, choice, options: DEFAULT_ANALYSIS_OPTIONS };
    const fixed = await pool.fix({ ...order, ...(hash && { hash }) });
    const [refused] = fixed.refused;
    if (refused?.refusal === 'changed') {
      notify('warning', `${path} is not as it was scanned; nothing was changed.`, SCAN_AGAIN);
      return;
    }
    if (refused) {
      notify('warning', `${path} was not changed. ${refused.why}`);
      return;
    }
    const before = await findingsOf(edit, projectId);
    await writeChanges([fixed], () => outcome(edit, projectId, before), { onWritten: edit.onWritten });
  } catch (error) {
    notifyError(error, `${path} could not be changed`);
  }
}

const SCAN_AGAIN = { label: 'Scan again', run: () => callOperation('scan.again') };

/** What checking the file again says of the change: "fixed" only of what is. */
async function outcome(edit: Edit, projectId: number, before: number): Promise<Said> {
  const { path, done } = edit;
  if (scanState().status !== 'done') return ['warning', `${path} was changed, but not checked again.`];
  if ((await findingsOf(edit, projectId)) >= before) {
    return ['warning', `${path} was changed, but the finding is still there.`];
  }
  return ['success', `${path} is ${done}.`];
}

/** Open findings of the rule in the file. */
async function findingsOf({ path, ruleId }: Edit, projectId: number): Promise<number> {
  const all = await store.query('findingsOfFile', { projectId, path });
  return all.filter((one) => one.state === 'open' && one.finding.ruleId === ruleId).length;
}

/** Decides about findings: which ones are meant, what is said of them, and how it is taken back. */
import { createSignal } from 'solid-js';
import type { Decision, TriageChange } from '../../../workers/protocol';
import { currentProjectId, selectedFinding, selectedFindings, setSelectedFindings, store } from '../../data';
import { countOf } from '../../kernel/format';
import { notify } from '../../kernel/notices';
import { shownFinding } from './shown-finding';

/** Whether the dialog that decides is open. */
const [isDeciding, setDeciding] = createSignal(false);
/** The last change that can be taken back. */
const [lastChange, setLastChange] = createSignal<{ projectId: number; changeId: number }>();

export { isDeciding, setDeciding };

/** The findings that a decision is about: those that are marked, else the one that is read. */
export function meant(): readonly number[] {
  const marked = selectedFindings();
  if (marked.size > 0) return [...marked];
  const selected = selectedFinding();
  return selected === undefined ? [] : [selected];
}

const DONE: Record<Decision | 'open', string> = {
  accepted: 'accepted',
  'false-positive': 'marked as false positive',
  fixed: 'marked as fixed',
  open: 'opened again',
};

/** Says this of the findings that are meant, and goes on to the next one. */
export async function decide(change: TriageChange): Promise<void> {
  const [projectId, ids, shown] = [currentProjectId(), meant(), shownFinding()];
  if (projectId === undefined || ids.length === 0) return;
  // Before the list changes: the next one is the next of those that are listed now.
  if (change.decision !== undefined && shown && ids.includes(shown.detail.id)) shown.onDone();
  const { changeId, count } = await store.decide(projectId, Uint32Array.from(ids), change);
  setLastChange({ projectId, changeId });
  setSelectedFindings([]);
  const done = change.decision === undefined ? 'noted' : DONE[change.decision];
  notify('success', `${countOf(count, 'finding')} ${done}.`, { label: 'Undo', run: undoDecision });
}

/** Whether there is a decision to take back in the open project. */
export function canUndoDecision(): boolean {
  return lastChange() !== undefined && lastChange()?.projectId === currentProjectId();
}

/** Takes the last decision back; once more brings it back. */
export async function undoDecision(): Promise<void> {
  const last = lastChange();
  if (!last) return;
  const undone = await store.undoDecision(last.projectId, last.changeId);
  setLastChange(undone && { projectId: last.projectId, changeId: undone.changeId });
  if (undone) notify('info', `The decision about ${countOf(undone.count, 'finding')} was undone.`);
}

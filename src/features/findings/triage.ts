/** Decides about findings: which ones are meant, what is said of them, and how it is taken back. */
import { createSignal } from 'solid-js';
import type { Decision, TriageChange } from '../../../workers/protocol';
import { currentProjectId, selectedFinding, selectedFindings, setSelectedFindings, store } from '../../data';
import { countOf } from '../../kernel/format';
import { type NoticeAction, notify } from '../../kernel/notices';
import { undoable } from '../../kernel/undo';
import { shownFinding } from './shown-finding';

/** Whether the dialog that decides is open. */
const [isDeciding, setDeciding] = createSignal(false);

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
  const undo = undoableDecision(projectId, changeId);
  setSelectedFindings([]);
  const done = change.decision === undefined ? 'noted' : DONE[change.decision];
  notify('success', `${countOf(count, 'finding')} ${done}.`, undo);
}

/** Taken back it can be brought back the same way. */
function undoableDecision(projectId: number, changeId: number): NoticeAction {
  const takeBack = async () => {
    const undone = await store.undoDecision(projectId, changeId);
    if (!undone) return;
    undoableDecision(projectId, undone.changeId);
    notify('info', `The decision about ${countOf(undone.count, 'finding')} was undone.`);
  };
  return undoable(takeBack, () => projectId === currentProjectId());
}

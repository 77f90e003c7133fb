/** Decides about findings: which ones are meant, what is said of them, and how it is taken back. */
import { createSignal } from 'solid-js';
import type { Decision, TriageChange } from '../../../workers/protocol';
import { currentProjectId, selectedFinding, selectedFindings, setSelectedFindings, store } from '../../data';
import { countOf } from '../../kernel/format';
import { type NoticeAction, notify } from '../../kernel/notices';
import { undoable } from '../../kernel/undo';
import { shownFinding } from './shown-finding';

/** What the dialog decides about while it is open, whatever is selected meanwhile; none while it is closed. A signal. */
const [decidingAbout, setDecidingAbout] = createSignal<readonly number[]>([]);

export { decidingAbout, setDecidingAbout };

/** What is said where a decision went wrong: a database that is gone may have taken it before it could say so. */
export const NOT_DECIDED = 'The decision may not have been saved';

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
export async function decide(change: TriageChange, ids = meant()): Promise<void> {
  const [projectId, shown] = [currentProjectId(), shownFinding()];
  if (projectId === undefined || ids.length === 0) {
    notify('info', 'No finding is selected, so nothing was decided.');
    return;
  }
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

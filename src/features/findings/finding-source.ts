/** The selected finding with all that its pane shows: itself, its file's other findings, and the text. */
import { createEffect, createMemo, on } from 'solid-js';
import type { FindingDetail } from '../../../workers/protocol';
import {
  createQuery,
  currentProjectId,
  type FileText,
  followText,
  selectedFinding,
  selectFinding,
  store,
} from '../../data';

export interface FindingSource {
  /** The finding; the one before it while the next is on its way. */
  detail(): FindingDetail | undefined;
  /** All findings of its file. */
  ofFile(): FindingDetail[];
  /** The text of its file, undefined while it is on its way. */
  text(): FileText | undefined;
  /** The selected finding is not stored any more, nor one like it. */
  isGone(): boolean;
  reload(): void;
}

export function createFindingSource(): FindingSource {
  const detail = createQuery('findingDetail', () => {
    const id = selectedFinding();
    return id === undefined ? undefined : { id };
  });
  const path = createMemo(() => detail()?.path);
  const ofPath = createMemo(() => {
    const [projectId, of] = [currentProjectId(), path()];
    return projectId === undefined || of === undefined ? undefined : { projectId, path: of };
  });
  const ofFile = createQuery('findingsOfFile', ofPath);
  const { text, reload } = followText(path, createQuery('file', ofPath));
  const isGone = () => selectedFinding() !== undefined && !detail.loading() && detail() === undefined;

  followRescans(detail, isGone);

  return { detail, ofFile: () => ofFile() ?? [], text, isGone, reload };
}

/** A finding that a rescan does not know again gets a new id: the one being read is looked for once more. */
function followRescans(detail: () => FindingDetail | undefined, isGone: () => boolean): void {
  let last: { projectId: number; detail: FindingDetail } | undefined;
  createEffect(() => {
    const [projectId, now] = [currentProjectId(), detail()];
    if (projectId !== undefined && now) last = { projectId, detail: now };
  });
  createEffect(
    on(isGone, (gone) => {
      if (!gone || !last) return;
      const { projectId, detail: was } = last;
      const lost = selectedFinding();
      store.query('findingsOfFile', { projectId, path: was.path }).then(
        (all) => {
          const again = sameFinding(was, all);
          if (again && selectedFinding() === lost) selectFinding(again.id);
        },
        // The pane says that the finding has gone, and the list shows what is wrong with the store.
        () => undefined,
      );
    }),
  );
}

/**
 * The finding with the same identity; else, since twins are numbered and one before it may have been mended, the
 * nearest of the same rule in the same code.
 */
function sameFinding(was: FindingDetail, all: readonly FindingDetail[]): FindingDetail | undefined {
  const { identity, ruleId, excerpt, range } = was.finding;
  const distance = (one: FindingDetail) => Math.abs(one.finding.range.start.line - range.start.line);
  const twins = all.filter(
    ({ finding, state }) => state === was.state && finding.ruleId === ruleId && finding.excerpt === excerpt,
  );
  return (
    all.find(({ finding }) => finding.identity === identity) ??
    twins.sort((a, b) => distance(a) - distance(b))[0]
  );
}

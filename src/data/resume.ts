/**
 * Going on with a scan that was cut off. What was checked is not checked again: a scan reuses every result that still
 * holds. It goes on by itself where the folder can still be read, and else when a person says so.
 */
import { createEffect, createRoot } from 'solid-js';
import type { Project } from '../../workers/protocol';
import { notifyError } from '../kernel/notices';
import { pickFiles, pickFolder } from '../platform';
import { store } from './backend';
import { openDropped } from './open';
import { canRegrant, currentProject, isAttached } from './project';
import { scan } from './scan';
import { isScanning } from './scan-state';

/** Checks what the last scan of the open project left unchecked. Must come from a click or a key: it may ask for the folder. */
export async function scanRest(): Promise<void> {
  const project = currentProject();
  if (project === undefined) return;
  if (isAttached() || canRegrant() || project.sourceKind === 'example') await scan.rescan();
  else await chooseAgain();
}

/** Has the person choose the folder or archive of the open project again, and scans it. */
export async function chooseAgain(): Promise<void> {
  const isArchive = currentProject()?.sourceKind === 'archive';
  await openDropped(isArchive ? await pickFiles('.zip,.tar,.gz,.tgz') : await pickFolder());
}

/** Resumes interrupted scans of the open project by itself, for as long as the page lives. */
export function followInterrupted(): () => void {
  /** Runs that were thought about. */
  const seen = new Set<number>();
  return createRoot((dispose) => {
    createEffect(() => {
      const project = currentProject();
      const run = project?.lastRun;
      if (project === undefined || run?.status !== 'interrupted' || isScanning()) return;
      if (!isAttached() && project.sourceKind !== 'example') return;
      if (seen.has(run.id)) return;
      seen.add(run.id);
      resume(project).catch((error: unknown) => notifyError(error, 'The scan could not be continued'));
    });
    return dispose;
  });
}

/** Where the last try got no further, a file may be what kills the tab: then the person decides. */
async function resume({ id, completeness }: Project): Promise<void> {
  const done = completeness?.state === 'partial' ? completeness.done : 0;
  const key = `project.${id}.resumed-at`;
  const before = await store.query('setting', { key });
  if (before !== undefined && Number(before) >= done) return;
  await store.setSetting(key, String(done));
  if (!isScanning() && currentProject()?.id === id) await scan.rescan();
}

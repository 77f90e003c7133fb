/**
 * Notices when somebody who reads shared findings drops their own checkout, and looks the findings up in it as soon
 * as it is scanned; again after each further scan of it. What is open stays open.
 */
import { createEffect, createRoot, createSignal, on } from 'solid-js';
import {
  type Comparison,
  currentProject,
  currentProjectId,
  lookUpFindings,
  navigate,
  notify,
  openProject,
  scan,
  sharedKey,
  store,
} from '../../data';
import { notifyError } from '../../kernel/notices';
import { callOperation } from '../../kernel/operations/run';
import { describeComparison } from './describe';

/** The shared project that was open when the scan began. */
const [waiting, setWaiting] = createSignal<number>();

/** The shared project whose findings are looked up when the scan is over; a signal. */
export { waiting };

export function followCheckouts(): void {
  createRoot(() => {
    createEffect(
      on(currentProject, (project) => {
        if (project === undefined) return;
        if (project.sourceKind === 'shared') setWaiting(project.id);
        else if (scan.state().status !== 'scanning') setWaiting(undefined);
      }),
    );
    createEffect(
      on(
        () => scan.state().status,
        (status) => status === 'done' && void scanned(),
        { defer: true },
      ),
    );
  });
}

async function scanned(): Promise<void> {
  const checkoutId = currentProjectId();
  if (checkoutId === undefined || currentProject()?.sourceKind === 'shared') return;
  const isFirst = waiting() !== undefined;
  try {
    const sharedId = waiting() ?? (await lookedUpBefore(checkoutId));
    const comparison = sharedId === undefined ? undefined : await lookUpFindings(sharedId, checkoutId);
    if (isFirst && sharedId !== undefined && comparison !== undefined) await tell(sharedId, comparison);
  } catch (error) {
    notifyError(error, 'The shared findings could not be compared');
  } finally {
    setWaiting(undefined);
  }
}

async function lookedUpBefore(checkoutId: number): Promise<number | undefined> {
  const text = await store.query('setting', { key: sharedKey(checkoutId) });
  return text === undefined ? undefined : Number(text);
}

async function tell(sharedId: number, comparison: Comparison): Promise<void> {
  if (!comparison.isSameProject) {
    const read = {
      label: 'Back to shared findings',
      run: () => callOperation('project.open-stored', { project: sharedId }),
    };
    notify('warning', 'This folder does not look like the project that the shared findings came from.', read);
    return;
  }
  const read = { label: 'Show', run: () => callOperation('share.compare', { project: sharedId }) };
  notify('success', `Shared findings compared with your files: ${describeComparison(comparison)}.`, read);
}

/** Opens the shared findings beside what has become of them. */
export async function showComparison(sharedId: number): Promise<void> {
  await openProject(sharedId);
  navigate('/shared');
}

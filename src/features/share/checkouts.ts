/**
 * Notices when somebody who is reading shared findings drops their own checkout, and compares the two as
 * soon as it is scanned.
 */
import { createEffect, createRoot, on } from 'solid-js';
import { currentProject, currentProjectId, navigate, openProject, scan } from '../../data';
import { notify, notifyError } from '../../kernel/notices';

/** The shared project that was open when the scan began. */
let waiting: number | undefined;

export function followCheckouts(): void {
  createRoot(() => {
    createEffect(
      on(currentProject, (project) => {
        if (project === undefined) return;
        if (project.sourceKind === 'shared') waiting = project.id;
        else if (scan.state().status !== 'scanning') waiting = undefined;
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
  const sharedId = waiting;
  waiting = undefined;
  if (sharedId === undefined || checkoutId === undefined || sharedId === checkoutId) return;
  try {
    const { compare, describeComparison } = await import('./compare');
    const comparison = await compare(sharedId, checkoutId);
    if (comparison === undefined) return;
    await openProject(sharedId);
    navigate('/shared');
    notify('success', `The shared findings were looked up in your files: ${describeComparison(comparison)}.`);
  } catch (error) {
    notifyError(error, 'The shared findings were not looked up');
  }
}

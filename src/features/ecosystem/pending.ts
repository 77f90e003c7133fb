/** A pack that was read and is not installed yet: a person looks at what it brings first. */
import { createSignal } from 'solid-js';
import type { Pack } from '../../../workers/protocol';
import { currentProjectId, type PackChange, planInstall } from '../../data';

interface Pending {
  projectId: number;
  pack: Pack;
  change: PackChange;
  write(): Promise<void>;
}

const [last, setPending] = createSignal<Pending>();

/** The one of the open project; a signal. */
export function pending(): Pending | undefined {
  const now = last();
  return now?.projectId === currentProjectId() ? now : undefined;
}

export async function propose(pack: Pack): Promise<void> {
  const projectId = currentProjectId();
  if (projectId === undefined) return;
  setPending({ projectId, pack, ...(await planInstall(pack)) });
}

export function dropPending(): void {
  setPending(undefined);
}

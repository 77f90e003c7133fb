/** Which packs a person has turned off for a project, in this browser. */
import { store } from './backend';

const keyOf = (projectId: number) => `project.${projectId}.packs-off`;

/** Their names. */
export async function packsOff(projectId: number): Promise<string[]> {
  const kept = await store.query('setting', { key: keyOf(projectId) });
  return kept?.split('\n') ?? [];
}

export async function setPacksOff(projectId: number, names: readonly string[]): Promise<void> {
  await store.setSetting(keyOf(projectId), names.length === 0 ? undefined : [...names].sort().join('\n'));
}

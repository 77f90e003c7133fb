/**
 * Decisions of a team beside those that are stored here. What both sides had when they were last the same is kept with the
 * project, so that neither side's changes are taken for what the other has not changed.
 */
import type { DecidedFinding, Problem } from '../../../workers/protocol';
import { encodeRecords, nameOf, readTeam, recordChanges, takenOver } from '../../share';
import type { TeamFile } from './contract';
import type { StoreClient } from './import';

type Decisions = Map<string, DecidedFinding>;

const sharedKey = (projectId: number) => `project.${projectId}.team`;

/** Brings here and there together, as far as nobody has to write a file for it. */
export async function joinTeam(
  store: StoreClient,
  projectId: number,
  files: readonly TeamFile[],
): Promise<{ taken: number; problems: Problem[] }> {
  const { decisions, problems } = readTeam(files);
  const before = await lastShared(store, projectId);
  const taken = takenOver(before, await decisionsHere(store, projectId), decisions);
  if (taken.length > 0) await store.putDecisions(projectId, taken);
  const here = await decisionsHere(store, projectId);
  await noteShared(store, projectId, agreed(before, here, decisions));
  return { taken: taken.length, problems };
}

/** The file of a writer with what was decided here since, and how much that is. */
export async function teamFile(
  store: StoreClient,
  projectId: number,
  files: readonly TeamFile[],
  writer: string,
): Promise<{ file: Blob; count: number }> {
  const { records } = readTeam(files);
  const [before, here] = [await lastShared(store, projectId), await decisionsHere(store, projectId)];
  const changes = recordChanges(records, before, here, writer, Date.now());
  const own = records.filter(({ by }) => by === writer);
  const file = new Blob([encodeRecords([...own, ...changes])], { type: 'application/jsonl' });
  return { file, count: changes.length };
}

/** After the file was written: both have what is decided here. */
export async function noteTeamSaved(store: StoreClient, projectId: number): Promise<void> {
  await noteShared(store, projectId, await decisionsHere(store, projectId));
}

/** What both have now; of the rest what both had. */
function agreed(before: Decisions, here: Decisions, theirs: Decisions): Decisions {
  const both = new Map(before);
  for (const name of new Set([...here.keys(), ...theirs.keys(), ...before.keys()])) {
    const [mine, other] = [here.get(name), theirs.get(name)];
    if (JSON.stringify(mine?.triage) !== JSON.stringify(other?.triage)) continue;
    if (mine) both.set(name, mine);
    else both.delete(name);
  }
  return both;
}

async function decisionsHere(store: StoreClient, projectId: number): Promise<Decisions> {
  const all = await store.query('decisions', { projectId });
  return new Map(all.map((one) => [nameOf(one), one]));
}

async function lastShared(store: StoreClient, projectId: number): Promise<Decisions> {
  const text = await store.query('setting', { key: sharedKey(projectId) });
  const all = text === undefined ? [] : (JSON.parse(text) as DecidedFinding[]);
  return new Map(all.map((one) => [nameOf(one), one]));
}

function noteShared(store: StoreClient, projectId: number, decisions: Decisions): Promise<void> {
  return store.setSetting(sharedKey(projectId), JSON.stringify([...decisions.values()]));
}

/**
 * What a team says beside what is stored here: decisions and saved searches. What both sides had when they were last the
 * same is kept with the project, so that neither side's changes are taken for what the other has not changed.
 */
import type { DecidedFinding, Problem } from '../../../workers/protocol';
import {
  agreed,
  encodeRecords,
  heldBy,
  nameIn,
  type RecordKind,
  readTeam,
  recordChanges,
  type SavedSearch,
  SEARCHES,
  TRIAGE,
  takenOver,
} from '../../share';
import { searchesKey, type TeamFile } from './contract';
import type { StoreClient } from './import';

/** One kind of what a team says, and where it is kept here. */
interface Kept<T> {
  kind: RecordKind<T>;
  /** The setting with what both had when they were last the same. */
  sharedKey(projectId: number): string;
  here(store: StoreClient, projectId: number): Promise<readonly T[]>;
  /** Takes over what the others have changed. */
  put(store: StoreClient, projectId: number, taken: Taken<T>): Promise<void>;
}

interface Taken<T> {
  before: ReadonlyMap<string, T>;
  /** What holds from now on; undefined where nothing does. */
  now: ReadonlyMap<string, T | undefined>;
}

const DECISIONS: Kept<DecidedFinding> = {
  kind: TRIAGE,
  sharedKey: (projectId) => `project.${projectId}.team`,
  here: (store, projectId) => store.query('decisions', { projectId }),
  async put(store, projectId, { before, now }) {
    const taken = [...now].flatMap(([name, one]) => {
      const was = before.get(name);
      return one ? [one] : was ? [{ ...was, triage: {} }] : [];
    });
    await store.putDecisions(projectId, taken);
  },
};

const SAVED: Kept<SavedSearch> = {
  kind: SEARCHES,
  sharedKey: (projectId) => `project.${projectId}.team-searches`,
  async here(store, projectId) {
    return listIn(await store.query('setting', { key: searchesKey(projectId) }));
  },
  async put(store, projectId, { now }) {
    const all = byName(SEARCHES, await this.here(store, projectId));
    for (const [name, one] of now) {
      if (one) all.set(name, one);
      else all.delete(name);
    }
    await store.setSetting(searchesKey(projectId), JSON.stringify([...all.values()]));
  },
};

/** Brings here and there together, as far as nobody has to write a file for it. */
export async function joinTeam(
  store: StoreClient,
  projectId: number,
  files: readonly TeamFile[],
): Promise<{ taken: number; searches: number; problems: Problem[] }> {
  const { records, problems } = readTeam(files);
  const join = async <T>(kept: Kept<T>): Promise<number> => {
    const { kind } = kept;
    const [before, theirs] = [await lastShared(store, projectId, kept), heldBy(kind, records)];
    const now = takenOver(kind, before, await hereNow(store, projectId, kept), theirs);
    if (now.size > 0) await kept.put(store, projectId, { before, now });
    const here = await hereNow(store, projectId, kept);
    await noteShared(store, projectId, kept, agreed(kind, before, here, theirs));
    return now.size;
  };
  return { taken: await join(DECISIONS), searches: await join(SAVED), problems };
}

/** The file of a writer with what was said here since, and how much that is. */
export async function teamFile(
  store: StoreClient,
  projectId: number,
  files: readonly TeamFile[],
  writer: string,
): Promise<{ file: Blob; decisions: number; searches: number }> {
  const { records } = readTeam(files);
  const since = async <T>(kept: Kept<T>) => {
    const [before, here] = [await lastShared(store, projectId, kept), await hereNow(store, projectId, kept)];
    return recordChanges(kept.kind, records, before, here, writer, Date.now());
  };
  const [decisions, searches] = [await since(DECISIONS), await since(SAVED)];
  const own = records.filter(({ by }) => by === writer);
  const file = new Blob([encodeRecords([...own, ...decisions, ...searches])], { type: 'application/jsonl' });
  return { file, decisions: decisions.length, searches: searches.length };
}

/** After the file was written: both have what is said here. */
export async function noteTeamSaved(store: StoreClient, projectId: number): Promise<void> {
  const note = async <T>(kept: Kept<T>) =>
    noteShared(store, projectId, kept, await hereNow(store, projectId, kept));
  await note(DECISIONS);
  await note(SAVED);
}

async function hereNow<T>(store: StoreClient, projectId: number, kept: Kept<T>): Promise<Map<string, T>> {
  return byName(kept.kind, await kept.here(store, projectId));
}

async function lastShared<T>(store: StoreClient, projectId: number, kept: Kept<T>): Promise<Map<string, T>> {
  return byName(kept.kind, listIn(await store.query('setting', { key: kept.sharedKey(projectId) })));
}

function noteShared<T>(
  store: StoreClient,
  projectId: number,
  kept: Kept<T>,
  held: ReadonlyMap<string, T>,
): Promise<void> {
  return store.setSetting(kept.sharedKey(projectId), JSON.stringify([...held.values()]));
}

function byName<T>(kind: RecordKind<T>, all: readonly T[]): Map<string, T> {
  return new Map(all.map((one) => [nameIn(kind, one), one]));
}

/** Written by this program alone. */
function listIn<T>(text: string | undefined): T[] {
  return text === undefined ? [] : (JSON.parse(text) as T[]);
}

/**
 * Projects that came as shared findings. What was sent is kept as it came, beside the project, so that it
 * can be compared with one checkout after another.
 */
import type { Project } from '../../../workers/protocol';
import { store } from '../../data';
import { decodeFile, encodeFile, type SharedDocument } from '../../share';

const documentKey = (projectId: number) => `project.${projectId}.shared`;
const comparisonKey = (projectId: number) => `project.${projectId}.comparison`;

/** What a comparison said of one finding, in the order of the document. */
export interface Compared {
  kind: 'here' | 'moved' | 'gone' | 'unknown';
  /** Where it is now, and its id in the checkout's project. */
  path?: string;
  line?: number;
  id?: number;
  /** Why nothing is known. */
  reason?: string;
}

export interface Comparison {
  /** The project that was compared with. */
  projectId: number;
  outcomes: Compared[];
}

export async function keepDocument(projectId: number, document: SharedDocument): Promise<void> {
  await store.setSetting(documentKey(projectId), encodeFile(document));
}

/** Undefined for a project that was not shared. */
export async function documentOf(projectId: number): Promise<SharedDocument | undefined> {
  const text = await store.query('setting', { key: documentKey(projectId) });
  const read = text === undefined ? undefined : decodeFile(text);
  return read?.ok ? read.value : undefined;
}

export async function keepComparison(projectId: number, comparison: Comparison): Promise<void> {
  await store.setSetting(comparisonKey(projectId), JSON.stringify(comparison));
}

export async function comparisonOf(projectId: number): Promise<Comparison | undefined> {
  const text = await store.query('setting', { key: comparisonKey(projectId) });
  return text === undefined ? undefined : (JSON.parse(text) as Comparison);
}

/** The project that already holds this very document. */
export async function sameDocument(document: SharedDocument): Promise<number | undefined> {
  const text = encodeFile(document);
  for (const { id } of await sharedProjects()) {
    if ((await store.query('setting', { key: documentKey(id) })) === text) return id;
  }
  return undefined;
}

async function sharedProjects(): Promise<Project[]> {
  return (await store.query('projects', {})).filter(({ sourceKind }) => sourceKind === 'shared');
}

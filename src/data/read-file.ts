/** The text of a file of the open project: the stored one, else from the folder, else why not. */
import { explain } from '../../workers/protocol';
import { intake, store } from './backend';
import { type Comparison, comparisonKey } from './findings-reader/contract';
import { canRegrant, currentProject, currentProjectId, isAttached } from './project';

export type ReadFile =
  | { kind: 'text'; text: string }
  | { kind: 'missing'; reason: string; canRegrant: boolean };

/** Reads one file as text. The stored text comes first: it is the one that the findings belong to. */
export async function readFile(path: string): Promise<ReadFile> {
  const projectId = currentProjectId();
  if (projectId === undefined) return missing('No project is open.');
  const kept = await store.query('fileText', { projectId, path });
  if (kept !== undefined) return { kind: 'text', text: decode(kept) };
  const own = await textOfCheckout(projectId, path);
  if (own !== undefined) return { kind: 'text', text: decode(own) };
  if (!isAttached()) {
    if (currentProject()?.sourceKind === 'shared') {
      return missing('Drop your copy of the project to see the code.');
    }
    return missing('The text of this file was not saved. Drop the folder again to read it.');
  }
  try {
    return { kind: 'text', text: decode((await intake().read(path)).bytes) };
  } catch (error) {
    const { message, help } = explain(error);
    return missing([message, help].filter(Boolean).join(' '));
  }
}

/** Shared findings are read in the checkout that they were looked up in. */
async function textOfCheckout(projectId: number, path: string): Promise<Uint8Array | undefined> {
  if (currentProject()?.sourceKind !== 'shared') return undefined;
  const text = await store.query('setting', { key: comparisonKey(projectId) });
  const comparison = text === undefined ? undefined : (JSON.parse(text) as Comparison);
  if (!comparison?.isSameProject) return undefined;
  return store.query('fileText', { projectId: comparison.checkoutId, path });
}

function missing(reason: string): ReadFile {
  return { kind: 'missing', reason, canRegrant: canRegrant() };
}

/** A byte order mark is part of the text: offsets count it. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

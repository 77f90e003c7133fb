/** Puts a document of findings into the store, as a project that is shown and not kept until the person says so. */
import { presentIds, type RuleInfo, type StoreService } from '../../../workers/protocol';
import type { Client } from '../../../workers/rpc';
import {
  decodeFile,
  encodeFile,
  importedFiles,
  importedRules,
  type SharedDocument,
  withPresentIds,
} from '../../share';
import { type Origin, originKey } from './contract';
import { hashOf, keepDocument, keptDocument, pack, projectOf } from './kept-document';

/** `query` keeps its own type: the answer's goes by the name, which a mapped type would forget. */
export type StoreClient = Omit<Client<StoreService>, 'query'> & Pick<StoreService, 'query'>;

/** The project with this very document, kept already or new; `file` is the name of the file, none of a link. */
export async function importDocument(
  store: StoreClient,
  document: SharedDocument,
  known: RuleInfo[],
  file: string | undefined,
): Promise<number> {
  const text = encodeFile(document);
  const hash = await hashOf(text);
  const same = await projectOf(store, text, hash);
  if (same !== undefined) return same;
  const projectId = await store.createTemporary(document.project || 'Shared findings');
  const present = withPresentIds(document, presentIds(known));
  const rules = importedRules(present, new Map(known.map((rule) => [rule.id, rule])));
  const imported = store.importFindings(projectId, importedFiles(present), rules, document.completeness);
  // The store works in its own thread meanwhile.
  const [packed] = await Promise.all([pack(text), imported]);
  await store.setSetting(originKey(projectId), JSON.stringify(originOf(document, file)));
  await keepDocument(store, projectId, packed, hash);
  return projectId;
}

function originOf({ source }: SharedDocument, file: string | undefined): Origin {
  const tools = source?.tools ?? [{ name: 'Assay' }];
  return { ...(file !== undefined && { file }), kind: source?.kind ?? 'assay', tools };
}

/** What was sent, as it came; undefined for a project that was not shared. */
export async function documentOf(store: StoreClient, projectId: number): Promise<SharedDocument | undefined> {
  const text = await keptDocument(store, projectId);
  const read = text === undefined ? undefined : decodeFile(text);
  return read?.ok ? read.value : undefined;
}

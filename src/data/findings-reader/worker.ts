/** The reader's worker: only exposes; what it does is in the modules beside it. */
import { AssayError, type RuleInfo, type StoreService } from '../../../workers/protocol';
import { connect, reportOutsideRequests, serve, showLife } from '../../../workers/rpc';
import {
  decodeLink,
  joinFaults,
  mergeDocuments,
  type Place,
  type Read,
  readFindings,
  type SharedDocument,
  streamFindings,
} from '../../share';
import { makeBaseline, readBaseline } from './baseline';
import { type Content, contentsOf } from './contents';
import type { FindingsReader, Opened } from './contract';
import { judgeProject } from './gate';
import { importDocument, type StoreClient } from './import';
import { lookUp } from './look-up';
import { decidedOriginals, keepOriginals, type SarifFile } from './originals';
import { joinTeam, noteTeamSaved, teamFile } from './team';

let store: StoreClient | undefined;

/** By project, what is still being kept of the files that it came from. */
const keeping = new Map<number, Promise<void>>();

const reader: FindingsReader = {
  async useStore(port) {
    store = connect<StoreService>(port).service as StoreClient;
  },
  openFiles: (files, known) => explained(() => openFiles(files, known)),
  openLink: (text, known) => explained(async () => stored(await decodeLink(text), known, undefined)),
  async originals(projectId) {
    await keeping.get(projectId);
    return decidedOriginals(storeOf(), projectId);
  },
  joinTeam: (projectId, files) => joinTeam(storeOf(), projectId, files),
  teamFile: (projectId, files, writer) => teamFile(storeOf(), projectId, files, writer),
  noteTeamSaved: (projectId) => noteTeamSaved(storeOf(), projectId),
  readBaseline: (projectId, file) => readBaseline(storeOf(), projectId, file),
  judge: (projectId, gate) => judgeProject(storeOf(), projectId, gate),
  makeBaseline: (projectId) => makeBaseline(storeOf(), projectId),
  lookUp: (request) => lookUp(storeOf(), request),
};

async function openFiles(files: File[], known: RuleInfo[]): Promise<Opened> {
  const documents: SharedDocument[] = [];
  const originals: SarifFile[] = [];
  for (const file of files) {
    const contents = await contentsOf(file);
    for (const content of contents) {
      const read = await readContent(content);
      if (read === undefined) return { kind: 'other' };
      if (!read.ok) return stored(read, known, content.name);
      documents.push(read.value);
      if (read.value.source?.kind === 'sarif')
        originals.push({ name: content.name, open: piecesOf(content) });
    }
    if (contents.length === 0) return { kind: 'other' };
  }
  const name = files.length === 1 ? (files[0]?.name ?? '') : `${files.length} files`;
  const merged = mergeDocuments(documents, name);
  if (!merged) return { kind: 'other' };
  const { document, parts } = joinFaults(merged, known);
  const opened = await stored({ ok: true, value: document }, known, name);
  if (opened.kind === 'opened') keepLater(opened.projectId, originals, parts);
  return opened;
}

/** Nobody waits for it who only wants to see findings; without it they cannot be handed on as they came. */
function keepLater(projectId: number, originals: SarifFile[], parts: ReadonlyMap<string, Place>): void {
  const kept = keepOriginals(storeOf(), projectId, originals, parts).catch(() => undefined);
  keeping.set(projectId, kept);
  void kept.finally(() => keeping.delete(projectId));
}

function piecesOf(content: Content): SarifFile['open'] {
  if (!('text' in content)) return content.open;
  const bytes = new TextEncoder().encode(content.text);
  return async function* () {
    yield bytes;
  };
}

function readContent(content: Content): Read<SharedDocument> | undefined | Promise<Read<SharedDocument>> {
  const { name } = content;
  return 'text' in content ? readFindings(content.text, name) : streamFindings(content.open, name);
}

async function stored(
  read: Read<SharedDocument>,
  known: RuleInfo[],
  file: string | undefined,
): Promise<Opened> {
  if (!read.ok) return { kind: 'failed', error: read.error };
  return { kind: 'opened', projectId: await importDocument(storeOf(), read.value, known, file) };
}

async function explained(open: () => Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof AssayError) return { kind: 'failed', error: error.envelope };
    throw error;
  }
}

function storeOf(): StoreClient {
  if (store === undefined) throw new Error('The reader was given no store.');
  return store;
}

reportOutsideRequests();
showLife();
serve(reader, self as unknown as Parameters<typeof serve>[1]);

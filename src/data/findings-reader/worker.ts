/** The reader's worker: only exposes; what it does is in the modules beside it. */
import { AssayError, type RuleInfo, type StoreService } from '../../../workers/protocol';
import { connect, reportOutsideRequests, serve, showLife } from '../../../workers/rpc';
import {
  decodeLink,
  mergeDocuments,
  type Read,
  readFindings,
  type SharedDocument,
  streamFindings,
} from '../../share';
import { type Content, contentsOf } from './contents';
import type { FindingsReader, Opened } from './contract';
import { importDocument, type StoreClient } from './import';
import { lookUp } from './look-up';

let store: StoreClient | undefined;

const reader: FindingsReader = {
  async useStore(port) {
    store = connect<StoreService>(port).service as StoreClient;
  },
  openFiles: (files, known) => explained(() => openFiles(files, known)),
  openLink: (text, known) => explained(async () => stored(await decodeLink(text), known, undefined)),
  lookUp: (request) => lookUp(storeOf(), request),
};

async function openFiles(files: File[], known: RuleInfo[]): Promise<Opened> {
  const documents: SharedDocument[] = [];
  for (const file of files) {
    const contents = await contentsOf(file);
    for (const content of contents) {
      const read = await readContent(content);
      if (read === undefined) return { kind: 'other' };
      if (!read.ok) return stored(read, known, content.name);
      documents.push(read.value);
    }
    if (contents.length === 0) return { kind: 'other' };
  }
  const name = files.length === 1 ? (files[0]?.name ?? '') : `${files.length} files`;
  const document = mergeDocuments(documents, name);
  return document ? stored({ ok: true, value: document }, known, name) : { kind: 'other' };
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

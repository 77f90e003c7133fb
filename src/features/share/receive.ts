/** Findings that someone shared become a project of their own, shown like any other. */
import type { ErrorEnvelope, RuleInfo } from '../../../workers/protocol';
import { openProject, rules, store } from '../../data';
import { notify, notifyError } from '../../kernel/notices';
import {
  decodeFile,
  decodeLink,
  importedFiles,
  importedRules,
  MAX_FILE_BYTES,
  type Read,
  type SharedDocument,
} from '../../share';
import { keepDocument, sameDocument } from './shared-projects';

/** Opens the findings of a link; answers with what is wrong with it. */
export async function receiveLink(text: string): Promise<ErrorEnvelope | undefined> {
  return receive(await decodeLink(text));
}

/** Opens a dropped `.assay.json`. */
export async function receiveFile(file: File): Promise<void> {
  try {
    const error = await receive(await readFile(file));
    if (error)
      notify('error', error.message, undefined, [error.detail, error.help].filter(Boolean).join(' '));
  } catch (error) {
    notifyError(error, `${file.name} was not opened`);
  }
}

async function readFile(file: File): Promise<Read<SharedDocument>> {
  if (file.size <= MAX_FILE_BYTES) return decodeFile(await file.text());
  const message = 'The file of shared findings is too large.';
  const detail = `It has ${file.size.toLocaleString()} bytes; at most ${MAX_FILE_BYTES.toLocaleString()} are read.`;
  return { ok: false, error: { code: 'share-too-large', message, detail, help: 'Ask for fewer findings.' } };
}

async function receive(read: Read<SharedDocument>): Promise<ErrorEnvelope | undefined> {
  if (!read.ok) return read.error;
  await openProject((await sameDocument(read.value)) ?? (await importDocument(read.value)));
  return undefined;
}

async function importDocument(document: SharedDocument): Promise<number> {
  const known = await knownRules();
  const projectId = await store.createProject(document.project || 'Shared findings', 'shared');
  await store.importFindings(projectId, importedFiles(document), importedRules(document, known));
  await keepDocument(projectId, document);
  return projectId;
}

/** Built-in rules are the same everywhere, and here they have their documentation. */
export async function knownRules(): Promise<Map<string, RuleInfo>> {
  return new Map((await rules.builtin()).map((rule) => [rule.id, rule]));
}

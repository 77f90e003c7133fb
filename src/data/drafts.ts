/**
 * Texts of files as somebody has edited them, from the first letter until they are saved or given up. They are kept in
 * the browser, so that they outlive the page; the bytes that they were made from are kept with them, so that nothing else
 * is ever written over, and a patch can be made without the folder.
 */
import { createEffect, createRoot, createSignal, on } from 'solid-js';
import { AssayError } from '../../workers/protocol';
import { notify, notifyError } from '../kernel/notices';
import { callOperation } from '../kernel/operations/run';
import { intake } from './backend';
import { canEdit, type FileChange, isSame, writeChanges } from './fixes';
import { type Draft, type EditableFile, keepDraft, keptDrafts } from './kept-drafts';
import { currentProjectId, isAttached, regrantHandle } from './project';
import { whyNotStored } from './storage';

export type { Draft, EditableFile };

const [all, setAll] = createSignal<readonly Draft[]>([]);
/** The files of the open project that are edited, as they are known on disk. */
const files = new Map<string, EditableFile>();
/** Between a change and its being kept; ms. */
const KEEP_MS = 200;
/** What is still to be kept, or forgotten where there is no draft, by project and path. */
const unkept = new Map<string, { key: [projectId: number, path: string]; draft: Draft | undefined }>();
let timer: ReturnType<typeof setTimeout> | undefined;
/** Those of the open project have been read. */
let known: Promise<void> = Promise.resolve();

/** Those of the open project; a signal. */
export { all as drafts };

/** The unsaved text of a file; a signal. */
export function draftOf(path: string): Draft | undefined {
  return all().find((draft) => draft.path === path);
}

createRoot(() => {
  createEffect(
    on(currentProjectId, (projectId) => {
      setAll([]);
      files.clear();
      known = projectId === undefined ? Promise.resolve() : read(projectId);
    }),
  );
});

async function read(projectId: number): Promise<void> {
  if (whyNotStored() !== undefined) return;
  const found = await keptDrafts(projectId).catch((error: unknown) => {
    notifyError(error, 'Your unsaved changes could not be read');
    return [];
  });
  if (projectId === currentProjectId() && found.length > 0) setAll(found);
}

/**
 * Looks at a file on disk and answers with the text to edit: the unsaved one where there is one, else that of the file.
 * Who has its text already is told only of another one; where there are unsaved changes then, they stay and are noted as
 * overtaken. Rejects where the file cannot be edited.
 */
export async function lookAtFile(path: string, isOpen: boolean): Promise<string | undefined> {
  await known;
  const projectId = currentProjectId();
  const file = await readEditable(path).catch((error: unknown) => {
    if (draftOf(path)) return undefined;
    throw error;
  });
  if (projectId !== currentProjectId()) return undefined;
  const draft = draftOf(path);
  const before = draft ?? files.get(path);
  const isOther = file !== undefined && before !== undefined && !isSame(file.before, before.before);
  if (draft) {
    files.set(path, draft);
    if (isOther) noteOvertaken(path);
    return isOpen ? undefined : draft.text;
  }
  if (!file) return undefined;
  files.set(path, file);
  return isOpen && !isOther ? undefined : originalText(file);
}

async function readEditable(path: string): Promise<EditableFile> {
  if (!isAttached() && !(await regrantHandle())) {
    const help = 'Drop the folder again; this browser cannot remember it.';
    throw new AssayError({ code: 'no-project', message: 'The files of the project are not at hand.', help });
  }
  const { bytes, text } = await intake().raw(path);
  const mark = bytes.length - text.length;
  if (mark < 0 || !isSame(bytes.subarray(mark), text)) {
    const message = 'Only files that are written in UTF-8 can be edited.';
    throw new AssayError({ code: 'not-editable', message, detail: path });
  }
  return { path, before: bytes, mark };
}

/** Texts of files by their bytes: to read a large one anew with every letter that is typed takes too long. */
const originals = new WeakMap<Uint8Array, string>();

/** The text of a file that is on disk. */
function originalText({ before, mark }: EditableFile): string {
  const known = originals.get(before);
  if (known !== undefined) return known;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(before.subarray(mark));
  originals.set(before, text);
  return text;
}

/** Notes what a file's text has become; what is as on disk is no change any more. */
export function noteEdited(path: string, text: string): void {
  const projectId = currentProjectId();
  const file = files.get(path);
  if (projectId === undefined || file === undefined) return;
  const isOvertaken = draftOf(path)?.isOvertaken ?? false;
  if (text === originalText(file) && !isOvertaken) dropDraft(path);
  else put({ projectId, path, before: file.before, mark: file.mark, text, isOvertaken });
}

/** Of a file that has become another one on disk; what is asked of its draft from now on is compared with that one. */
export function noteOvertaken(path: string): void {
  const draft = draftOf(path);
  if (draft) put({ ...draft, isOvertaken: true });
}

/** Compares the unsaved text with what is on disk now; what was written there meanwhile is then one of the differences. */
export async function rebaseDraft(path: string): Promise<void> {
  const draft = draftOf(path);
  if (!draft?.isOvertaken) return;
  const file = await readEditable(path);
  files.set(path, file);
  put({ ...draft, ...file, isOvertaken: false });
}

function put(draft: Draft): void {
  const isOther = (one: Draft) => one.path !== draft.path;
  setAll((drafts) => [...drafts.filter(isOther), draft].sort((a, b) => (a.path < b.path ? -1 : 1)));
  keepSoon(draft.projectId, draft.path, draft);
}

function dropDraft(path: string): void {
  const draft = draftOf(path);
  if (!draft) return;
  setAll((drafts) => drafts.filter((one) => one !== draft));
  keepSoon(draft.projectId, path, undefined);
}

/** Gives up the unsaved text of a file; the answer is what was given up. */
export function discardDraft(path: string): Draft | undefined {
  const draft = draftOf(path);
  if (draft) dropDraft(path);
  return draft;
}

/** Brings back what was given up, unless the file has been edited again. */
export function restoreDraft(draft: Draft): void {
  if (draft.projectId === currentProjectId() && !draftOf(draft.path)) put(draft);
}

function keepSoon(projectId: number, path: string, draft: Draft | undefined): void {
  unkept.set(`${projectId} ${path}`, { key: [projectId, path], draft });
  timer ??= setTimeout(keepDrafts, KEEP_MS);
}

/** Keeps what has not been kept yet, at once: the page may be about to go. */
export function keepDrafts(): void {
  clearTimeout(timer);
  timer = undefined;
  const changed = [...unkept.values()];
  unkept.clear();
  if (whyNotStored() !== undefined) return;
  for (const { key, draft } of changed) {
    keepDraft(key, draft).catch((error: unknown) => {
      notifyError(error, 'Your unsaved changes could not be kept in this browser');
    });
  }
}

/** What is written where a draft is saved. */
export function changeOf({ path, before, mark, text }: Draft): FileChange {
  const bytes = new TextEncoder().encode(text);
  const after = new Uint8Array(mark + bytes.length);
  after.set(before.subarray(0, mark));
  after.set(bytes, mark);
  return { path, before, after };
}

/** Writes the unsaved texts of these files. Must come from a click or a key, as all writing. */
export async function saveDrafts(paths: readonly string[]): Promise<void> {
  const changes = all()
    .filter(({ path }) => paths.includes(path))
    .map(changeOf);
  if (changes.length === 0) return;
  if (!canEdit()) {
    const how = 'They are kept in this browser, and can be saved as a patch or a zip.';
    const review = { label: 'Review', run: () => callOperation('fixes.review-edits') };
    notify('info', 'Your changes cannot be written into this folder.', review, how);
    return;
  }
  const [first] = changes;
  const what = changes.length === 1 ? first?.path : `${changes.length} files`;
  await writeChanges(changes, () => ['success', `${what} saved.`], {
    onWritten: noteWritten,
    onOther: noteOvertaken,
  });
}

/** What was written is no change any more; where only a part was, the rest still is. */
export function noteWritten(written: readonly FileChange[]): void {
  for (const { path, after } of written) {
    const file = files.get(path);
    if (file) files.set(path, { ...file, before: after });
    const draft = draftOf(path);
    if (!draft) continue;
    if (isSame(changeOf(draft).after, after)) dropDraft(path);
    else put({ ...draft, before: after });
  }
}

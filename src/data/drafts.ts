/**
 * Texts of files as somebody has edited them, from the first letter until they are saved or given up. They are kept in
 * the browser, so that they outlive the page; the bytes that they were made from are kept with them, so that nothing else
 * is ever written over, and a patch can be made without the folder. Other tabs follow; where two have typed into one file,
 * both texts are kept until a person chooses.
 */
import { createEffect, createRoot, createSignal, on } from 'solid-js';
import { AssayError, DATABASE_NAMES } from '../../workers/protocol';
import { notify, notifyError } from '../kernel/notices';
import { callOperation } from '../kernel/operations/run';
import { tabChannel } from '../platform';
import { intake } from './backend';
import { meet, nextVersion } from './draft-versions';
import { canEdit, type FileChange, isSame, writeChanges } from './fixes';
import { type Draft, type EditableFile, keepDraft, keptDraft, keptDrafts } from './kept-drafts';
import { currentProjectId, isAttached, regrantHandle } from './project';
import { whyNotStored } from './storage';

export type { Draft, EditableFile };

const [all, setAll] = createSignal<readonly Draft[]>([]);
/** The files of the open project that are edited, as they are known on disk. */
const files = new Map<string, EditableFile>();
/** This tab, among those that type into the same files. */
const TAB = crypto.randomUUID();

/** A file of which a tab has kept another unsaved text, or none any more. */
interface Kept {
  projectId: number;
  path: string;
}
const tabs = tabChannel<Kept>(DATABASE_NAMES.drafts);

/** Has an editor hand over what has been typed and not been noted yet, and shows what another tab typed; the editor sets them. */
const editor = { takeIn: () => {}, show: (_: string) => {} };

export function followEditor(takeIn: () => void, show: (path: string) => void): void {
  Object.assign(editor, { takeIn, show });
}

/** Between a change and its being kept; ms. */
const KEEP_MS = 200;
/** What is still to be kept, or forgotten where there is no draft, by project and path. */
const unkept = new Map<string, Unkept>();
interface Unkept {
  key: [projectId: number, path: string];
  draft: Draft | undefined;
  isNews: boolean;
}
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

tabs.listen((kept) => {
  if (kept.projectId !== currentProjectId()) return;
  meetOther(kept).catch((error: unknown) => notifyError(error, 'What another tab typed could not be read'));
});

/** Another tab has kept a text, or let go of it. */
async function meetOther({ projectId, path }: Kept): Promise<void> {
  await known;
  const theirs = await keptDraft(projectId, path);
  if (projectId !== currentProjectId()) return;
  editor.takeIn();
  const mine = draftOf(path);
  if (theirs === undefined) {
    // Whoever typed here still has something that nobody else has.
    if (mine === undefined) return;
    if (mine.by === TAB) {
      put(without(mine), false);
      return;
    }
    remove(mine);
    files.delete(path);
    editor.show(path);
    return;
  }
  const { text, before, mark, version, by } = theirs;
  if (by === TAB) return;
  switch (meet(mine, theirs, TAB)) {
    case 'keep':
      break;
    case 'take':
      unkept.delete(keyOf(projectId, path));
      hold(theirs);
      if (mine?.text !== text) editor.show(path);
      break;
    case 'both':
      if (mine && mine.other?.text !== text) {
        put({ ...mine, other: { text, before, mark, ...(version && { version }), ...(by && { by }) } });
      }
      break;
  }
}

function without({ other: _, ...own }: Draft): Draft {
  return own;
}

/** A person has looked at both texts of a file and wants this one; the answer is what takes it back. */
export function chooseText(path: string, which: 'own' | 'other'): (() => void) | undefined {
  editor.takeIn();
  const draft = draftOf(path);
  if (!draft?.other) return undefined;
  const { other } = draft;
  // It goes on from both, so every tab takes it.
  const basis = other.version === undefined ? {} : { basis: other.version };
  const version = { version: crypto.randomUUID(), by: TAB, ...basis };
  put({
    ...without(draft),
    ...(which === 'other' && { text: other.text, before: other.before, mark: other.mark }),
    ...version,
  });
  editor.show(path);
  return () => {
    if (draftOf(path) === undefined) return;
    put(draft);
    editor.show(path);
  };
}

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
  const isOther = file !== undefined && differs(file);
  // What another tab typed it may have saved by now, and its word of that may still be on its way.
  if (isOther && projectId !== undefined && (draftOf(path)?.by ?? TAB) !== TAB) {
    await meetOther({ projectId, path });
  }
  const draft = draftOf(path);
  if (draft) {
    if (isOther && file && !draft.other && isSame(changeOf({ ...draft, ...file }).after, file.before)) {
      if (draft.by === TAB) dropDraft(path);
      else remove(draft);
      files.set(path, file);
      return isOpen ? undefined : draft.text;
    }
    files.set(path, draft);
    if (isOther) noteOvertaken(path);
    return isOpen ? undefined : draft.text;
  }
  if (!file) return undefined;
  files.set(path, file);
  return isOpen && !isOther ? undefined : originalText(file);
}

/** Whether a file on disk is another one than was looked at last, or than its unsaved text was made from. */
function differs({ path, before }: EditableFile): boolean {
  const known = draftOf(path) ?? files.get(path);
  return known !== undefined && !isSame(before, known.before);
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
  const draft = draftOf(path);
  if (draft?.text === text) return;
  const { isOvertaken = false, other } = draft ?? {};
  if (text === originalText(file) && !isOvertaken && other === undefined) {
    dropDraft(path);
    return;
  }
  const { before, mark } = file;
  const own = { projectId, path, before, mark, text, isOvertaken, ...nextVersion(draft, TAB) };
  put({ ...own, ...(other && { other }) });
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

/** @param isNews whether other tabs must hear of it */
function put(draft: Draft, isNews = true): void {
  hold(draft);
  keepSoon(draft.projectId, draft.path, draft, isNews);
}

function hold(draft: Draft): void {
  const isOther = (one: Draft) => one.path !== draft.path;
  setAll((drafts) => [...drafts.filter(isOther), draft].sort((a, b) => (a.path < b.path ? -1 : 1)));
}

function remove(draft: Draft): void {
  setAll((drafts) => drafts.filter((one) => one !== draft));
}

function dropDraft(path: string): void {
  const draft = draftOf(path);
  if (!draft) return;
  remove(draft);
  keepSoon(draft.projectId, path, undefined, true);
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

function keyOf(projectId: number, path: string): string {
  return `${projectId} ${path}`;
}

function keepSoon(projectId: number, path: string, draft: Draft | undefined, isNews: boolean): void {
  const key = keyOf(projectId, path);
  const wasNews = unkept.get(key)?.isNews ?? false;
  unkept.set(key, { key: [projectId, path], draft, isNews: isNews || wasNews });
  timer ??= setTimeout(keepDrafts, KEEP_MS);
}

/** Keeps what has not been kept yet, at once: the page may be about to go. */
export function keepDrafts(): void {
  clearTimeout(timer);
  timer = undefined;
  const changed = [...unkept.values()];
  unkept.clear();
  if (whyNotStored() !== undefined) return;
  for (const { key, draft, isNews } of changed) {
    const [projectId, path] = key;
    const tell = () => isNews && tabs.post({ projectId, path });
    keepDraft(key, draft)
      .then(tell)
      .catch((error: unknown) => {
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
  // Other tabs must not take what is written for something of somebody else.
  keepDrafts();
  const wanted = all().filter(({ path }) => paths.includes(path));
  for (const { path } of wanted.filter(({ other }) => other)) {
    notify('warning', `Another tab has edited ${path}, too. Choose one of the texts first.`);
  }
  const changes = wanted.filter(({ other }) => !other).map(changeOf);
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
    if (isSame(changeOf(draft).after, after) && !draft.other) dropDraft(path);
    else put({ ...draft, before: after });
  }
  keepDrafts();
}

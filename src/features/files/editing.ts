/** The file that is edited: its text, what is found in it as it is now, and what becomes of changes. */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { ErrorEnvelope, FileReport, FileRow, FindingDetail } from '../../../workers/protocol';
import {
  createLiveCheck,
  currentProjectId,
  draftOf,
  followEditor,
  keepDrafts,
  type LiveText,
  lookAtFile,
  noteEdited,
  store,
} from '../../data';
import type { EditedText, OnEdit, ShownText } from '../../editor';
import { notifyError } from '../../kernel/notices';
import { editsFiles, setEditsFiles } from './edit-mode';
import { liveFindings } from './live-findings';

interface Editing {
  /** The text that is edited; undefined while the file is only read. */
  document: Accessor<ShownText | undefined>;
  /** What is found in it as it is now. */
  findings: Accessor<FindingDetail[]>;
  report: Accessor<FileReport | undefined>;
  error: Accessor<ErrorEnvelope | undefined>;
  onEdit: OnEdit;
}

/** Lets the text come to rest before it is looked at: the longer it is, the longer; ms. */
const restMs = (length: number) => Math.min(Math.max(length / 5000, 20), 1000);

/** There is one editor at a time. */
let takeIn = () => {};
let textNow: () => string | undefined = () => undefined;
const [shownAnew, setShownAnew] = createSignal(0);

/** Brings the unsaved texts up to what has been typed. */
export function takeInEdits(): void {
  takeIn();
}

/** The text that is edited, with all that has been typed. */
export function editedText(): string | undefined {
  takeIn();
  return textNow();
}

/** Shows the text of the file, or the unsaved one where there is one, instead of what is in the editor. */
export function showAnew(): void {
  setShownAnew((count) => count + 1);
}

/** Follows the file of a path; `stored` is what was found in it when it was scanned. */
export function createEditing(
  path: Accessor<string>,
  row: Accessor<FileRow | undefined>,
  stored: Accessor<FindingDetail[]>,
): Editing {
  const [document, setDocument] = createSignal<ShownText>();
  const [live, setLive] = createSignal<LiveText>();
  const wanted = createMemo(() => editsFiles() || draftOf(path()) !== undefined);
  const check = createLiveCheck(live);

  let edited: { path: string; text: EditedText } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The text that is being put together, unless it was taken meanwhile. */
  let coming: object | undefined;
  const note = (file: string, text: string) => {
    noteEdited(file, text);
    if (file === path()) setLive({ path: file, text });
  };
  const take = () => {
    clearTimeout(timer);
    timer = undefined;
    coming = undefined;
    if (!edited) return;
    const { path: file, text } = edited;
    edited = undefined;
    note(file, text.now());
  };
  const takeInTurns = async () => {
    const mine = edited;
    if (!mine) return;
    coming = mine;
    const text = await mine.text.inTurns();
    if (coming !== mine) return;
    coming = undefined;
    timer = undefined;
    if (edited === mine) edited = undefined;
    else timer = setTimeout(takeInTurns, restMs(text.length));
    note(mine.path, text);
  };
  takeIn = take;
  followEditor(take, (changed) => changed === path() && showAnew());
  textNow = () => live()?.text;
  const leave = () => {
    take();
    keepDrafts();
  };
  const onHide = () => window.document.visibilityState === 'hidden' && leave();
  addEventListener('pagehide', leave);
  window.document.addEventListener('visibilitychange', onHide);
  onCleanup(() => {
    leave();
    takeIn = () => {};
    followEditor(takeIn, () => {});
    textNow = () => undefined;
    removeEventListener('pagehide', leave);
    window.document.removeEventListener('visibilitychange', onHide);
  });

  const open = async (file: string, isAnew: boolean, isLatest: () => boolean) => {
    const projectId = currentProjectId();
    if (projectId === undefined) return;
    const [looked, stored] = await Promise.all([
      lookAtFile(file, document()?.path === file && !isAnew),
      store.query('file', { projectId, path: file }),
    ]);
    if (looked === undefined || !isLatest()) return;
    setDocument({ path: file, text: looked, language: stored?.language, isEditable: true });
    setLive({ path: file, text: looked });
  };
  createEffect(
    on([path, wanted, () => row()?.hash, shownAnew], ([file, isWanted, , count], before) => {
      take();
      let isLatest = true;
      onCleanup(() => {
        isLatest = false;
      });
      if (document() && document()?.path !== file) setDocument(undefined);
      if (!isWanted) {
        setDocument(undefined);
        setLive(undefined);
        return;
      }
      const isAnew = before !== undefined && before[3] !== count;
      open(file, isAnew, () => isLatest).catch((error: unknown) => {
        if (!isLatest) return;
        setEditsFiles(false);
        notifyError(error, `${file} cannot be edited`);
      });
    }),
  );
  const findings = createMemo(() => {
    const report = check.report();
    return document() && report?.path === path() ? liveFindings(report, stored()) : stored();
  });
  return {
    document: () => (document()?.path === path() ? document() : undefined),
    findings,
    report: () => (document() && check.report()?.path === path() ? check.report() : undefined),
    error: check.error,
    onEdit(text) {
      edited = { path: path(), text };
      timer ??= setTimeout(takeInTurns, restMs(document()?.text.length ?? 0));
    },
  };
}

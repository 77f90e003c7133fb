/** The text of the file that a view shows, read anew when it has changed. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { explain, type FileRow } from '../../workers/protocol';
import { currentProjectId, isAttached } from './project';
import { type ReadFile, readFile } from './read-file';

/** A file's text, or why it is not there. */
export type FileText = { path: string } & (ReadFile | { kind: 'failed'; message: string });

export interface FollowedText {
  /** Undefined while the first one is on its way; that of the file before it while the next is. */
  text: Accessor<FileText | undefined>;
  /** Tries once more. */
  reload(): void;
}

/**
 * Follows the text of a file of the open project. `row` is what is stored of it: another hash is another text, and a
 * folder that is handed over again brings the texts that were not kept.
 */
export function followText(
  path: Accessor<string | undefined>,
  row: Accessor<FileRow | undefined>,
): FollowedText {
  const [text, setText] = createSignal<FileText | undefined>(undefined, { equals: isSameText });
  const [reloads, setReloads] = createSignal(0);
  const hash = () => (row()?.path === path() ? row()?.hash : undefined);
  createEffect(
    on([path, currentProjectId, hash, reloads, isAttached], ([of, project]) => {
      let isLatest = true;
      onCleanup(() => {
        isLatest = false;
      });
      if (of === undefined || project === undefined) return setText(undefined);
      readFile(of).then(
        (read) => isLatest && setText({ path: of, ...read }),
        (error: unknown) =>
          isLatest && setText({ path: of, kind: 'failed', message: explain(error).message }),
      );
    }),
  );
  return { text, reload: () => setReloads((count) => count + 1) };
}

/** The same text is no news: the editor would begin anew. */
export function isSameText(a: FileText | undefined, b: FileText | undefined): boolean {
  return a?.kind === 'text' && b?.kind === 'text' && a.path === b.path && a.text === b.text;
}

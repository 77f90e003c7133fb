/** The text of the file that a view shows, with its language; read anew when it has changed. */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { explain, type FileRow } from '../../workers/protocol';
import { currentProjectId, isAttached } from './project';
import type { Query } from './query';
import { type ReadFile, readFile } from './read-file';

type Text = { path: string } & (ReadFile | { kind: 'failed'; message: string });

/** A file and the hash of its text; '' where it is not stored. */
interface Version {
  path: string;
  hash: string;
}

/** A file's text, or why it is not there. A file that is not stored has no language. */
export type FileText = Text & { language: string | undefined };

export interface FollowedText {
  /** Undefined while it is on its way; that of the file before it while the next one is read. */
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
  row: Query<FileRow | undefined>,
): FollowedText {
  const [read, setRead] = createSignal<Text>();
  const [reloads, setReloads] = createSignal(0);
  const ofPath = createMemo(() => (row()?.path === path() ? row() : undefined));
  /** Of which file which text; undefined until its row is there, so that nothing is read twice. */
  const wanted = createMemo<Version | undefined>(
    (before) => {
      const of = path();
      const hash = ofPath()?.hash ?? (row.loading() ? undefined : '');
      if (of === undefined) return undefined;
      if (hash === undefined) return before?.path === of ? before : undefined;
      return { path: of, hash };
    },
    undefined,
    { equals: (a, b) => a?.path === b?.path && a?.hash === b?.hash },
  );
  createEffect(
    on([wanted, currentProjectId, reloads, isAttached], ([version, project]) => {
      let isLatest = true;
      onCleanup(() => {
        isLatest = false;
      });
      if (path() === undefined || project === undefined) return setRead(undefined);
      if (version === undefined) return;
      readFile(version.path).then(
        (text) => isLatest && setRead({ path: version.path, ...text }),
        (error: unknown) =>
          isLatest && setRead({ path: version.path, kind: 'failed', message: explain(error).message }),
      );
    }),
  );
  const text = createMemo<FileText | undefined>(
    () => {
      const [now, known] = [read(), ofPath()];
      return now && { ...now, language: known?.path === now.path ? known.language : undefined };
    },
    undefined,
    { equals: isSame },
  );
  return { text, reload: () => setReloads((count) => count + 1) };
}

/** The same text is no news: the editor would begin anew. */
function isSame(a: FileText | undefined, b: FileText | undefined): boolean {
  const isText = a?.kind === 'text' && b?.kind === 'text';
  return isText && a.path === b.path && a.text === b.text && a.language === b.language;
}

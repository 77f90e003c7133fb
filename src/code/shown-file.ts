/** A file of the open project as code is shown from it: what is stored of it, and its text. */
import { type Accessor, createMemo } from 'solid-js';
import type { FileRow } from '../../workers/protocol';
import { createQuery, currentProjectId, type FileText, followText, type Query } from '../data';
import type { ShownText } from '../editor';

interface ShownFile {
  row: Query<FileRow | undefined>;
  /** Its text or why it is not there; undefined until that of this very file has come. */
  text: Accessor<FileText | undefined>;
  /** Its text alone. */
  shown: Accessor<ShownText | undefined>;
  /** Tries once more. */
  reload(): void;
}

export function createShownFile(path: Accessor<string>): ShownFile {
  const params = createMemo(() => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { projectId, path: path() };
  });
  const row = createQuery('file', params);
  const { text, reload } = followText(path, row);
  const own = () => {
    const now = text();
    return now?.path === path() ? now : undefined;
  };
  const shown = createMemo<ShownText | undefined>(() => {
    const now = own();
    return now?.kind === 'text' ? now : undefined;
  });
  return { row, text: own, shown, reload };
}

/**
 * What a person handed over, by drop or picker, as one shape. Only this folder knows that browsers
 * give folders in four different ways.
 */
import type { ProjectSource } from '../../workers/protocol';
import { type ListedFolder, pickedFolder } from './listing';

/** A project folder, in the best form that the browser gives. */
export interface DroppedFolder {
  kind: 'folder';
  name: string;
  source: ProjectSource;
  /** What the page must list itself; the source is `pushed` then, or handles that do not give everything. */
  listing?: ListedFolder;
}

export type Dropped =
  | DroppedFolder
  | { kind: 'archive'; name: string; file: File }
  | { kind: 'rules'; files: File[] }
  | { kind: 'nothing' };

const ARCHIVE = /\.(zip|tar|tar\.gz|tgz)$/i;
const RULES = /\.(ya?ml|toml)$/i;

/** The name of an archive without its endings. */
export function archiveName(fileName: string): string {
  return fileName.replace(ARCHIVE, '') || fileName;
}

/**
 * What loose files are by their names: one archive, rule files, or a small project of their own. Whether they hold
 * findings is told by their content.
 */
export function classifyFiles(files: File[]): Dropped {
  const [first] = files;
  if (first === undefined) return { kind: 'nothing' };
  if (files.length === 1 && ARCHIVE.test(first.name)) {
    return { kind: 'archive', name: archiveName(first.name), file: first };
  }
  if (files.every((file) => RULES.test(file.name))) return { kind: 'rules', files };
  const name = files.length === 1 ? first.name : `${files.length} files`;
  return {
    kind: 'folder',
    name,
    source: { kind: 'files', files: files.map((file) => ({ path: file.name, file })) },
  };
}

/** The files of an `<input webkitdirectory>` as the folder they come from. */
export function folderOfFiles(files: readonly File[]): Dropped {
  const [first] = files;
  if (first === undefined) return { kind: 'nothing' };
  const name = first.webkitRelativePath.split('/')[0] || first.name;
  return { kind: 'folder', name, source: { kind: 'pushed', name }, listing: pickedFolder(files) };
}

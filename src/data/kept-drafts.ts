/** Where unsaved texts are kept between visits: beside the database, which a text must not wait for. */
import { DATABASE_NAMES } from '../../workers/protocol';
import { objectStore } from '../platform';

/** A file as it is on disk, which can be edited. */
export interface EditableFile {
  path: string;
  before: Uint8Array<ArrayBuffer>;
  /** The length of the mark before the text that says that it is UTF-8. */
  mark: number;
}

export interface Draft extends EditableFile {
  projectId: number;
  text: string;
  /** The file on disk is another one by now. */
  isOvertaken?: boolean;
  /** The state of the text, whichever tab it comes from, and the one of another tab that it was made from. */
  version?: string;
  basis?: string;
  /** The tab whose person typed it. */
  by?: string;
  /** What was typed into the same file in another tab meanwhile; a person chooses. */
  other?: OtherText;
}

/** A text of another tab. */
export type OtherText = Pick<Draft, 'text' | 'before' | 'mark' | 'version' | 'by'>;

type DraftKey = [projectId: number, path: string];

const kept = objectStore<DraftKey, Draft>(DATABASE_NAMES.drafts, 'drafts');
const ofProject = (projectId: number) => IDBKeyRange.bound([projectId], [projectId, []]);

export function keptDraft(projectId: number, path: string): Promise<Draft | undefined> {
  return kept.get([projectId, path]);
}

export function keptDrafts(projectId: number): Promise<Draft[]> {
  return kept.all(ofProject(projectId));
}

/** Keeps an unsaved text, or forgets that there was one. */
export function keepDraft(key: DraftKey, draft: Draft | undefined): Promise<void> {
  return draft ? kept.put(key, draft) : kept.delete(key);
}

/** Forgets those of a project that is deleted. */
export function deleteDrafts(projectId: number): Promise<void> {
  return kept.delete(ofProject(projectId));
}

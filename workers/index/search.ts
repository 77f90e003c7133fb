/**
 * Searches the texts of a project. Words are found at once. Code of a form takes longer: it is looked for in slices, between
 * which messages, such as a cancel, come in.
 */
import type { StructuralSearch } from '#engine';
import type { FoundFile, SearchAnswer, SearchPart } from '../protocol';
import { nextTurn } from '../rpc';
import type { JoinedProject } from './joined';

/** So long no message is let in, but for the file that is looked into; ms. */
const TURN_MS = 30;

export interface Searching {
  /** Whether nobody waits for the answer any more. */
  isOver(): boolean;
  /** Whether words have been looked for for too long; what was found until then is told. */
  isLate(): boolean;
  onPart(part: SearchPart): void;
}

/** What a query comes to; undefined if it was over before. Throws if it cannot be read. */
export async function search(
  project: JoinedProject,
  query: string,
  searching: Searching,
): Promise<SearchAnswer | undefined> {
  if (searching.isOver()) return undefined;
  const structural = project.structuralSearch(query);
  if (!structural) return project.search(query, searching.isLate);
  try {
    return await goThrough(project, structural, searching);
  } finally {
    structural.free();
  }
}

async function goThrough(
  project: JoinedProject,
  structural: StructuralSearch,
  { isOver, onPart }: Searching,
): Promise<SearchAnswer | undefined> {
  const found: FoundFile[] = [];
  while (!isOver()) {
    const { files, answer } = await project.structuralStep(structural, TURN_MS);
    if (answer) return { ...answer, files: [...found, ...files] };
    if (files.length > 0) onPart({ from: found.length, files });
    found.push(...files);
    await nextTurn();
  }
  return undefined;
}

/**
 * Searches the texts of a project. Words are found at once where the texts are in memory. Those of the store are gone through
 * in pieces, and code of a form is looked for in slices: in between messages, such as a cancel, come in.
 */
import type { StructuralSearch } from '#engine';
import type { FoundFile, RuleSearchOrder, SearchAnswer, SearchPart } from '../protocol';
import { nextTurn } from '../rpc';
import type { JoinedProject } from './joined';

/** Texts of the store that are looked at together. */
const PIECE = 200;
/** So long no message is let in, but for the file that is looked into; ms. */
const TURN_MS = 30;
/** Words are looked for in one piece for so long at most; what was found until then is told; ms. */
const WORDS_MS = 3000;

export interface Searching {
  /** Whether nobody waits for the answer any more. */
  isOver(): boolean;
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
  if (!structural) return searchWords(project, query, searching);
  try {
    return await goThrough(project, structural, searching);
  } finally {
    structural.free();
  }
}

/** What rules find in all files; undefined if it was over before. */
export async function searchRules(
  project: JoinedProject,
  order: RuleSearchOrder,
  searching: Searching,
): Promise<SearchAnswer | undefined> {
  if (searching.isOver()) return undefined;
  const search = project.ruleSearch(order);
  try {
    return await goThrough(project, search, searching);
  } finally {
    search.free();
  }
}

async function searchWords(
  project: JoinedProject,
  query: string,
  { isOver }: Searching,
): Promise<SearchAnswer | undefined> {
  const search = project.textSearch(query);
  let isCut = false;
  const look = (paths?: string[]) => {
    const end = performance.now() + WORDS_MS;
    return project.lookForText(search, paths, () => {
      isCut ||= performance.now() > end;
      return isCut;
    });
  };
  let left = look();
  while (left.length > 0 && !isCut) {
    const { there, rest } = await project.bring(left.slice(0, PIECE));
    if (isOver()) {
      project.letGo(there);
      search.free();
      return undefined;
    }
    // Another question may have let one of them go.
    left = [...look(there), ...rest, ...left.slice(PIECE)];
    project.letGo(there);
    await nextTurn();
  }
  return search.finish();
}

async function goThrough(
  project: JoinedProject,
  structural: StructuralSearch,
  { isOver, onPart }: Searching,
): Promise<SearchAnswer | undefined> {
  const found: FoundFile[] = [];
  let brought: string[] = [];
  try {
    while (!isOver()) {
      const { files, texts, answer } = await project.structuralStep(structural, TURN_MS);
      if (answer) return { ...answer, files: [...found, ...files] };
      if (texts.length > 0) {
        project.letGo(brought);
        brought = (await project.bring(texts)).there;
      }
      if (files.length > 0) onPart({ from: found.length, files });
      found.push(...files);
      await nextTurn();
    }
    return undefined;
  } finally {
    project.letGo(brought);
  }
}

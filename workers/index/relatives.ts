/** Looks for what a function calls, or for derived types, in slices: between two of them messages, such as a cancel, come in. */
import type { RelativeSearch } from '#engine';
import { Slice } from '../rpc';
import type { JoinedProject } from './joined';

/** So long no message is let in; ms. */
const TURN_MS = 12;

/** What a search comes to, or has come to when nobody waits any more. The search is used up. */
export async function collectRelatives<T>(
  project: JoinedProject,
  search: RelativeSearch | undefined,
  isOver: () => boolean,
): Promise<T[]> {
  if (!search) return [];
  const slice = new Slice(TURN_MS);
  while (!project.lookForRelatives(search, () => slice.isOver)) {
    if (isOver()) {
      search.free();
      return [];
    }
    await slice.breathe();
  }
  return search.finish() as T[];
}

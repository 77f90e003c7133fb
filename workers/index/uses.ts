/** Goes through the files that may use something, in slices: between two of them messages, such as a cancel, come in. */
import type { UseSearch } from '#engine';
import type { FoundUses, UsedFile, UsesPart } from '../protocol';
import { Slice } from '../rpc';
import type { JoinedProject } from './joined';

/** So long no message is let in; ms. */
const TURN_MS = 12;

interface Collecting {
  isOver(): boolean;
  onPart(part: UsesPart): void;
}

/** The uses that a search comes to, until there are `limit` of them. The search is used up. */
export async function collectUses(
  project: JoinedProject,
  search: UseSearch | undefined,
  limit: number,
  { isOver, onPart }: Collecting,
): Promise<FoundUses> {
  const files: UsedFile[] = [];
  let total = 0;
  let told = 0;
  const slice = new Slice(TURN_MS);
  try {
    while (search && search.left > 0 && total < limit && !isOver()) {
      const file = project.nextUses(search, () => slice.isOver);
      if (file) {
        files.push(file);
        total += file.uses.length;
      }
      if (!slice.isOver) continue;
      if (files.length > told) onPart({ from: told, files: files.slice(told) });
      told = files.length;
      await slice.breathe();
    }
    return { files, total, whole: search === undefined || search.left === 0 };
  } finally {
    search?.free();
  }
}

/** Renames a symbol in all files: what that changes is asked of the index, shown for review, and written from there. */
import type { FixedFile, RenamedFile, Renaming, TextPlace } from '../../workers/protocol';
import { countOf } from '../kernel/format';
import { visibleText } from '../kernel/visible-text';
import { countPlaces, type RenamedParts, renamedAs } from '../share';
import { changeGiven, type Following } from './fixes';
import { askNames } from './names';
import { type Doubt, type ProposalPart, startReview } from './review';

/** What a new name would do, or why it cannot be given. */
export async function askRenaming(
  place: TextPlace,
  name: string,
  signal: AbortSignal,
): Promise<Renaming | { cannot: string }> {
  const answer = await askNames('rename', { ...place, name }, signal);
  return answer?.found ?? { cannot: 'No project is open.' };
}

/** Shows what a renaming changes; with `parts` also what is not certain. Nothing is written yet. */
export async function reviewRenaming(
  renaming: Renaming,
  name: string,
  following: Following,
  parts: RenamedParts = { candidates: false, texts: false },
): Promise<void> {
  const orders = renaming.files.flatMap((file) => {
    const fix = renamedAs(file, parts);
    return fix ? [{ path: file.path, fixes: [fix] }] : [];
  });
  const files: FixedFile[] = await changeGiven(orders, following);
  if (following.signal.aborted) return;
  await startReview({
    title: `Rename ${renaming.kind} ${renaming.name} to ${name}`,
    ...{ files, isWhole: true },
    doubts: new Map(renaming.files.map((file) => [file.path, doubtsOf(file, parts)])),
    warnings: renaming.obstacles.map(({ file, line, why }) => ({ path: file, line, ruleId: '', why })),
    parts: partsOf(renaming, parts, (next) => reviewRenaming(renaming, name, UNHURRIED, next)),
  });
}

const UNHURRIED: Following = { signal: new AbortController().signal, progress: () => {} };

function doubtsOf({ candidates, texts }: RenamedFile, parts: RenamedParts): Doubt[] {
  const all = [
    ...(parts.candidates ? candidates.map((edit) => ({ edit, what: 'by name alone' })) : []),
    ...(parts.texts ? texts.map((edit) => ({ edit, what: 'comment or string' })) : []),
  ];
  return all.map(({ edit, what }) => ({ line: edit.range.start.line, what }));
}

function partsOf(
  renaming: Renaming,
  parts: RenamedParts,
  again: (parts: RenamedParts) => Promise<void>,
): ProposalPart[] {
  const { candidates, texts } = countPlaces(renaming);
  const offered: ProposalPart[] = [];
  if (candidates > 0) {
    offered.push({
      label: `${countOf(candidates, 'place')} that may or may not refer to it`,
      isIn: parts.candidates,
      put: (isIn) => again({ ...parts, candidates: isIn }),
    });
  }
  if (texts > 0) {
    offered.push({
      label: `${countOf(texts, 'place')} in comments and strings`,
      isIn: parts.texts,
      put: (isIn) => again({ ...parts, texts: isIn }),
    });
  }
  return offered;
}

/** What a renaming would do, in a line. */
export function describeRenaming(renaming: Renaming): string {
  const { certain, candidates, texts } = countPlaces(renaming);
  const files = renaming.files.filter((file) => file.certain.length > 0).length;
  const more = [
    candidates > 0 ? `${countOf(candidates, 'candidate')}` : '',
    texts > 0 ? `${countOf(texts, 'place')} in comments and strings` : '',
  ].filter(Boolean);
  const what = `${countOf(certain, 'place')} in ${countOf(files, 'file')}`;
  return visibleText([what, ...more].join(' · '));
}

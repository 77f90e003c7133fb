/** Renames what stands at the caret: a box there asks for the name and says what it would do, then all is reviewed. */
import type { ChangedFile, Obstacle, Renaming } from '../../workers/protocol';
import {
  askNames,
  askRenaming,
  describeChanges,
  isAttached,
  navigate,
  notify,
  reviewRenaming,
} from '../data';
import type { NameVerdict } from '../editor';
import { countOf } from '../kernel/format';
import type { Run } from '../kernel/operations/operation';
import { visibleText } from '../kernel/visible-text';
import type { ActiveCode } from './active';
import { partOfProject } from './peek';

/** Obstacles that are listed in the box. */
const MOST = 3;

export async function renameAt(code: ActiveCode, run: Run): Promise<void> {
  const place = { path: code.path(), ...code.caret() };
  const answer = await askNames('hoverAt', place, run.signal);
  const row = answer?.found;
  const part = answer ? partOfProject(answer) : '';
  if (!row) {
    const text = part ? 'Nothing is known of this name yet.' : 'There is no name at the caret to rename.';
    const help = isAttached() ? '' : 'Drop the folder again to have the other files read.';
    notify('info', text, undefined, part ? [part, help].filter(Boolean).join('. ') : undefined);
    return;
  }
  let last: { name: string; renaming: Renaming } | undefined;
  const name = await code.askName({
    place: { line: place.line, col: row.col },
    label: `New name of ${visibleText(row.name)}`,
    name: row.name,
    async verdict(typed, signal) {
      if (typed === row.name) return { kind: 'bad', text: 'Type another name.' };
      const renaming = await askRenaming(place, typed, signal);
      if ('cannot' in renaming) return { kind: 'bad', text: renaming.cannot };
      last = { name: typed, renaming };
      return verdictOf(renaming, part);
    },
  });
  if (name === undefined || last?.name !== name) return;
  await reviewRenaming(last.renaming, name, run);
  if (!run.signal.aborted) navigate('/fixes');
}

/** What a refactoring would do, and what speaks against it. */
export function verdictOf({ files, obstacles }: Proposed, part: string): NameVerdict {
  const what = [describeChanges(files), part].filter(Boolean).join(' · ');
  if (obstacles.length === 0) return { kind: 'good', text: what };
  const lines = obstacles.slice(0, MOST).map(lineOf);
  const left = obstacles.length - lines.length;
  if (left > 0) lines.push(`and ${countOf(left, 'other place')}`);
  return { kind: 'doubtful', text: [...lines, what].join('\n') };
}

interface Proposed {
  files: readonly ChangedFile[];
  obstacles: readonly Obstacle[];
}

function lineOf({ file, line, col, why }: Obstacle): string {
  return visibleText(`${file}:${line}:${col}: ${why}`);
}

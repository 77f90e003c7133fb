/** Lists of places that are shown below the code: what may be meant by a name, and where it is used. */
import { type Accessor, createMemo, createSignal } from 'solid-js';
import {
  explain,
  type FoundUses,
  type NamesAnswer,
  type UsedFile,
  type UsesPart,
} from '../../workers/protocol';
import { askNames, isWhole } from '../data';
import { countOf, formatCount } from '../kernel/format';
import type { FilePlace } from './go';
import { certainFirst, titleOf } from './uses';

/** A list of places. */
export interface Peek {
  /** What it is a list of. */
  title: Accessor<string>;
  /** What else is to be said of it, such as how much of the project is known. */
  note: Accessor<string>;
  files: Accessor<readonly UsedFile[]>;
  isBusy: Accessor<boolean>;
  /** Nobody looks at it any more. */
  stop(): void;
}

/** Uses that are listed. */
export const MOST_USES = 2000;

/** Where that is used which the name at a place refers to, as it is found. */
export function usesOf(place: FilePlace, name: string): Peek {
  const [files, setFiles] = createSignal<readonly UsedFile[]>([]);
  const [answer, setAnswer] = createSignal<NamesAnswer<FoundUses>>();
  const [problem, setProblem] = createSignal('');
  const stop = new AbortController();
  const take = ({ from, files: more }: UsesPart) => {
    if (!stop.signal.aborted) setFiles((all) => [...all.slice(0, from), ...more]);
  };
  askNames('referencesAt', { ...place, limit: MOST_USES }, stop.signal, take).then(
    (found) => {
      if (stop.signal.aborted || !found) return;
      // Those that are listed stay the same objects.
      setFiles((all) => [...all, ...found.found.files.slice(all.length)]);
      setAnswer(() => found);
    },
    (error: unknown) => stop.signal.aborted || setProblem(explain(error).message),
  );
  const listed = createMemo(() => certainFirst(files()));
  return {
    title: () => titleOf(name, listed()),
    note: () => problem() || noteOf(answer(), files()),
    files: listed,
    isBusy: () => answer() === undefined && problem() === '',
    stop: () => stop.abort(),
  };
}

function noteOf(answer: NamesAnswer<FoundUses> | undefined, files: readonly UsedFile[]): string {
  const uses = files.flatMap((file) => file.uses);
  const candidates = uses.filter(({ certain }) => !certain).length;
  return [
    candidates > 0 ? `${countOf(candidates, 'candidate')} by name alone` : '',
    answer && !answer.found.whole ? `the first ${formatCount(MOST_USES)} are listed` : '',
    answer ? partOfProject(answer) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** How much of the project an answer comes from; empty where it is all of it. */
export function partOfProject(answer: NamesAnswer<unknown>): string {
  if (isWhole(answer)) return '';
  const { total, done, texts, searchable } = answer;
  const [known, all] = done < total ? [done, total] : [searchable, texts];
  return `${formatCount(known)} of ${countOf(all, 'file')} known`;
}

/** A list that is there already. */
export function listOf(title: string, note: string, files: readonly UsedFile[]): Peek {
  return { title: () => title, note: () => note, files: () => files, isBusy: () => false, stop: () => {} };
}

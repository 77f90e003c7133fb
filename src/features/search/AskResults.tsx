/** The answer to a question in plain words: how it went, and the list of results. */
import { type JSX, Show } from 'solid-js';
import type { AskRow, FoundPlace, NamesAnswer } from '../../../workers/protocol';
import { partOfProject } from '../../code/peek';
import type { Row } from '../../code/place-rows';
import { countOf } from '../../kernel/format';
import { EmptyState } from '../../ui/EmptyState';
import { ICONS } from '../../ui/Icon';
import { AskList } from './AskList';
import { asked, problem } from './ask-state';
import { query } from './state';

interface AskResultsProps {
  onPick: (row: Row<FoundPlace>) => void;
  onOpen: (row: Row<FoundPlace>) => void;
  onLeave: () => void;
  ref: (element: HTMLElement) => void;
}

export function AskResults(props: AskResultsProps): JSX.Element {
  return (
    <Show when={asked()?.found.length} fallback={<NoResults />}>
      <AskList
        rows={asked()?.found ?? []}
        onPick={(row) => props.onPick(rowOf(row))}
        onOpen={(row) => props.onOpen(rowOf(row))}
        onLeave={props.onLeave}
        ref={props.ref}
      />
    </Show>
  );
}

/** What a question came to. */
export function AskStatus(): JSX.Element {
  return (
    <Show when={problem()} fallback={<span class="dim">{describeAsked(asked())}</span>}>
      {(wrong) => <span class="search-wrong">{wrong().message}</span>}
    </Show>
  );
}

function describeAsked(answer: NamesAnswer<AskRow[]> | undefined): string {
  if (answer)
    return [countOf(answer.found.length, 'result'), partOfProject(answer)].filter(Boolean).join(' · ');
  return query().trim() === '' ? '' : 'Asking…';
}

/** A result as a place in the code. */
function rowOf({ file, line, name }: AskRow): Row<FoundPlace> {
  return {
    kind: 'match',
    file: { path: file, matches: [] },
    match: { line, col: 1, length: 0, text: name, from: 0 },
  };
}

function NoResults(): JSX.Element {
  const isDone = () => asked() !== undefined;
  return (
    <EmptyState title={isDone() ? 'No results' : 'Ask in plain words'} icon={ICONS.search} role="status">
      {isDone()
        ? 'No function or type has these words, in its name or its code.'
        : 'You will see the functions and types that the words are about.'}
    </EmptyState>
  );
}

/** The search view: the query above, matches by file on the left, the code of one on the right. */
import { createEffect, createMemo, createSignal, type JSX, Match, on, onMount, Show, Switch } from 'solid-js';
import './search.css';
import type { FoundPlace, TextAnswer } from '../../../workers/protocol';
import { goToPlace } from '../../code/go';
import { PlaceTree } from '../../code/PlaceTree';
import { placeOf, type Row } from '../../code/place-rows';
import { currentProjectId, isScanning, navigate } from '../../data';
import { languageName } from '../../kernel/languages';
import { typeOf } from '../../share';
import { EmptyState } from '../../ui/EmptyState';
import { ICONS } from '../../ui/Icon';
import { ListAndDetail } from '../../ui/ListAndDetail';
import { NoProject } from '../../ui/NoProject';
import { AskResults } from './AskResults';
import { asked, followQuestion } from './ask-state';
import { Facets } from './Facets';
import { Hints } from './Hints';
import { Preview } from './Preview';
import { remember } from './recent';
import { columnsOf } from './rows';
import { SearchBar } from './SearchBar';
import { Status } from './Status';
import { answer, error, followQuery, isAsking, query, setQuery } from './state';

export default function SearchPage(): JSX.Element {
  return (
    <Show
      when={currentProjectId() !== undefined}
      fallback={
        <NoProject icon={ICONS.search} isOpening={isScanning()} onOpen={() => navigate('/')}>
          The project’s texts can be searched here.
        </NoProject>
      }
    >
      <Search />
    </Show>
  );
}

function Search(): JSX.Element {
  const [picked, setPicked] = createSignal<Row<FoundPlace>>();
  const [isReading, setReading] = createSignal(false);
  followQuery(() => picked() !== undefined);
  followQuestion();
  // More of the same leaves what is looked at.
  const first = () => answer()?.found.files[0];
  createEffect(on([first, asked], () => setPicked(undefined), { defer: true }));
  const open = (row: Row<FoundPlace>) => {
    remember(query());
    const at = placeOf(row);
    goToPlace({ path: row.file.path, line: at?.line ?? 1, col: at?.col ?? 1 });
  };
  const pick = (row: Row<FoundPlace>) => {
    remember(query());
    setPicked(row);
    setReading(true);
  };
  return (
    <ListAndDetail
      id="search"
      title="Search"
      label="Width of the matches"
      widths={{ initial: 520, min: 280, minOther: 320 }}
      isReading={isReading() && picked() !== undefined}
      list={<Matches onPick={pick} onOpen={open} />}
      detail={(back) => (
        <Show
          when={picked()}
          fallback={
            <EmptyState title="Select a match" icon={ICONS.file}>
              You will see its code.
            </EmptyState>
          }
        >
          {(row) => <Preview row={row()} onOpen={() => open(row())} onBack={back()} />}
        </Show>
      )}
      onBack={() => setReading(false)}
    />
  );
}

function Matches(props: {
  onPick: (row: Row<FoundPlace>) => void;
  onOpen: (row: Row<FoundPlace>) => void;
}): JSX.Element {
  let input!: HTMLInputElement;
  let list: HTMLElement | undefined;
  onMount(() => input.focus());
  const columns = createMemo(() => columnsOf(answer()?.found.files ?? []));
  const leave = (isSearch: boolean) => {
    if (isSearch) remember(query());
    list?.focus();
  };
  return (
    <section class="pane-column search-pane" aria-label="Search">
      <div class="search-head">
        <SearchBar
          onLeave={leave}
          ref={(element) => {
            input = element;
          }}
        />
        <Status />
      </div>
      <Switch fallback={<Hints onChoose={setQuery} />}>
        <Match when={isAsking()}>
          <AskResults
            onPick={props.onPick}
            onOpen={props.onOpen}
            onLeave={() => input.focus()}
            ref={(element) => {
              list = element;
            }}
          />
        </Match>
        <Match when={answer()?.found.total ? answer() : undefined}>
          {(found) => (
            <>
              <Facets found={found()} />
              <PlaceTree
                label="Matches"
                files={found().found.files}
                columns={columns()}
                cellOf={({ metavars }, column) => metavars?.[column] ?? ''}
                onPick={props.onPick}
                onOpen={props.onOpen}
                onLeave={() => input.focus()}
                ref={(element) => {
                  list = element;
                }}
              />
            </>
          )}
        </Match>
        <Match when={answer()}>{(found) => <NoMatches found={found()} />}</Match>
        <Match when={error()}>
          <div class="search-fill" />
        </Match>
      </Switch>
    </section>
  );
}

function NoMatches(props: { found: TextAnswer }): JSX.Element {
  const isWhole = () => props.found.searchable === props.found.texts && props.found.found.whole;
  return (
    <EmptyState
      title={isWhole() ? 'No matches' : 'No matches in the files searched'}
      icon={ICONS.search}
      role="status"
    >
      <Show
        when={props.found.found.excludesAll.length > 0}
        fallback={
          isWhole()
            ? (noneOf(props.found) ?? 'No file contains all of this.')
            : 'The other files have no stored text yet. They are searched as soon as they have; if nothing changes, open the folder again.'
        }
      >
        No file passes <code>{props.found.found.excludesAll.join(' ')}</code>.
      </Show>
    </EmptyState>
  );
}

/** What was looked for in vain, where that is not text. */
function noneOf({ found: { structure } }: TextAnswer): string | undefined {
  if (typeOf(query()) === 'finding') return 'No finding of the last scan has all of this.';
  if (!structure) return undefined;
  const languages = structure.languages.map(languageName);
  return languages.length === 0
    ? 'No file is in a language that patterns are for.'
    : `No code has this form (${languages.join(', ')}).`;
}

/** The search view: the query above, matches by file on the left, the code of one on the right. */
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  Match,
  on,
  onMount,
  Show,
  Switch,
} from 'solid-js';
import './search.css';
import type { FoundPlace, TextAnswer } from '../../../workers/protocol';
import { goToPlace } from '../../code/go';
import { PlaceTree } from '../../code/PlaceTree';
import { placeOf, type Row } from '../../code/place-rows';
import { currentProjectId, isScanning, navigate } from '../../data';
import { countOf, formatCount, formatMs } from '../../kernel/format';
import { languageName } from '../../kernel/languages';
import { visibleText } from '../../kernel/visible-text';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ICONS } from '../../ui/Icon';
import { InlineCode } from '../../ui/InlineCode';
import { ListAndDetail } from '../../ui/ListAndDetail';
import { NoProject } from '../../ui/NoProject';
import { OperationButton } from '../../ui/OperationButton';
import { SearchField } from '../../ui/SearchField';
import { AskResults, AskStatus } from './AskResults';
import { asked, followQuestion, setAsking } from './ask-state';
import { copyResults } from './operations';
import { Preview } from './Preview';
import { recent, remember } from './recent';
import { countBy, folderFilter, listedIn, topFolder, withFilter } from './rows';
import { answer, error, followQuery, isAsking, isSearching, query, setQuery } from './state';

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
  createEffect(on([answer, asked], () => setPicked(undefined), { defer: true }));
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
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.key === 'Enter') remember(query());
    list?.focus();
  };
  return (
    <section class="pane-column search-pane" aria-label="Search">
      <div class="search-head">
        <div class="search-bar">
          <SearchField
            class="search-box"
            label="Search in all files"
            placeholder={isAsking() ? 'Where is the password checked?' : 'Search in all files'}
            value={query()}
            onText={setQuery}
            onKeyDown={onKeyDown}
            aria-invalid={!isAsking() && error() !== undefined}
            ref={(element) => {
              input = element;
            }}
          />
          <Button
            kind="quiet"
            class="search-case"
            aria-pressed={!isAsking() && query().split(' ').includes('case:yes')}
            disabled={isAsking()}
            title="Match case (case:yes)"
            aria-label="Match case"
            onClick={() => setQuery(withFilter(query(), 'case:yes'))}
          >
            Aa
          </Button>
          <Button
            kind="quiet"
            class="search-case"
            aria-pressed={isAsking()}
            title="Ask in plain words which functions and types are about something"
            onClick={() => setAsking(!isAsking())}
          >
            Ask
          </Button>
        </div>
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

/** How many there are and where, or what is wrong with the query. Of one height, so that nothing moves. */
function Status(): JSX.Element {
  const files = (found: TextAnswer) => countOf(found.found.files.length, 'file');
  return (
    <p class="search-status number" role="status">
      <Switch>
        <Match when={isAsking()}>
          <AskStatus />
        </Match>
        <Match when={error()}>
          {(wrong) => (
            <span class="search-wrong">
              <InlineCode text={wrong().message} />
              {wrong().detail ? ` (${wrong().detail})` : ''}
            </span>
          )}
        </Match>
        <Match when={answer()}>
          {(found) => (
            <span class="dim">
              <Show
                when={listedIn(found().found.files) < found().found.total}
                fallback={countOf(found().found.total, 'match', 'matches')}
              >
                {formatCount(listedIn(found().found.files))} of{' '}
                {countOf(found().found.total, 'match', 'matches')}
              </Show>{' '}
              in {files(found())} · {formatMs(found().elapsedMs)}
              <Unsearched found={found()} />
              <Show when={isSearching()}>
                <span class="search-going"> · searching…</span>
              </Show>
            </span>
          )}
        </Match>
        <Match when={isSearching()}>
          <span class="dim">Searching…</span>
        </Match>
      </Switch>
      <OperationButton
        kind="quiet"
        operation={answer()?.found.total ? copyResults : undefined}
        input={{ format: 'lines' }}
        title="Copy the listed matches, one a line"
      >
        Copy
      </OperationButton>
    </p>
  );
}

/** What was not looked at: texts that are not kept, and files behind the end of the time. */
function Unsearched(props: { found: TextAnswer }): JSX.Element {
  const missing = () => props.found.texts - props.found.searchable;
  const isCut = () => {
    const { whole, files, total } = props.found.found;
    return !whole && listedIn(files) === total;
  };
  return (
    <>
      <Show when={missing() > 0}>
        <strong class="search-partial">
          {' '}
          · {formatCount(props.found.searchable)} of {countOf(props.found.texts, 'file')} searched
        </strong>
      </Show>
      <Show when={isCut()}>
        <strong class="search-partial"> · stopped early</strong>
      </Show>
    </>
  );
}

const MOST_FACETS = 6;

/** Languages and folders of the matches; each narrows the search to it. */
function Facets(props: { found: TextAnswer }): JSX.Element {
  const languages = createMemo(() => countBy(props.found.found.files, ({ language }) => language));
  const folders = createMemo(() => countBy(props.found.found.files, ({ path }) => topFolder(path)));
  const chip = (name: string, filter: string, count: number) => (
    <button
      type="button"
      class="chip"
      classList={{ on: query().split(' ').includes(filter) }}
      aria-pressed={query().split(' ').includes(filter)}
      title={filter}
      onClick={() => setQuery(withFilter(query(), filter))}
    >
      <span class="truncate">{name}</span> <span class="number dim">{formatCount(count)}</span>
    </button>
  );
  return (
    <fieldset class="search-facets">
      <legend class="unseen">Narrow the search</legend>
      <For each={languages().slice(0, MOST_FACETS)}>
        {([language, count]) => chip(languageName(language), `lang:${language}`, count)}
      </For>
      <For each={folders().slice(0, MOST_FACETS)}>
        {([folder, count]) => chip(visibleText(folder), folderFilter(folder), count)}
      </For>
    </fieldset>
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
            ? 'No file contains all of this.'
            : 'The other files have no stored text yet. They are searched as soon as they have; if nothing changes, open the folder again.'
        }
      >
        No file passes <code>{props.found.found.excludesAll.join(' ')}</code>.
      </Show>
    </EmptyState>
  );
}

const SYNTAX: readonly (readonly [string, string])[] = [
  ['token refresh', 'files that have both words'],
  ['"exact words"', 'the words as they stand'],
  ['/get\\w+Token/', 'a regular expression'],
  ['token lang:python', 'in one language'],
  ['token file:^src/ -file:test', 'by path, or not'],
  ['type:symbol parse', 'names that are defined'],
  ['(login OR signin) NOT test', 'any of them, none of them'],
];

/** What can be asked, and what was asked before. */
function Hints(props: { onChoose: (query: string) => void }): JSX.Element {
  return (
    <div class="search-hints scroll">
      <Show when={recent().length > 0}>
        <h2>Recent searches</h2>
        <ul>
          <For each={recent()}>{(text) => <Hint text={text} onChoose={props.onChoose} />}</For>
        </ul>
      </Show>
      <h2>Examples</h2>
      <ul>
        <For each={SYNTAX}>
          {([text, what]) => <Hint text={text} what={what} onChoose={props.onChoose} />}
        </For>
      </ul>
    </div>
  );
}

function Hint(props: { text: string; what?: string; onChoose: (query: string) => void }): JSX.Element {
  return (
    <li>
      <button type="button" class="search-hint" onClick={() => props.onChoose(props.text)}>
        <code>{props.text}</code> <span class="dim">{props.what}</span>
      </button>
    </li>
  );
}

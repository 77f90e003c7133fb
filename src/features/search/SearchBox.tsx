/** The box that a query is typed in, with what may be typed next below it. */
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js';
import type { TextAnswer } from '../../../workers/protocol';
import { createQuery, currentProjectId, searchTexts } from '../../data';
import { languageName } from '../../kernel/languages';
import { visibleText } from '../../kernel/visible-text';
import { folderFilter } from '../../share';
import { SearchField } from '../../ui/SearchField';
import { complete, type KnownValues, type Suggestion, symbolTyped, take } from './completion';
import { error, isAsking, query, setQuery } from './state';

interface SearchBoxProps {
  /** Down and Enter, where they are not about what is offered. */
  onLeave: (isSearch: boolean) => void;
  ref: (element: HTMLInputElement) => void;
}

export function SearchBox(props: SearchBoxProps): JSX.Element {
  let input!: HTMLInputElement;
  /** Where the caret stands; undefined where nothing is offered until the next letter. */
  const [caret, setCaret] = createSignal<number>();
  const project = createKnownValues();
  const symbols = createSymbols(() => symbolTyped(query(), caret() ?? 0));
  const known = () => ({ ...project(), symbols: symbols() });
  const [active, setActive] = createSignal(-1);
  const completion = createMemo(() => {
    const at = caret();
    return at === undefined || isAsking() ? undefined : complete(query(), at, known(), folderFilter);
  });
  const offered = () => completion()?.suggestions ?? [];
  createEffect(on(completion, () => setActive(-1)));

  const type = (text: string) => {
    setQuery(text);
    setCaret(input.selectionStart ?? text.length);
  };
  const accept = (suggestion: Suggestion) => {
    const at = completion();
    if (!at) return;
    const next = take(query(), at, suggestion);
    setQuery(next.query);
    input.value = next.query;
    input.focus();
    input.setSelectionRange(next.caret, next.caret);
    setCaret(next.caret);
  };
  const move = (step: number) => {
    const target = Math.min(Math.max(active() + step, -1), offered().length - 1);
    setActive(target);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = offered()[active()];
    if (event.key === 'ArrowDown' && offered().length > 0) move(1);
    else if (event.key === 'ArrowUp' && active() >= 0) move(-1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) accept(chosen);
    else if (event.key === 'Escape' && offered().length > 0) setCaret(undefined);
    else if (event.key === 'ArrowDown' || event.key === 'Enter') props.onLeave(event.key === 'Enter');
    else return;
    event.preventDefault();
  };

  return (
    <div class="search-box" onFocusOut={() => setCaret(undefined)}>
      <SearchField
        label="Search in all files"
        placeholder={isAsking() ? 'Where is the password checked?' : 'Search in all files'}
        value={query()}
        onText={type}
        onKeyDown={onKeyDown}
        onClick={() => setCaret(input.selectionStart ?? undefined)}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={offered().length > 0}
        aria-controls="search-offered"
        aria-activedescendant={active() >= 0 ? `search-offered-${active()}` : undefined}
        aria-invalid={!isAsking() && error() !== undefined}
        ref={(element) => {
          input = element;
          props.ref(element);
        }}
      />
      <div
        class="search-offered"
        id="search-offered"
        role="listbox"
        aria-label="What may be typed"
        hidden={offered().length === 0}
      >
        <For each={offered()}>
          {(one, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text field has the keyboard, as the combobox pattern says
            <div
              id={`search-offered-${index()}`}
              class="search-offer"
              classList={{ active: index() === active() }}
              role="option"
              tabIndex={-1}
              aria-selected={index() === active()}
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => accept(one)}
            >
              <code>{visibleText(one.text)}</code>
              <Show when={one.note}>
                <span class="dim truncate">{visibleText(one.note)}</span>
              </Show>
            </div>
          )}
        </For>
      </div>
    </div>
  );
}

/** Folders this far down are offered. */
const DEPTH = 3;

/** Names that are offered. */
const NAMES = 50;

/** Names of the project that begin as typed, as soon as they are there; a signal. */
function createSymbols(typed: () => string | undefined): () => readonly string[] {
  const [names, setNames] = createSignal<readonly string[]>([]);
  createEffect(() => {
    const [begin, projectId] = [typed(), currentProjectId()];
    const stop = new AbortController();
    onCleanup(() => stop.abort());
    if (begin === undefined || projectId === undefined) return;
    const show = ({ found }: TextAnswer) => {
      const all = found.files.flatMap(({ matches }) =>
        matches.map(({ text, from, length }) => text.slice(from, from + length)),
      );
      if (!stop.signal.aborted) setNames([...new Set(all)].sort());
    };
    searchTexts(projectId, `count:${NAMES} type:symbol /^${begin}/`, stop.signal).then(show, () => {});
  });
  return names;
}

/** Languages and folders of the open project. A signal. */
function createKnownValues(): () => Omit<KnownValues, 'symbols'> {
  const files = createQuery('treeFiles', () => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { projectId };
  });
  return createMemo(() => {
    const languages = new Map<string, number>();
    const folders = new Set<string>();
    for (const { path, language } of files() ?? []) {
      if (language) languages.set(language, (languages.get(language) ?? 0) + 1);
      let at = path.indexOf('/');
      for (let depth = 0; depth < DEPTH && at >= 0; depth++) {
        folders.add(path.slice(0, at + 1));
        at = path.indexOf('/', at + 1);
      }
    }
    const byCount = [...languages].sort(([, a], [, b]) => b - a);
    return {
      languages: byCount.map(([id, count]) => ({ id, name: languageName(id), files: count })),
      folders: [...folders].sort(),
    };
  });
}

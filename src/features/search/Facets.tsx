/** Languages and folders of the matches; each narrows the search to it. */
import { createMemo, For, type JSX } from 'solid-js';
import type { TextAnswer } from '../../../workers/protocol';
import { formatCount } from '../../kernel/format';
import { languageName } from '../../kernel/languages';
import { visibleText } from '../../kernel/visible-text';
import { folderFilter, hasFilter, withFilter } from '../../share';
import { countBy, topFolder } from './rows';
import { query, setQuery } from './state';

const MOST_FACETS = 6;

export function Facets(props: { found: TextAnswer }): JSX.Element {
  const languages = createMemo(() => countBy(props.found.found.files, ({ language }) => language));
  const folders = createMemo(() => countBy(props.found.found.files, ({ path }) => topFolder(path)));
  const chip = (name: string, filter: string, count: number) => (
    <button
      type="button"
      class="chip"
      classList={{ on: hasFilter(query(), filter) }}
      aria-pressed={hasFilter(query(), filter)}
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

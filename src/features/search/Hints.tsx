/** What can be asked, what was kept, and what was asked before. */
import { For, type JSX, Show } from 'solid-js';
import { recent } from './recent';
import { saved } from './saved';

const SYNTAX: readonly (readonly [string, string])[] = [
  ['token refresh', 'files that have both words'],
  ['"exact words"', 'the words as they stand'],
  ['/get\\w+Token/', 'a regular expression'],
  ['token lang:python', 'in one language'],
  ['token file:^src/ -file:test', 'by path, or not'],
  ['type:symbol parse', 'names that are defined'],
  ['(login OR signin) NOT test', 'any of them, none of them'],
  ['type:structural $X == $X', 'code of a form, $X being the same code'],
  ['type:finding password', 'findings of the last scan'],
];

export function Hints(props: { onChoose: (query: string) => void }): JSX.Element {
  return (
    <div class="search-hints scroll">
      <Show when={saved().length > 0}>
        <h2>Saved searches</h2>
        <ul>
          <For each={saved()}>{(text) => <Hint text={text} onChoose={props.onChoose} />}</For>
        </ul>
      </Show>
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

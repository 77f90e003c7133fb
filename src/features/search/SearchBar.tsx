/** The box and the buttons beside it, which say in the query how it is looked for. */
import { createMemo, type JSX, Show } from 'solid-js';
import { formatBytes } from '../../kernel/format';
import { runOperation } from '../../kernel/operations/run';
import { embeddingBytes } from '../../platform';
import {
  hasFilter,
  looksStructural,
  partsOfQuery,
  STRUCTURAL,
  termsOf,
  typeOf,
  type Way,
  wayOf,
  withFilter,
} from '../../share';
import { Button } from '../../ui/Button';
import { OperationButton } from '../../ui/OperationButton';
import { Switch } from '../../ui/Switch';
import { asksByMeaning, setAsking } from './ask-state';
import { askByMeaning, saveSearch } from './operations';
import { SearchBox } from './SearchBox';
import { isSaved } from './saved';
import { isAsking, query, setQuery } from './state';

interface SearchBarProps {
  onLeave: (isSearch: boolean) => void;
  ref: (element: HTMLInputElement) => void;
}

export function SearchBar(props: SearchBarProps): JSX.Element {
  const parts = createMemo(() => partsOfQuery(query()));
  const isStructural = () => typeOf(query()) === 'structural';
  const way = createMemo(() => {
    const { terms } = parts();
    return isAsking() || isStructural() || terms === '' ? undefined : wayOf(terms);
  });
  const change = (next: Partial<Way>) => {
    const now = way();
    const { before, after } = parts();
    if (now) setQuery(before + termsOf({ ...now, ...next }) + after);
  };
  const looksLikeCode = () =>
    !isAsking() &&
    !isStructural() &&
    wayOf(parts().terms)?.isRegex !== true &&
    looksStructural(parts().terms);

  return (
    <>
      <div class="search-bar">
        <SearchBox onLeave={props.onLeave} ref={props.ref} />
        <fieldset class="search-ways">
          <legend class="unseen">How it is looked for</legend>
          <Toggle
            label="Match case"
            sign="Aa"
            title="Match case (case:yes)"
            isOn={!isAsking() && hasFilter(query(), 'case:yes')}
            isDisabled={isAsking()}
            onClick={() => setQuery(withFilter(query(), 'case:yes'))}
          />
          <Toggle
            label="Whole words"
            sign="ab"
            title="Whole words only"
            isOn={way()?.isWord === true}
            isDisabled={way() === undefined}
            onClick={() => change({ isWord: !way()?.isWord })}
          />
          <Toggle
            label="Regular expression"
            sign=".*"
            title="Read as a regular expression (/…/)"
            isOn={way()?.isRegex === true}
            isDisabled={way() === undefined}
            onClick={() => change({ isRegex: !way()?.isRegex })}
          />
          <Toggle
            label="Structure of code"
            sign="f($X)"
            title={`Read as a pattern of code, such as f($X, ...) (${STRUCTURAL})`}
            isOn={!isAsking() && isStructural()}
            isDisabled={isAsking()}
            onClick={() => setQuery(withFilter(query(), STRUCTURAL))}
          />
          <Toggle
            label="Ask"
            sign="Ask"
            title="Ask in plain words which functions and types are about something"
            isOn={isAsking()}
            isDisabled={false}
            onClick={() => setAsking(!isAsking())}
          />
          <OperationButton
            kind="quiet"
            class="search-way"
            operation={query().trim() === '' || isAsking() ? undefined : saveSearch}
            input={{ query: query() }}
            aria-pressed={isSaved(query())}
            aria-label="Save this search"
            title={isSaved(query()) ? 'Forget this search' : 'Save this search'}
          >
            {isSaved(query()) ? '★' : '☆'}
          </OperationButton>
        </fieldset>
      </div>
      <Show when={isAsking() && embeddingBytes()}>
        {(bytes) => (
          <div class="search-related">
            <Switch
              label="Find related words"
              checked={asksByMeaning()}
              onChange={(on) => void runOperation(askByMeaning, { on })}
            />
            <span>
              Find related words, too <span class="dim">({formatBytes(bytes())}, loaded once)</span>
            </span>
          </div>
        )}
      </Show>
      <Show when={looksLikeCode()}>
        <p class="search-offer-structural">
          <span>This looks like a pattern of code.</span>
          <Button onClick={() => setQuery(withFilter(query(), STRUCTURAL))}>Search by structure</Button>
        </p>
      </Show>
    </>
  );
}

interface ToggleProps {
  label: string;
  /** What is drawn on it, which is no word. */
  sign: string;
  title: string;
  isOn: boolean;
  isDisabled: boolean;
  onClick: () => void;
}

function Toggle(props: ToggleProps): JSX.Element {
  return (
    <Button
      kind="quiet"
      class="search-way"
      aria-pressed={props.isOn}
      aria-label={props.label}
      title={props.title}
      disabled={props.isDisabled}
      onClick={() => props.onClick()}
    >
      <span class="search-sign" data-sign={props.sign} />
    </Button>
  );
}

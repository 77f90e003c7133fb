/** What came of a query, in a line. */
import { type JSX, Match, Show, Switch } from 'solid-js';
import type { TextAnswer } from '../../../workers/protocol';
import { countOf, formatCount, formatMs } from '../../kernel/format';
import { isAvailable } from '../../kernel/operations/operation';
import { callOperation, runOperation } from '../../kernel/operations/run';
import { partsOfQuery, typeOf } from '../../share';
import { Button } from '../../ui/Button';
import { InlineCode } from '../../ui/InlineCode';
import { Menu } from '../../ui/Menu';
import { AskStatus } from './AskResults';
import { COPIES, copyResults, replaceCode } from './operations';
import { listedIn } from './rows';
import { answer, error, isAsking, isSearching, query } from './state';

/** How many there are and where, or what is wrong with the query. Of one height, so that nothing moves. */
export function Status(): JSX.Element {
  const files = (found: TextAnswer) => countOf(found.found.files.length, 'file');
  /** The language of the first match, or one that the pattern is code in. */
  const patternLanguage = () => answer()?.found.files[0]?.language || answer()?.found.structure?.languages[0];
  /** The line of the first match: code that is surely found. */
  const firstMatch = () => {
    const [match] = answer()?.found.files[0]?.matches ?? [];
    return match && { code: match.text.trim() };
  };
  const canReplace = () =>
    !isAsking() &&
    typeOf(query()) === 'structural' &&
    (answer()?.found.total ?? 0) > 0 &&
    isAvailable(replaceCode);
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
              in {files(found())}
              <Show
                when={isSearching()}
                fallback={
                  <>
                    {' '}
                    · {formatMs(found().elapsedMs)}
                    <Unsearched found={found()} />
                  </>
                }
              >
                <span class="search-going"> · searching…</span>
              </Show>
            </span>
          )}
        </Match>
        <Match when={isSearching()}>
          <span class="dim">Searching…</span>
        </Match>
      </Switch>
      <Show when={canReplace()}>
        <Button
          kind="quiet"
          class="search-replace"
          title="Replace what is listed here; all is shown first"
          onClick={() => void callOperation(replaceCode.id, { query: query() })}
        >
          Replace…
        </Button>
      </Show>
      <Show when={!isAsking() && typeOf(query()) === 'structural' && patternLanguage()}>
        {(language) => (
          <Button
            kind="quiet"
            title="Opens the rule workshop with this pattern"
            onClick={() =>
              void callOperation('workshop.from-pattern', {
                pattern: partsOfQuery(query()).terms,
                language: language(),
                ...firstMatch(),
              })
            }
          >
            Make a rule of this
          </Button>
        )}
      </Show>
      <Show when={!isAsking() && answer()?.found.total}>
        <Menu
          label="Copy"
          title="Copy the listed matches, or a link to this search"
          items={COPIES}
          onPick={(format) => void runOperation(copyResults, { format })}
        />
      </Show>
    </p>
  );
}

/** What was not looked at: texts that are not kept, and files behind the end of the time. */
function Unsearched(props: { found: TextAnswer }): JSX.Element {
  const missing = () => props.found.texts - props.found.searchable;
  const isCut = () => {
    const { whole, files, total, structure } = props.found.found;
    return !isSearching() && !whole && listedIn(files) === total && !structure?.unread;
  };
  const structure = () => props.found.found.structure;
  return (
    <>
      <Show when={missing() > 0}>
        <strong class="search-partial">
          {' '}
          · {formatCount(props.found.searchable)} of {countOf(props.found.texts, 'file')} searched
        </strong>
      </Show>
      <Show when={props.found.elsewhere > 0}>
        <span title="Files beyond the memory limit for searching, which you can change in Settings. Searching them takes longer.">
          {' '}
          · {countOf(props.found.elsewhere, 'file')} read from storage
        </span>
      </Show>
      <Show when={structure()?.unread}>
        {(unread) => (
          <strong
            class="search-partial"
            title={structure()
              ?.examples.map(({ path, reason }) => `${path}: ${reason}`)
              .join('\n')}
          >
            {' '}
            · {formatCount(unread())} of {countOf(structure()?.files ?? 0, 'file')} not searched to the end
          </strong>
        )}
      </Show>
      <Show when={structure()?.broken}>
        {(broken) => (
          <span title="Matches may be missing where the code has errors.">
            {' '}
            · {countOf(broken(), 'file')} with syntax errors
          </span>
        )}
      </Show>
      <Show when={isCut()}>
        <strong class="search-partial"> · stopped early</strong>
      </Show>
    </>
  );
}

/** The code of the result that is looked at. */
import { createMemo, type JSX, Match, Show, Switch } from 'solid-js';
import type { FoundPlace } from '../../../workers/protocol';
import { CodePane } from '../../code/CodePane';
import { placeOf, type Row } from '../../code/place-rows';
import { createShownFile } from '../../code/shown-file';
import type { Place } from '../../editor';
import { visibleText } from '../../kernel/visible-text';
import { Button, IconButton } from '../../ui/Button';
import { ICONS } from '../../ui/Icon';
import { UnreadText } from '../../ui/UnreadText';

export function Preview(props: {
  row: Row<FoundPlace>;
  onOpen: () => void;
  onBack: (() => void) | undefined;
}): JSX.Element {
  const path = createMemo(() => props.row.file.path);
  const { text, shown, reload } = createShownFile(path);
  const place = createMemo<Place>(() => {
    const at = placeOf(props.row);
    return { line: at?.line ?? 1, col: at?.col ?? 1 };
  });
  return (
    <section class="pane-column" aria-label="Code of the match">
      <header class="search-preview-head">
        <Show when={props.onBack}>
          {(back) => <IconButton label="Back to the matches" icon={ICONS.back} onClick={() => back()()} />}
        </Show>
        <span class="code truncate">{visibleText(path())}</span>
        <Button kind="quiet" onClick={() => props.onOpen()}>
          Open file
        </Button>
      </header>
      <Switch>
        <Match when={shown()}>
          {(now) => (
            <CodePane
              shown={now()}
              findings={[]}
              selected={undefined}
              place={place()}
              onPick={() => undefined}
            />
          )}
        </Match>
        <Match when={text()}>
          {(now) => <UnreadText title="File not available" text={now()} onReload={reload} />}
        </Match>
      </Switch>
    </section>
  );
}

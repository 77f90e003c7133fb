/** A list of places below the code, by file, with the code around the one that is chosen. */
import {
  createMemo,
  createSignal,
  type JSX,
  Match,
  mapArray,
  onCleanup,
  onMount,
  Show,
  Switch,
} from 'solid-js';
import type { UsedPlace } from '../../workers/protocol';
import { CodeView, type Place } from '../editor';
import { IconButton } from '../ui/Button';
import { ICONS } from '../ui/Icon';
import { UnreadText } from '../ui/UnreadText';
import { createWidth } from '../ui/width';
import type { FilePlace } from './go';
import { PlaceTree } from './PlaceTree';
import type { Peek } from './peek';
import { placeOf, type Row } from './place-rows';
import { createShownFile } from './shown-file';
import './peek-panel.css';

interface PeekPanelProps {
  peek: Peek;
  onOpen: (place: FilePlace) => void;
  onClose: () => void;
}

/** Less room than this is for the list alone; px. */
const ROOM_FOR_CODE = 620;

export function PeekPanel(props: PeekPanelProps): JSX.Element {
  let host!: HTMLElement;
  let list: HTMLElement | undefined;
  const [picked, setPicked] = createSignal<Row<UsedPlace>>();
  const width = createWidth(() => host);
  // The same file stays the same row while more of them come.
  const files = createMemo(
    mapArray(
      () => props.peek.files(),
      (file) => ({ path: file.path, matches: file.uses }),
    ),
  );
  const open = (row: Row<UsedPlace>) => {
    const place = placeOf(row);
    if (place) props.onOpen({ path: row.file.path, line: place.line, col: place.col });
  };
  onMount(() => queueMicrotask(() => list?.focus()));
  onCleanup(() => props.peek.stop());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    props.onClose();
  };
  const first = (): Row<UsedPlace> | undefined => {
    const file = files()[0];
    const match = file?.matches[0];
    return file && match && { kind: 'match', file, match };
  };
  return (
    <section
      class="peek"
      aria-label="Places"
      onKeyDown={onKeyDown}
      ref={(element) => {
        host = element;
      }}
    >
      <header class="peek-head">
        <span class="truncate" role="status">
          {props.peek.isBusy() && files().length === 0 ? 'Looking for uses…' : props.peek.title()}
          <Show when={props.peek.note()}>
            <span class="dim"> · {props.peek.note()}</span>
          </Show>
        </span>
        <IconButton label="Close (Esc)" icon={ICONS.close} onClick={() => props.onClose()} />
      </header>
      <div class="peek-body">
        <PlaceTree
          label="Places"
          files={files()}
          noteOf={({ certain, role }) => (certain ? (ROLES[role] ?? '') : 'candidate')}
          onPick={setPicked}
          onOpen={open}
          ref={(element) => {
            list = element;
          }}
        />
        <Show when={width() >= ROOM_FOR_CODE && (picked() ?? first())}>
          {(row) => <PeekCode row={row()} />}
        </Show>
      </div>
    </section>
  );
}

/** What is said of a use; a plain one needs no word. */
const ROLES: Record<string, string> = {
  definition: 'definition',
  write: 'write',
  import: 'import',
  call: 'call',
  type: 'type',
};

function PeekCode(props: { row: Row<UsedPlace> }): JSX.Element {
  const { text, shown, reload } = createShownFile(() => props.row.file.path);
  const place = createMemo<Place>(() => {
    const at = placeOf(props.row);
    return { line: at?.line ?? 1, col: at?.col ?? 1 };
  });
  return (
    <div class="peek-code">
      <Switch>
        <Match when={shown()}>
          {(now) => (
            <CodeView
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
    </div>
  );
}

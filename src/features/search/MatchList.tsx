/** Files with their matches below one another, as a tree; the cursor's match is shown beside it. */
import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import type { FoundFile, FoundPlace } from '../../../workers/protocol';
import { formatCount, splitPath } from '../../kernel/format';
import { visibleText } from '../../kernel/visible-text';
import { Chevron } from '../../ui/Chevron';
import { FileIcon } from '../../ui/FileIcon';
import { createVirtualRows } from '../../ui/virtual-rows';
import { partsOf, type Row, rowsOf } from './rows';

interface MatchListProps {
  files: readonly FoundFile[];
  onPick: (row: Row) => void;
  onOpen: (row: Row) => void;
  /** Up in the first row goes to the query. */
  onLeave: () => void;
  ref: (element: HTMLElement) => void;
}

const ROW = 26;

export function MatchList(props: MatchListProps): JSX.Element {
  const [closed, setClosed] = createSignal<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = createSignal(0);
  const rows = createMemo(() => rowsOf(props.files, closed()));
  const virtual = createVirtualRows(
    () => rows().length,
    () => ROW,
  );
  const at = () => Math.min(cursor(), rows().length - 1);
  createEffect(
    on(
      () => props.files,
      () => {
        setCursor(0);
        virtual.reveal(0);
      },
      { defer: true },
    ),
  );

  function goTo(index: number): void {
    const target = Math.min(Math.max(index, 0), rows().length - 1);
    const row = rows()[target];
    if (!row) return;
    setCursor(target);
    virtual.reveal(target);
    props.onPick(row);
  }

  function toggle(row: Row, open?: boolean): void {
    const next = new Set(closed());
    if (open ?? next.has(row.file.path)) next.delete(row.file.path);
    else next.add(row.file.path);
    setClosed(next);
    goTo(rows().findIndex((one) => one.kind === 'file' && one.file === row.file));
  }

  const close = (row: Row) => {
    if (row.kind === 'file') toggle(row, false);
    else goTo(rows().findIndex((one) => one.kind === 'file' && one.file === row.file));
  };
  const keys: Record<string, (row: Row) => void> = {
    ArrowDown: () => goTo(at() + 1),
    ArrowUp: () => (at() === 0 ? props.onLeave() : goTo(at() - 1)),
    PageDown: () => goTo(at() + virtual.pageRows()),
    PageUp: () => goTo(at() - virtual.pageRows()),
    Home: () => goTo(0),
    End: () => goTo(rows().length - 1),
    ArrowRight: (row) => (row.kind === 'file' && !row.isOpen ? toggle(row, true) : goTo(at() + 1)),
    ArrowLeft: close,
    Enter: (row) => props.onOpen(row),
  };

  function onKeyDown(event: KeyboardEvent): void {
    const row = rows()[at()];
    const act = event.altKey || event.ctrlKey || event.metaKey ? undefined : keys[event.key];
    if (!row || !act) return;
    event.preventDefault();
    act(row);
  }

  return (
    <div
      class="match-list scroll"
      ref={(element) => {
        virtual.ref(element);
        props.ref(element);
      }}
      onScroll={virtual.onScroll}
      onKeyDown={onKeyDown}
      tabindex="0"
      role="tree"
      aria-label="Matches"
      aria-activedescendant={`match-${at()}`}
    >
      <div class="match-canvas" role="presentation" style={{ height: `${virtual.height()}px` }}>
        <For each={virtual.visible()}>
          {(index) => (
            <Show when={rows()[index]}>
              {(row) => (
                <MatchRow
                  row={row()}
                  index={index}
                  isCursor={at() === index}
                  onPick={() => (row().kind === 'file' && at() === index ? toggle(row()) : goTo(index))}
                  onOpen={() => props.onOpen(row())}
                />
              )}
            </Show>
          )}
        </For>
      </div>
    </div>
  );
}

interface MatchRowProps {
  row: Row;
  index: number;
  isCursor: boolean;
  onPick: () => void;
  onOpen: () => void;
}

function MatchRow(props: MatchRowProps): JSX.Element {
  const match = () => (props.row.kind === 'match' ? props.row.match : undefined);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of all its rows
    <div
      id={`match-${props.index}`}
      class="match-row"
      classList={{ cursor: props.isCursor, file: props.row.kind === 'file' }}
      role="treeitem"
      tabindex="-1"
      aria-level={props.row.kind === 'file' ? 1 : 2}
      aria-selected={props.isCursor}
      aria-expanded={props.row.kind === 'file' ? props.row.isOpen : undefined}
      style={{ transform: `translateY(${props.index * ROW}px)` }}
      onClick={() => props.onPick()}
      onDblClick={() => props.onOpen()}
    >
      <Show when={match()} fallback={<FileHead row={props.row} />}>
        {(found) => <Line match={found()} />}
      </Show>
    </div>
  );
}

function FileHead(props: { row: Row }): JSX.Element {
  const parts = () => splitPath(visibleText(props.row.file.path));
  return (
    <>
      <Chevron isOpen={props.row.kind === 'file' && props.row.isOpen} />
      <FileIcon path={props.row.file.path} folder={undefined} />
      <span class="code truncate match-path">
        <strong>{parts().name}</strong> <span class="dim">{parts().folder}</span>
      </span>
      <span class="number dim">{formatCount(props.row.file.matches.length)}</span>
    </>
  );
}

function Line(props: { match: FoundPlace }): JSX.Element {
  const parts = () => partsOf(props.match);
  return (
    <>
      <span class="match-line number dim">{props.match.line}</span>
      <span class="code truncate match-text">
        {parts()[0]}
        <mark>{parts()[1]}</mark>
        {parts()[2]}
      </span>
    </>
  );
}

/** Files with their places below one another, as a tree; the place of the cursor is shown beside it. */
import { createEffect, createMemo, createSignal, createUniqueId, For, type JSX, on, Show } from 'solid-js';
import { guessNames } from '../data';
import { formatCount, splitPath } from '../kernel/format';
import { visibleText } from '../kernel/visible-text';
import { Chevron } from '../ui/Chevron';
import { FileIcon } from '../ui/FileIcon';
import { createVirtualRows } from '../ui/virtual-rows';
import { type ListedFile, type ListedPlace, partsOf, type Row, rowsOf } from './place-rows';
import './place-tree.css';

interface PlaceTreeProps<P extends ListedPlace> {
  label: string;
  /** Those that are there stay the same objects while more of them come. */
  files: readonly ListedFile<P>[];
  /** What is said at the end of a place's row. */
  noteOf?: (place: P) => string;
  /** Names of values that places have beside their text, shown as columns. */
  columns?: readonly string[];
  cellOf?: (place: P, column: string) => string;
  onPick: (row: Row<P>) => void;
  onOpen: (row: Row<P>) => void;
  /** Up in the first row leads out of the tree. */
  onLeave?: () => void;
  ref: (element: HTMLElement) => void;
}

const ROW = 26;
/** More have no room. */
const MOST_COLUMNS = 4;

export function PlaceTree<P extends ListedPlace>(props: PlaceTreeProps<P>): JSX.Element {
  const id = createUniqueId();
  const [closed, setClosed] = createSignal<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = createSignal(0);
  const rows = createMemo(() => rowsOf(props.files, closed()));
  const virtual = createVirtualRows(
    () => rows().length,
    () => ROW,
  );
  const at = () => Math.min(cursor(), rows().length - 1);
  // More of the same leaves the cursor where it is.
  createEffect(
    on(
      () => props.files[0],
      () => {
        setCursor(0);
        virtual.reveal(0);
      },
      { defer: true },
    ),
  );
  const noteOf = (row: Row<P>) => (row.kind === 'match' ? (props.noteOf?.(row.match) ?? '') : '');

  function goTo(index: number): void {
    const target = Math.min(Math.max(index, 0), rows().length - 1);
    const row = rows()[target];
    if (!row) return;
    setCursor(target);
    virtual.reveal(target);
    props.onPick(row);
    // Who walks through the list looks at the next file next.
    const next = props.files[props.files.indexOf(row.file) + 1];
    if (next) guessNames('list', [{ name: 'outline', params: { path: next.path } }]);
  }

  function toggle(row: Row<P>, open?: boolean): void {
    const next = new Set(closed());
    if (open ?? next.has(row.file.path)) next.delete(row.file.path);
    else next.add(row.file.path);
    setClosed(next);
    goTo(rows().findIndex((one) => one.kind === 'file' && one.file === row.file));
  }

  const close = (row: Row<P>) => {
    if (row.kind === 'file') toggle(row, false);
    else goTo(rows().findIndex((one) => one.kind === 'file' && one.file === row.file));
  };
  const keys: Record<string, (row: Row<P>) => void> = {
    ArrowDown: () => goTo(at() + 1),
    ArrowUp: () => (at() === 0 ? props.onLeave?.() : goTo(at() - 1)),
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

  const columns = () => (props.columns ?? []).slice(0, MOST_COLUMNS);
  const cellsOf = (row: Row<P>) => {
    const { cellOf } = props;
    return row.kind === 'match' && cellOf ? columns().map((name) => cellOf(row.match, name)) : [];
  };

  return (
    <>
      <Show when={columns().length > 0}>
        <div class="match-columns" aria-hidden="true">
          <For each={columns()}>{(name) => <span class="match-value code truncate">${name}</span>}</For>
        </div>
      </Show>
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
        aria-label={props.label}
        aria-activedescendant={`${id}-${at()}`}
      >
        <div class="match-canvas" role="presentation" style={{ height: `${virtual.height()}px` }}>
          <For each={virtual.visible()}>
            {(index) => (
              <Show when={rows()[index]}>
                {(row) => (
                  <MatchRow
                    row={row()}
                    id={`${id}-${index}`}
                    note={noteOf(row())}
                    values={cellsOf(row())}
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
    </>
  );
}

interface MatchRowProps {
  row: Row;
  id: string;
  note: string;
  values: readonly string[];
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
      id={props.id}
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
        {(found) => <Line match={found()} note={props.note} values={props.values} />}
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

function Line(props: { match: ListedPlace; note: string; values: readonly string[] }): JSX.Element {
  const parts = () => partsOf(props.match);
  return (
    <>
      <span class="match-line number dim">{props.match.line}</span>
      <span class="code match-text">
        <span class="match-lead">
          <bdi dir="ltr">{parts()[0]}</bdi>
        </span>
        <mark class="truncate">{parts()[1]}</mark>
        <span class="match-rest truncate">{parts()[2]}</span>
      </span>
      <For each={props.values}>
        {(value) => (
          <span class="match-value code truncate" title={visibleText(value)}>
            {visibleText(value.replace(/\s+/g, ' '))}
          </span>
        )}
      </For>
      <Show when={props.note}>
        <span class="match-note dim">{props.note}</span>
      </Show>
    </>
  );
}

/** The tree: only rows on the screen are elements. One tab stop; the arrows move through it. */
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js';
import type { TreeFile } from '../../../workers/protocol';
import { countOf, formatCount } from '../../kernel/format';
import { visibleText } from '../../kernel/visible-text';
import { Chevron } from '../../ui/Chevron';
import { EmptyState } from '../../ui/EmptyState';
import { FileIcon } from '../../ui/FileIcon';
import { SeverityIcon } from '../../ui/SeverityIcon';
import { createVirtualRows } from '../../ui/virtual-rows';
import { buildTreeInSlices, type Folder, filterFiles, flattenTree, parentsOf, type TreeRow } from './tree';

interface FileTreeProps {
  files: readonly TreeFile[];
  filter: string;
  selected: string | undefined;
  onOpen: (path: string) => void;
  onMoveFolder: (path: string) => void;
}

const rowHeight = () => (matchMedia('(pointer: coarse)').matches ? 44 : 26);
const pathOf = (row: TreeRow) => (row.kind === 'folder' ? row.folder.path : row.file.path);

export function FileTree(props: FileTreeProps): JSX.Element {
  const [root, setRoot] = createSignal<Folder>();
  const [open, setOpen] = createSignal<ReadonlySet<string>>(new Set());
  /** Folders closed by hand while a filter holds all of them open. */
  const [closed, setClosed] = createSignal<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = createSignal<string>();
  /** The selected file is to be scrolled to as soon as the tree has its row. */
  let isSought = false;
  const isFiltered = () => props.filter.trim() !== '';

  createEffect(
    on([() => props.files, () => props.filter], ([files, filter]) => {
      let isWanted = true;
      onCleanup(() => {
        isWanted = false;
      });
      void buildTreeInSlices(filterFiles(files, filter), () => isWanted).then(
        (tree) => tree && setRoot(tree),
      );
    }),
  );
  createEffect(
    on(
      () => props.selected,
      (path) => {
        if (!path) return;
        setOpen((before) => new Set([...before, ...parentsOf(path)]));
        setCursor(path);
        isSought = true;
      },
    ),
  );
  const flat = createMemo(() => {
    const tree = root();
    if (!tree) return [];
    const [opened, shut, filtered] = [open(), closed(), isFiltered()];
    return flattenTree(tree, (path) => (filtered ? !shut.has(path) : opened.has(path)));
  });
  const cursorIndex = createMemo(() => flat().findIndex((row) => pathOf(row) === cursor()));
  const rows = createVirtualRows(() => flat().length, rowHeight);
  createEffect(() => {
    const at = cursorIndex();
    if (!isSought || at < 0) return;
    isSought = false;
    queueMicrotask(() => rows.reveal(at));
  });

  const toggle = (row: TreeRow & { kind: 'folder' }, to = !row.isOpen) => {
    const flip = (before: ReadonlySet<string>, isMember: boolean) => {
      const next = new Set(before);
      if (isMember) next.add(row.folder.path);
      else next.delete(row.folder.path);
      return next;
    };
    if (isFiltered()) setClosed((before) => flip(before, !to));
    else setOpen((before) => flip(before, to));
  };
  const moveTo = (index: number) => {
    const row = flat()[Math.min(Math.max(index, 0), flat().length - 1)];
    if (!row) return;
    setCursor(pathOf(row));
    rows.reveal(cursorIndex());
  };
  const activate = (row: TreeRow | undefined) => {
    if (row?.kind === 'folder') toggle(row);
    else if (row) props.onOpen(row.file.path);
  };
  const parentIndex = () => {
    const depth = flat()[cursorIndex()]?.depth ?? 0;
    return flat().findLastIndex((row, index) => index < cursorIndex() && row.depth < depth);
  };
  const right = (row: TreeRow | undefined) => {
    if (row?.kind === 'folder' && !row.isOpen) toggle(row, true);
    else if (row?.kind === 'folder') moveTo(cursorIndex() + 1);
  };
  const left = (row: TreeRow | undefined) => {
    if (row?.kind === 'folder' && row.isOpen) toggle(row, false);
    else if (parentIndex() >= 0) moveTo(parentIndex());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const row = flat()[cursorIndex()];
    if (event.key === 'F2' && event.shiftKey && row?.kind === 'folder') {
      event.preventDefault();
      event.stopPropagation();
      props.onMoveFolder(row.folder.path);
      return;
    }
    const moves: Record<string, () => void> = {
      ArrowDown: () => moveTo(cursorIndex() + 1),
      ArrowUp: () => moveTo(cursorIndex() - 1),
      PageDown: () => moveTo(cursorIndex() + rows.pageRows()),
      PageUp: () => moveTo(cursorIndex() - rows.pageRows()),
      Home: () => moveTo(0),
      End: () => moveTo(flat().length - 1),
      ArrowRight: () => right(row),
      ArrowLeft: () => left(row),
      Enter: () => activate(row),
      ' ': () => activate(row),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };

  return (
    <Show
      when={flat().length > 0 || !root()}
      fallback={
        <EmptyState title={isFiltered() ? 'No matches' : 'No files'} role="status">
          {isFiltered()
            ? 'A file matches if its path contains all the words, in any order.'
            : 'Files appear here as the scan finds them.'}
        </EmptyState>
      }
    >
      <div
        class="file-tree scroll"
        ref={rows.ref}
        role="tree"
        aria-label="Files"
        tabindex="0"
        aria-activedescendant={cursorIndex() >= 0 ? `tree-row-${cursorIndex()}` : undefined}
        onScroll={rows.onScroll}
        onKeyDown={onKeyDown}
        onFocus={() => cursorIndex() < 0 && moveTo(0)}
      >
        <div class="file-tree-canvas" role="presentation" style={{ height: `${rows.height()}px` }}>
          <For each={rows.visible()}>
            {(index) => (
              <Show when={flat()[index]}>
                {(row) => (
                  <TreeRowView
                    index={index}
                    row={row()}
                    isCursor={index === cursorIndex()}
                    isSelected={pathOf(row()) === props.selected}
                    onActivate={() => {
                      setCursor(pathOf(row()));
                      activate(row());
                    }}
                  />
                )}
              </Show>
            )}
          </For>
        </div>
      </div>
    </Show>
  );
}

interface TreeRowViewProps {
  index: number;
  row: TreeRow;
  isCursor: boolean;
  isSelected: boolean;
  onActivate: () => void;
}

function TreeRowView(props: TreeRowViewProps): JSX.Element {
  const facts = () => factsOf(props.row);
  const isOpen = () => (props.row.kind === 'folder' ? props.row.isOpen : undefined);
  const folderState = () => (isOpen() === undefined ? undefined : isOpen() ? 'open' : 'closed');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of all its rows
    <div
      id={`tree-row-${props.index}`}
      class="tree-row"
      classList={{ cursor: props.isCursor, selected: props.isSelected, pending: facts().isPending }}
      role="treeitem"
      aria-level={props.row.depth + 1}
      aria-expanded={isOpen()}
      aria-selected={props.isSelected}
      aria-posinset={props.row.position}
      aria-setsize={props.row.setSize}
      style={{
        transform: `translateY(${props.index * rowHeight()}px)`,
        'padding-inline-start': `${8 + props.row.depth * 14}px`,
      }}
      onClick={() => props.onActivate()}
    >
      <Chevron isOpen={isOpen()} />
      <FileIcon path={props.row.name} folder={folderState()} />
      <span class="tree-name truncate" title={visibleText(pathOf(props.row))}>
        {visibleText(props.row.name)}
      </span>
      <Show when={facts().note}>{(note) => <span class="tree-note">{note()}</span>}</Show>
      <Show when={facts().worst}>
        {(worst) => (
          <span
            class="tree-count number"
            title={`${countOf(facts().findings, 'finding')}, worst: ${worst()}`}
          >
            {formatCount(facts().findings)}
            <span class="unseen"> {facts().findings === 1 ? 'finding' : 'findings'}, worst: </span>
            <SeverityIcon severity={worst()} size={9} />
          </span>
        )}
      </Show>
    </div>
  );
}

function factsOf(row: TreeRow) {
  if (row.kind === 'folder') {
    const { pending, fileCount, findings, worst } = row.folder;
    const note =
      pending > 0 && pending < fileCount
        ? `${formatCount(fileCount - pending)} / ${formatCount(fileCount)}`
        : '';
    return { isPending: pending === fileCount, note, findings, worst };
  }
  const { status, findings, worst } = row.file;
  return { isPending: status === 'pending', note: status === 'failed' ? 'failed' : '', findings, worst };
}

/**
 * The list as an ARIA treegrid over a virtual canvas: groups are placed by arithmetic, and only rows on the screen are
 * elements. They are moved by `transform`, which costs no layout while findings stream in; `sticky` knows nothing of
 * it, so the head that stays on top is an element of its own.
 */
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
  untrack,
} from 'solid-js';
import type { FindingRow, FindingsView } from '../../../workers/protocol';
import { FindingRowView } from './FindingRowView';
import { GroupHead, StuckHead } from './GroupHead';
import { createListKeys } from './list-keys';
import { type Anchor, findAnchor, type ListLayout, layoutList, scrollTopFor } from './list-layout';

export interface FindingsListProps {
  view: FindingsView;
  groupBy: 'rule' | 'file' | 'severity' | 'none';
  row: (id: number) => FindingRow | undefined;
  want: (ids: Uint32Array, first: number, last: number) => void;
  selected: number | undefined;
  onSelect: (id: number) => void;
  /** Enter on a row: go to its code. */
  onOpen: () => void;
  marked: ReadonlySet<number>;
  onMark: (ids: Iterable<number>) => void;
  label: string;
}

export const ROW_HEIGHT = 50;
export const HEAD_HEIGHT = 31;
/** Rows drawn beyond either edge, so that a fast flick shows no gap. */
const OVERSCAN_PX = 300;

export function FindingsList(props: FindingsListProps): JSX.Element {
  let scroller!: HTMLDivElement;
  const [top, setTop] = createSignal(0);
  const [height, setHeight] = createSignal(800);
  const [collapsed, setCollapsed] = createSignal<ReadonlySet<string>>(new Set());
  /** The pointer has been moved over the list: somebody is about to read or click. */
  const [isWatched, setWatched] = createSignal(false);
  const sizes = () => ({ row: ROW_HEIGHT, head: props.groupBy === 'none' ? 0 : HEAD_HEIGHT });
  const ids = () => props.view.ids;
  const layout = createMemo(() => layoutList(props.view.groups, collapsed(), sizes()));
  createEffect(
    on(
      () => props.groupBy,
      () => setCollapsed(new Set<string>()),
      { defer: true },
    ),
  );

  const range = createMemo(
    () => ({
      first: layout().indexAt(top() - OVERSCAN_PX),
      last: layout().indexAt(top() + height() + OVERSCAN_PX),
    }),
    undefined,
    { equals: (a, b) => a.first === b.first && a.last === b.last },
  );
  const groupOfKey = createMemo(() => new Map(props.view.groups.map(({ key }, group) => [key, group])));
  /**
   * Groups that can be seen, by their keys, as rows are by the ids of their findings: what arrives moves their elements
   * as they are. Elements that took what the next one had shown would have all that is in them move.
   */
  const groups = createMemo(() => {
    const { first, last } = range();
    const [from, to] = [layout().itemAt(first)?.group, layout().itemAt(last)?.group];
    const all = from === undefined || to === undefined ? [] : span(from, to);
    return all.flatMap((group) => props.view.groups[group]?.key ?? []);
  });
  const rowsOf = (group: number): number[] => {
    const { first, last } = range();
    const bounds = props.view.groups[group];
    if (!bounds || layout().isCollapsed(group)) return [];
    const firstItem = layout().indexOfRow(bounds.start);
    const from = Math.max(0, first - firstItem);
    const to = Math.min(bounds.count - 1, last - firstItem);
    return span(bounds.start + from, bounds.start + to);
  };
  createEffect(() => {
    const { first, last } = range();
    const [from, to] = [firstRowFrom(layout(), first), lastRowTo(layout(), last)];
    if (from !== undefined && to !== undefined) props.want(ids(), from, to);
  });

  const toggle = (group: number, open = layout().isCollapsed(group)) => {
    const key = props.view.groups[group]?.key;
    if (key === undefined) return;
    const next = new Set(collapsed());
    if (open) next.delete(key);
    else next.add(key);
    setCollapsed(next);
  };
  /** The group whose head has been scrolled past, and how far the next one has pushed its copy up; px. */
  const stuck = createMemo(() => {
    const item = sizes().head > 0 ? layout().itemAt(layout().indexAt(top())) : undefined;
    if (!item) return undefined;
    const bounds = layout().boundsOf(item.group);
    if (bounds.top >= top()) return undefined;
    return { group: item.group, pushed: Math.min(0, bounds.top + bounds.height - top() - HEAD_HEIGHT) };
  });
  /** Folding a group away leaves its head where the reader is. */
  const onClick = (event: MouseEvent) => {
    const group = stuck()?.group;
    if (group === undefined || !(event.target as Element).closest('.findings-stuck')) return;
    toggle(group);
    scroller.scrollTop = layout().boundsOf(group).top;
  };
  const reveal = (index: number) => {
    const stuck = layout().itemAt(index)?.kind === 'row' ? sizes().head : 0;
    const itemTop = layout().topOf(index);
    const itemHeight = layout().itemAt(index)?.kind === 'head' ? HEAD_HEIGHT : ROW_HEIGHT;
    if (itemTop - stuck < scroller.scrollTop) scroller.scrollTop = itemTop - stuck;
    else if (itemTop + itemHeight > scroller.scrollTop + scroller.clientHeight) {
      scroller.scrollTop = itemTop + itemHeight - scroller.clientHeight;
    }
  };
  const keys = createListKeys({
    props,
    layout,
    toggle,
    reveal,
    pageRows: () => Math.floor(height() / ROW_HEIGHT) - 1,
  });

  keepReadingPosition();
  createEffect(on(() => props.selected, showSelected, { defer: true }));
  onMount(() => {
    const observer = new ResizeObserver(() => setHeight(scroller.clientHeight));
    observer.observe(scroller);
    onCleanup(() => observer.disconnect());
    requestAnimationFrame(() => showSelected(props.selected));
  });

  function showSelected(id: number | undefined) {
    const row = id === undefined ? -1 : untrack(ids).indexOf(id);
    if (row < 0) return;
    const group = untrack(layout).groupOfRow(row);
    if (untrack(layout).isCollapsed(group)) toggle(group, true);
    keys.moveTo(untrack(layout).indexOfRow(row));
    reveal(untrack(layout).indexOfRow(row));
  }

  /** Rows that arrive above what is being read move the scroll position with them, so nothing is seen to move. */
  function keepReadingPosition() {
    let before: { layout: ListLayout; ids: Uint32Array } | undefined;
    createEffect(
      on([layout, ids], ([nextLayout, nextIds]) => {
        const last = before;
        before = { layout: nextLayout, ids: nextIds };
        if (!last || last.ids === nextIds) return;
        const reads = untrack(top) > 0 || props.selected !== undefined || untrack(isWatched);
        // Asking the element where it stands has the page laid out at once, which is saved where nobody reads.
        if (!reads) return;
        const viewport = { top: scroller.scrollTop, height: scroller.clientHeight };
        keepAnchor(findAnchor(last.layout, last.ids, viewport, props.selected), nextLayout, nextIds);
      }),
    );
  }

  function keepAnchor(anchor: Anchor | undefined, nextLayout: ListLayout, nextIds: Uint32Array) {
    const next = anchor && scrollTopFor(anchor, nextLayout, nextIds);
    if (next === undefined) return;
    scroller.scrollTop = next;
    setTop(scroller.scrollTop);
  }

  return (
    <div
      class="findings-list scroll"
      classList={{ marking: props.marked.size > 0 }}
      ref={scroller}
      role="treegrid"
      tabindex="0"
      aria-label={props.label}
      aria-multiselectable="true"
      aria-rowcount={layout().items}
      aria-activedescendant={keys.activeId()}
      onScroll={() => setTop(scroller.scrollTop)}
      onFocus={keys.enter}
      onClick={onClick}
      onKeyDown={keys.onKeyDown}
      onPointerMove={() => setWatched(true)}
      onPointerLeave={() => setWatched(false)}
    >
      <Show when={stuck()}>
        {(head) => (
          <StuckHead
            by={props.groupBy}
            group={props.view.groups[head().group]}
            isOpen={!layout().isCollapsed(head().group)}
            pushed={head().pushed}
          />
        )}
      </Show>
      <div class="findings-canvas" role="presentation" style={{ height: `${layout().height}px` }}>
        <For each={groups()}>
          {(key) => {
            const group = () => groupOfKey().get(key) ?? -1;
            const first = () => props.view.groups[group()]?.start ?? 0;
            const places = createMemo(() => new Map(rowsOf(group()).map((row) => [ids()[row] ?? 0, row])));
            return (
              <div
                class="findings-group"
                role="rowgroup"
                style={{
                  transform: `translateY(${layout().boundsOf(group()).top}px)`,
                  height: `${layout().boundsOf(group()).height}px`,
                }}
              >
                <Show when={props.groupBy !== 'none'}>
                  <GroupHead
                    id={`group-${group()}`}
                    by={props.groupBy}
                    group={props.view.groups[group()]}
                    position={group() + 1}
                    setSize={props.view.groups.length}
                    rowIndex={layout().indexOfHead(group()) + 1}
                    isOpen={!layout().isCollapsed(group())}
                    isActive={keys.isActiveHead(group())}
                    onToggle={() => toggle(group())}
                  />
                </Show>
                <For each={[...places().keys()]}>
                  {(id) => {
                    const row = () => places().get(id) ?? first();
                    return (
                      <FindingRowView
                        id={id}
                        row={props.row(id)}
                        above={row() > first() ? props.row(ids()[row() - 1] ?? 0) : undefined}
                        top={layout().topOf(layout().indexOfRow(row())) - layout().boundsOf(group()).top}
                        rowIndex={layout().indexOfRow(row()) + 1}
                        position={row() - first() + 1}
                        setSize={props.view.groups[group()]?.count ?? 0}
                        groupBy={props.groupBy}
                        isSaid={props.view.groups[group()]?.message !== undefined}
                        isSelected={props.selected === id}
                        isMarked={props.marked.has(id)}
                        isActive={keys.isActiveRow(row())}
                        onPick={(event) => keys.pick(row(), event)}
                        onMark={() => keys.mark(row())}
                      />
                    );
                  }}
                </For>
              </div>
            );
          }}
        </For>
      </div>
    </div>
  );
}

function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** The first row at or below an item. */
function firstRowFrom(layout: ListLayout, index: number): number | undefined {
  for (let at = index; at < Math.min(layout.items, index + 50); at++) {
    const item = layout.itemAt(at);
    if (item?.kind === 'row') return item.row;
  }
  return undefined;
}

function lastRowTo(layout: ListLayout, index: number): number | undefined {
  for (let at = index; at >= Math.max(0, index - 50); at--) {
    const item = layout.itemAt(at);
    if (item?.kind === 'row') return item.row;
  }
  return undefined;
}

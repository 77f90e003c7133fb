/**
 * Keys and clicks of the treegrid. The cursor is an item (a head or a row); moving it onto a row selects
 * that finding. Space marks rows, Shift marks a stretch, Ctrl A marks all.
 */
import { createSignal } from 'solid-js';
import type { FindingsListProps } from './FindingsList';
import type { ListLayout } from './list-layout';

export interface ListKeysOptions {
  props: FindingsListProps;
  layout: () => ListLayout;
  toggle: (group: number, open?: boolean) => void;
  reveal: (index: number) => void;
  pageRows: () => number;
}

export function createListKeys({ props, layout, toggle, reveal, pageRows }: ListKeysOptions) {
  /** The cursor is kept as a head or an id: indexes move when rows arrive. */
  const [activeGroup, setActiveGroup] = createSignal<number>();
  const [activeFinding, setActiveFinding] = createSignal<number | undefined>(props.selected);
  let stretchStart: number | undefined;

  const idOf = (row: number) => props.view.ids[row];
  const activeIndex = (): number => {
    const group = activeGroup();
    if (group !== undefined) return layout().indexOfHead(group);
    const finding = activeFinding();
    const row = finding === undefined ? -1 : props.view.ids.indexOf(finding);
    return row < 0 ? -1 : layout().indexOfRow(row);
  };

  /** Puts the cursor on an item without selecting it. */
  function moveTo(index: number) {
    const item = layout().itemAt(index);
    if (!item) return;
    setActiveGroup(item.kind === 'head' ? item.group : undefined);
    if (item.kind === 'row') setActiveFinding(idOf(item.row));
  }

  function goTo(index: number, extend = false) {
    const target = Math.min(Math.max(index, 0), layout().items - 1);
    const item = layout().itemAt(target);
    if (!item) return;
    moveTo(target);
    reveal(target);
    if (item.kind !== 'row') return;
    if (extend) markTo(item.row);
    else stretchStart = item.row;
    const id = idOf(item.row);
    if (id !== undefined) props.onSelect(id);
  }

  function mark(row: number) {
    const id = idOf(row);
    if (id === undefined) return;
    const next = new Set(props.marked);
    if (!next.delete(id)) next.add(id);
    stretchStart = row;
    props.onMark(next);
  }

  function markTo(row: number) {
    const start = stretchStart ?? row;
    const [from, to] = [Math.min(start, row), Math.max(start, row)];
    props.onMark(new Set([...props.marked, ...props.view.ids.subarray(from, to + 1)]));
  }

  function pick(row: number, event: MouseEvent) {
    if (event.ctrlKey || event.metaKey) return mark(row);
    if (event.shiftKey) return markTo(row);
    goTo(layout().indexOfRow(row));
  }

  const atRow = () => {
    const item = layout().itemAt(activeIndex());
    return item?.kind === 'row' ? item : undefined;
  };
  const atHead = () => {
    const item = layout().itemAt(activeIndex());
    return item?.kind === 'head' ? item : undefined;
  };
  const open = () => {
    const head = atHead();
    if (head && layout().isCollapsed(head.group)) toggle(head.group, true);
    else if (head) goTo(activeIndex() + 1);
    else props.onOpen();
  };
  const close = () => {
    const item = layout().itemAt(activeIndex());
    if (!item) return;
    if (item.kind === 'head') toggle(item.group, false);
    else goTo(layout().indexOfHead(item.group));
  };
  const isRead = () => {
    const row = atRow();
    return row === undefined || idOf(row.row) === props.selected;
  };
  const choose = () => {
    const head = atHead();
    if (head) toggle(head.group);
    else if (isRead()) props.onOpen();
    else goTo(activeIndex());
  };
  const space = () => {
    const [row, head] = [atRow(), atHead()];
    if (row) mark(row.row);
    else if (head) toggle(head.group);
  };

  const moves: Record<string, (event: KeyboardEvent) => void> = {
    ArrowDown: (event) => goTo(activeIndex() + (isRead() ? 1 : 0), event.shiftKey),
    ArrowUp: (event) => goTo(activeIndex() - 1, event.shiftKey),
    PageDown: () => goTo(activeIndex() + pageRows()),
    PageUp: () => goTo(activeIndex() - pageRows()),
    Home: () => goTo(0),
    End: () => goTo(layout().items - 1),
    ArrowRight: open,
    ArrowLeft: close,
    Enter: choose,
    ' ': space,
  };

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
      props.onMark(props.view.ids);
    } else if (event.key === 'Escape' && props.marked.size > 0) {
      props.onMark([]);
    } else {
      const move = event.ctrlKey || event.metaKey ? undefined : moves[event.key];
      if (!move) return;
      move(event);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return {
    onKeyDown,
    /** Puts the cursor on the first row where there is none, so that whoever comes by keyboard sees where they are. */
    enter() {
      if (activeIndex() < 0) moveTo(layout().indexOfRow(0));
    },
    pick,
    mark,
    moveTo,
    isActiveHead: (group: number) => activeGroup() === group,
    isActiveRow: (row: number) => activeGroup() === undefined && idOf(row) === activeFinding(),
    /** Of the element under the cursor; undefined while there is none. */
    activeId: (): string | undefined => {
      const group = activeGroup();
      if (group !== undefined) return `group-${group}`;
      const finding = activeFinding();
      return finding === undefined ? undefined : `finding-${finding}`;
    },
  };
}

/**
 * Rows of one height in a scroller, of which only those on the screen are elements. The caller draws them
 * at `index * rowHeight` in a canvas of `height()`.
 */
import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js';

export interface VirtualRows {
  /** For the scrolling element. */
  ref: (scroller: HTMLElement) => void;
  onScroll: () => void;
  /** px of all rows. */
  height: Accessor<number>;
  /** Indexes of the rows to draw. */
  visible: Accessor<number[]>;
  /** How many rows a page has. */
  pageRows: Accessor<number>;
  /** Scrolls as little as shows the row. */
  reveal: (index: number) => void;
}

const OVERSCAN = 8;

export function createVirtualRows(count: Accessor<number>, rowHeight: Accessor<number>): VirtualRows {
  let scroller: HTMLElement | undefined;
  const [top, setTop] = createSignal(0);
  const [room, setRoom] = createSignal(600);
  const observer = new ResizeObserver(() => setRoom(scroller?.clientHeight ?? 0));
  onCleanup(() => observer.disconnect());
  const range = createMemo(
    () => ({
      first: Math.max(0, Math.floor(top() / rowHeight()) - OVERSCAN),
      last: Math.min(count() - 1, Math.ceil((top() + room()) / rowHeight()) + OVERSCAN),
    }),
    undefined,
    { equals: (a, b) => a.first === b.first && a.last === b.last },
  );
  return {
    ref(element) {
      scroller = element;
      observer.observe(element);
    },
    onScroll: () => setTop(scroller?.scrollTop ?? 0),
    height: () => count() * rowHeight(),
    visible: createMemo(() => {
      const { first, last } = range();
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
    }),
    pageRows: () => Math.max(1, Math.floor(room() / rowHeight()) - 1),
    reveal(index) {
      if (!scroller || index < 0) return;
      const rowTop = index * rowHeight();
      if (rowTop < scroller.scrollTop) scroller.scrollTop = rowTop;
      else if (rowTop + rowHeight() > scroller.scrollTop + scroller.clientHeight) {
        scroller.scrollTop = rowTop + rowHeight() - scroller.clientHeight;
      }
    },
  };
}

/**
 * Where each row and group head of the list is, by arithmetic alone: 100,000 rows cost one number per
 * group. An item is a head or a row; collapsed groups have a head and no rows.
 */
import type { FindingGroup } from '../../../workers/protocol';

export interface Sizes {
  row: number;
  /** 0 where the list has no groups and so no heads. */
  head: number;
}

export type Item = { kind: 'head'; group: number } | { kind: 'row'; group: number; row: number };

export interface ListLayout {
  groups: readonly FindingGroup[];
  /** px of the whole list. */
  height: number;
  /** Number of visible items, heads included. */
  items: number;
  isCollapsed(group: number): boolean;
  itemAt(index: number): Item | undefined;
  /** The item over a height from the top; the last one below the end. */
  indexAt(y: number): number;
  /** Its top, in px. */
  topOf(index: number): number;
  /** Index of the item of a row; that of its head if the group is collapsed. */
  indexOfRow(row: number): number;
  indexOfHead(group: number): number;
  groupOfRow(row: number): number;
  /** Top and height of a group, its head included. */
  boundsOf(group: number): { top: number; height: number };
}

/** The last index whose value is at most `wanted`; `values` ascend. */
function lastAtMost(values: Float64Array, wanted: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function layoutList(
  groups: readonly FindingGroup[],
  collapsed: ReadonlySet<string>,
  sizes: Sizes,
): ListLayout {
  const heads = sizes.head > 0 ? 1 : 0;
  const tops = new Float64Array(groups.length);
  const firstItems = new Float64Array(groups.length);
  const firstRows = new Float64Array(groups.length);
  let height = 0;
  let items = 0;
  const isCollapsed = (group: number) => heads === 1 && collapsed.has(groups[group]?.key ?? '');
  const rowsOf = (group: number) => (isCollapsed(group) ? 0 : (groups[group]?.count ?? 0));
  groups.forEach((group, index) => {
    tops[index] = height;
    firstItems[index] = items;
    firstRows[index] = group.start;
    height += sizes.head + rowsOf(index) * sizes.row;
    items += heads + rowsOf(index);
  });
  const at = (values: Float64Array, group: number) => values[group] ?? 0;

  return {
    groups,
    height,
    items,
    isCollapsed,
    itemAt(index) {
      if (index < 0 || index >= items) return undefined;
      const group = lastAtMost(firstItems, index);
      const within = index - at(firstItems, group) - heads;
      return within < 0
        ? { kind: 'head', group }
        : { kind: 'row', group, row: at(firstRows, group) + within };
    },
    indexAt(y) {
      if (items === 0) return 0;
      const group = lastAtMost(tops, Math.max(0, y));
      const below = y - at(tops, group) - sizes.head;
      if (below < 0) return at(firstItems, group);
      const within = Math.min(Math.floor(below / sizes.row), rowsOf(group) - 1);
      return at(firstItems, group) + Math.max(0, heads + within);
    },
    topOf(index) {
      const group = lastAtMost(firstItems, index);
      const within = index - at(firstItems, group);
      if (within === 0) return at(tops, group);
      return at(tops, group) + sizes.head + (within - heads) * sizes.row;
    },
    indexOfRow(row) {
      const group = lastAtMost(firstRows, row);
      if (isCollapsed(group)) return at(firstItems, group);
      return at(firstItems, group) + heads + row - at(firstRows, group);
    },
    indexOfHead: (group) => at(firstItems, group),
    groupOfRow: (row) => lastAtMost(firstRows, row),
    boundsOf: (group) => ({ top: at(tops, group), height: sizes.head + rowsOf(group) * sizes.row }),
  };
}

/** What the reader looks at: a finding, and how far below the upper edge it stands. */
export interface Anchor {
  id: number;
  /** px from the viewport's top to the row's top; negative if it is cut off. */
  offset: number;
}

/**
 * The row that must not move when rows arrive: the selected one where it can be seen, else the first
 * whole one on the screen.
 */
export function findAnchor(
  layout: ListLayout,
  ids: Uint32Array,
  viewport: { top: number; height: number },
  selected: number | undefined,
): Anchor | undefined {
  const anchorAt = (index: number): Anchor | undefined => {
    const item = layout.itemAt(index);
    if (item?.kind !== 'row') return undefined;
    const id = ids[item.row];
    return id === undefined ? undefined : { id, offset: layout.topOf(index) - viewport.top };
  };
  const row = selected === undefined ? -1 : ids.indexOf(selected);
  if (row >= 0) {
    const anchor = anchorAt(layout.indexOfRow(row));
    if (anchor?.id === selected && anchor && anchor.offset > -1 && anchor.offset < viewport.height)
      return anchor;
  }
  const first = layout.indexAt(viewport.top);
  return anchorAt(first + 1) ?? anchorAt(first + 2) ?? anchorAt(first);
}

/** The scroll position that puts the anchor back where it was; undefined if it is not in the list any more. */
export function scrollTopFor(anchor: Anchor, layout: ListLayout, ids: Uint32Array): number | undefined {
  const row = ids.indexOf(anchor.id);
  if (row < 0) return undefined;
  return Math.max(0, layout.topOf(layout.indexOfRow(row)) - anchor.offset);
}

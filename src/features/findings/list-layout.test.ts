import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAnchor, layoutList, scrollTopFor } from './list-layout';

const sizes = { row: 50, head: 30 };
const groupsOf = (counts: number[]) => {
  let start = 0;
  return counts.map((count, index) => {
    const group = { key: `g${index}`, start, count };
    start += count;
    return group;
  });
};
const idsOf = (count: number, first = 1) => Uint32Array.from({ length: count }, (_, i) => first + i);

describe('layoutList', () => {
  it('places heads and rows one below the other', () => {
    const layout = layoutList(groupsOf([2, 1]), new Set(), sizes);
    expect(layout.height).toBe(2 * 30 + 3 * 50);
    expect([0, 1, 2, 3, 4].map((i) => layout.topOf(i))).toEqual([0, 30, 80, 130, 160]);
    expect(layout.itemAt(3)).toEqual({ kind: 'head', group: 1 });
    expect(layout.itemAt(4)).toEqual({ kind: 'row', group: 1, row: 2 });
    expect(layout.itemAt(5)).toBeUndefined();
  });

  it('gives collapsed groups a head alone', () => {
    const layout = layoutList(groupsOf([2, 1]), new Set(['g0']), sizes);
    expect(layout.items).toBe(3);
    expect(layout.indexOfRow(1)).toBe(0);
    expect(layout.indexOfRow(2)).toBe(2);
  });

  it('has no heads where nothing is grouped', () => {
    const layout = layoutList(groupsOf([100_000]), new Set(['g0']), { row: 50, head: 0 });
    expect(layout.items).toBe(100_000);
    expect(layout.itemAt(0)).toEqual({ kind: 'row', group: 0, row: 0 });
    expect(layout.indexAt(50 * 99_999 + 10)).toBe(99_999);
  });

  it('finds each item at its own top, whatever the groups are', () => {
    const shape = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean()), {
      minLength: 1,
      maxLength: 20,
    });
    const property = fc.property(shape, fc.boolean(), (shapes, grouped) => {
      const groups = groupsOf(grouped ? shapes.map(([count]) => count) : [shapes.length]);
      const collapsed = new Set(shapes.flatMap(([, closed], i) => (closed ? [`g${i}`] : [])));
      const layout = layoutList(groups, collapsed, { row: 50, head: grouped ? 30 : 0 });
      for (let index = 0; index < layout.items; index++) {
        const top = layout.topOf(index);
        expect(layout.indexAt(top)).toBe(index);
        const item = layout.itemAt(index);
        if (item?.kind === 'row') expect(layout.indexOfRow(item.row)).toBe(index);
        if (item?.kind === 'head') expect(layout.indexOfHead(item.group)).toBe(index);
      }
      expect(layout.indexAt(layout.height + 999)).toBe(layout.items - 1);
    });
    fc.assert(property);
  });
});

describe('anchoring', () => {
  it('keeps the selected row where it is when rows arrive above it', () => {
    const before = layoutList(groupsOf([10]), new Set(), sizes);
    const anchor = findAnchor(before, idsOf(10, 100), { top: 100, height: 300 }, 103);
    expect(anchor).toEqual({ id: 103, offset: 80 });
    const ids = Uint32Array.from([...idsOf(7, 1), ...idsOf(10, 100)]);
    const after = layoutList(groupsOf([7, 10]), new Set(), sizes);
    expect(scrollTopFor({ id: 103, offset: 80 }, after, ids)).toBe(100 + 30 + 7 * 50);
  });

  it('keeps the first whole row where the selected one cannot be seen', () => {
    const layout = layoutList(groupsOf([100]), new Set(), sizes);
    const anchor = findAnchor(layout, idsOf(100), { top: 1040, height: 300 }, 1);
    expect(anchor).toEqual({ id: 22, offset: 40 });
  });

  it('says when the row has gone', () => {
    const layout = layoutList(groupsOf([3]), new Set(), sizes);
    expect(scrollTopFor({ id: 99, offset: 0 }, layout, idsOf(3))).toBeUndefined();
  });
});

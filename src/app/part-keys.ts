/** Keys that belong to a part of the page and not to an operation: they work where the focus is. */

/** What is done, and its keys, each as `describeKeys` reads it. */
type PartKey = readonly [what: string, ...keys: string[]];

export const PART_KEYS: readonly (readonly [part: string, keys: readonly PartKey[]])[] = [
  [
    'In the list of findings',
    [
      ['Next or previous row', 'ArrowDown', 'ArrowUp'],
      ['Fold or unfold a group', 'ArrowLeft', 'ArrowRight'],
      ['Go to the code', 'Enter'],
      ['Mark one', 'Space'],
      ['Mark all', 'Mod-a'],
    ],
  ],
  [
    'In code',
    [
      ['Find in file', 'Mod-f'],
      ['Next match', 'F3'],
      ['Go to line', 'Mod-g'],
      ['Go to definition', 'Mod-click'],
    ],
  ],
];

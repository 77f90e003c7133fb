/** Find and replace in the file (Ctrl F, F3) and go to a line (Ctrl G), at the top of the code. */
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import { EditorView, type KeyBinding, keymap } from '@codemirror/view';
import { makeFindPanel } from './find-panel';
import { linePanel, openLinePanel } from './line-panel';

const theme = EditorView.theme({
  '.cm-find': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px',
    padding: '6px 8px 6px 12px',
    fontFamily: 'var(--font-ui)',
    fontSize: '12px',
  },
  '.cm-find .cm-textfield': { flex: '1 1 140px', maxWidth: '320px', minWidth: '0' },
  // What replaces stands below what finds.
  '.cm-find-row': { flexBasis: '100%', height: '0' },
  '.cm-find-count': {
    flex: 'none',
    minWidth: '72px',
    padding: '0 4px',
    color: 'var(--dim)',
    fontVariantNumeric: 'tabular-nums',
  },
  '.cm-find-count.none': { color: 'var(--high)' },
  '.cm-find-button': {
    minWidth: '26px',
    height: '26px',
    padding: '0 5px',
    border: '1px solid transparent',
    borderRadius: '6px',
    background: 'none',
    color: 'var(--text)',
    font: 'inherit',
    cursor: 'pointer',
  },
  '.cm-find-button:hover': { backgroundColor: 'var(--ground)', borderColor: 'var(--line)' },
  '.cm-find-button[aria-pressed="true"]': {
    borderColor: 'var(--accent)',
    backgroundColor: 'var(--accent-ground)',
  },
  '@media (pointer: coarse)': { '.cm-find-button': { minWidth: '44px', height: '44px' } },
});

/** The library's own panel for lines has other keys too. */
const withoutLineKeys = (keys: readonly KeyBinding[]) => keys.filter(({ key }) => key !== 'Mod-Alt-g');

export const searching: Extension = [
  search({ top: true, createPanel: makeFindPanel }),
  highlightSelectionMatches({ minSelectionLength: 3 }),
  linePanel,
  keymap.of([{ key: 'Mod-g', run: openLinePanel, preventDefault: true }, ...withoutLineKeys(searchKeymap)]),
  theme,
];

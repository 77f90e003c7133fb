/** Find in the file (Ctrl F, F3) and go to a line (Ctrl G): CodeMirror's own, at the top of the code. */
import { gotoLine, highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';

export const searching: Extension = [
  search({ top: true }),
  highlightSelectionMatches({ minSelectionLength: 3 }),
  keymap.of([{ key: 'Mod-g', run: gotoLine, preventDefault: true }, ...searchKeymap]),
];

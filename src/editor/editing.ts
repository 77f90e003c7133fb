/** What makes the text one that can be changed: keys, many cursors, undo, and who is told of changes. */
import { history, historyKeymap, indentWithTab, redo } from '@codemirror/commands';
import { indentOnInput, indentUnit } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { crosshairCursor, EditorView, keymap, rectangularSelection } from '@codemirror/view';

/** How a text's lines end: what is typed or pasted into it ends its lines in the same way. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  return /\r\n/.test(text) && !/(?<!\r)\n/.test(text) ? '\r\n' : '\n';
}

/** Told of every change, with what gives the text once somebody wants it. */
export type OnEdit = (text: () => string) => void;

const columns = (event: MouseEvent) => event.altKey && event.shiftKey;

export function editing(text: string, onEdit: OnEdit): Extension {
  const lineBreak = lineBreakOf(text);
  return [
    history(),
    indentUnit.of(indentOf(text)),
    indentOnInput(),
    EditorState.allowMultipleSelections.of(true),
    // With Ctrl a click goes to a definition.
    EditorView.clickAddsSelectionRange.of((event) => event.altKey && !event.shiftKey),
    rectangularSelection({ eventFilter: columns }),
    crosshairCursor({ key: 'Alt' }),
    EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?|\n/g, lineBreak)),
    keymap.of([...historyKeymap, { key: 'Mod-Shift-z', run: redo, preventDefault: true }, indentWithTab]),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) onEdit(() => state.sliceDoc());
    }),
  ];
}

/** Lines that are looked at for how the text is indented. */
const MOST_LINES = 1000;

/** What most of the text's first indented lines begin with: a tab, or the smallest number of spaces. */
export function indentOf(text: string): string {
  let [tabs, spaces, least, seen] = [0, 0, 8, 0];
  for (const [, white = ''] of text.matchAll(/^([ \t]+)(?=\S)/gm)) {
    if (++seen > MOST_LINES) break;
    if (white.startsWith('\t')) tabs++;
    else {
      spaces++;
      // One space is what comments of C and the like begin with.
      if (white.length > 1) least = Math.min(least, white.length);
    }
  }
  if (tabs > spaces) return '\t';
  return ' '.repeat(spaces === 0 ? 2 : least);
}

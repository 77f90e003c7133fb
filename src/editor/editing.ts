/** What makes the text one that can be changed: keys, many cursors, undo, and who is told of changes. */
import { history, historyKeymap, indentWithTab, redo } from '@codemirror/commands';
import { indentOnInput, indentUnit } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { crosshairCursor, EditorView, keymap, rectangularSelection } from '@codemirror/view';
import { indentOf, lineBreakOf } from '../kernel/text-shape';

/** Gives a text that somebody edits. */
export interface EditedText {
  /** At once. */
  now(): string;
  /** Piece by piece, between which the page does what else there is to do: one of megabytes takes several frames. */
  inTurns(): Promise<string>;
}

/** Told of every change, with what gives the text once somebody wants it. */
export type OnEdit = (text: EditedText) => void;

/** Put together in one turn; characters. */
const TURN = 1 << 19;

function editedText(state: EditorState): EditedText {
  return {
    now: () => state.sliceDoc(),
    async inTurns() {
      const pieces: string[] = [];
      for (let from = 0; from < state.doc.length; from += TURN) {
        if (from > 0) await new Promise((resolve) => setTimeout(resolve));
        pieces.push(state.sliceDoc(from, from + TURN));
      }
      return pieces.join('');
    },
  };
}

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
      if (docChanged) onEdit(editedText(state));
    }),
  ];
}

/** The caret: where keys ask from, drawn because the browser draws none in a text that is only read. */
import type { EditorState, Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine } from '@codemirror/view';
import { type Place, placeAt } from './positions';

/** Shows the caret, and says where it is whenever it has moved. */
export function caret(onMove: (place: Place, state: EditorState) => void): Extension {
  return [
    drawSelection({ cursorBlinkRate: 0 }),
    highlightActiveLine(),
    EditorView.updateListener.of(({ selectionSet, state }) => {
      if (selectionSet) onMove(placeAt(state.doc, state.selection.main.head), state);
    }),
    theme,
  ];
}

const theme = EditorView.theme({
  '&.cm-focused .cm-cursor': { borderLeft: '2px solid var(--accent)', marginLeft: '-1px' },
  // What lies behind the text shows through.
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': {
    boxShadow: 'inset 0 1px var(--line), inset 0 -1px var(--line)',
  },
});

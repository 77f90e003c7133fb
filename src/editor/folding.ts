/** Folds what belongs together, by the language's own grammar where there is one, else by indentation. */
import {
  codeFolding,
  foldGutter,
  foldKeymap,
  foldService,
  language,
  StreamLanguage,
} from '@codemirror/language';
import type { EditorState, Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';

/** Lines that are looked at for the end of what is folded. */
const MOST_LINES = 20_000;

/** The lines below one that are indented further than it. */
function indentedBelow(state: EditorState, start: number): { from: number; to: number } | null {
  const grammar = state.facet(language);
  if (grammar && !(grammar instanceof StreamLanguage)) return null;
  const head = state.doc.lineAt(start);
  const indent = indentOf(head.text);
  if (indent === undefined) return null;
  let end = head.to;
  const last = Math.min(state.doc.lines, head.number + MOST_LINES);
  for (let number = head.number + 1; number <= last; number++) {
    const line = state.doc.line(number);
    const own = indentOf(line.text);
    if (own === undefined) continue;
    if (own <= indent) break;
    end = line.to;
  }
  return end > head.to ? { from: head.to, to: end } : null;
}

/** Undefined of an empty line. */
function indentOf(text: string): number | undefined {
  const at = text.search(/\S/);
  return at < 0 ? undefined : at;
}

const sign = (open: boolean): HTMLElement => {
  const dom = document.createElement('span');
  dom.className = open ? 'cm-fold-sign' : 'cm-fold-sign cm-folded';
  dom.textContent = open ? '⌄' : '›';
  dom.title = open ? 'Fold' : 'Unfold';
  return dom;
};

export const folding: Extension = [
  codeFolding(),
  foldService.of(indentedBelow),
  foldGutter({ markerDOM: sign }),
  keymap.of(foldKeymap),
  EditorView.theme({
    '.cm-foldGutter': { width: '14px' },
    '.cm-foldGutter .cm-gutterElement': { cursor: 'pointer', textAlign: 'center' },
    '.cm-fold-sign': { opacity: '0', transition: 'opacity 120ms' },
    '.cm-fold-sign.cm-folded, .cm-gutters:hover .cm-fold-sign': { opacity: '1' },
    '.cm-foldPlaceholder': {
      border: '1px solid var(--line)',
      borderRadius: '4px',
      backgroundColor: 'var(--raised)',
      color: 'var(--dim)',
      padding: '0 6px',
      margin: '0 4px',
    },
  }),
];

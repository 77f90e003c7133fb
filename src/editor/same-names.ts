/**
 * Sets off the other places of the name at the caret: in a layer behind the text, so that nothing of the text is drawn
 * anew and boxes around code stay whole.
 */
import { EditorSelection, type Extension, StateEffect, StateField, type Text } from '@codemirror/state';
import { EditorView, layer, RectangleMarker, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { NAME_SIGN, type NameSource, type SameName } from './name-source';
import { offsetOf, placeAt } from './positions';

/** So long the caret rests before anything is asked; ms. */
const REST_MS = 150;

const setNames = StateEffect.define<readonly SameName[]>();

const field = StateField.define<readonly SameName[]>({
  create: () => [],
  update: (shown, { effects, docChanged }) =>
    effects.find((effect) => effect.is(setNames))?.value ?? (docChanged ? [] : shown),
});

const boxes = layer({
  above: false,
  class: 'cm-same-names',
  update: ({ startState, state, docChanged, viewportChanged, geometryChanged }) =>
    docChanged || viewportChanged || geometryChanged || startState.field(field) !== state.field(field),
  markers(view) {
    const { doc } = view.state;
    return view.state.field(field).flatMap((name) => {
      const from = offsetOf(doc, name);
      const to = Math.min(from + name.length, doc.length);
      // What is not on the screen has no place there.
      if (to <= from || to < view.viewport.from || from > view.viewport.to) return [];
      const className = name.isWritten ? 'cm-same-name cm-same-name-written' : 'cm-same-name';
      return RectangleMarker.forRange(view, className, EditorSelection.range(from, to));
    });
  },
});

export function sameNames(source: NameSource): Extension {
  const plugin = ViewPlugin.define((view) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking = new AbortController();
    const ask = async (doc: Text, pos: number) => {
      const { signal } = asking;
      const isName = NAME_SIGN.test(doc.sliceString(Math.max(0, pos - 1), pos + 1));
      const names = isName ? await source.sameNames(placeAt(doc, pos), signal).catch(() => []) : [];
      if (signal.aborted || view.state.doc !== doc) return;
      if (names.length > 0 || view.state.field(field).length > 0) {
        view.dispatch({ effects: setNames.of(names) });
      }
    };
    const stop = () => {
      clearTimeout(timer);
      asking.abort();
      asking = new AbortController();
    };
    return {
      update({ selectionSet, state }: ViewUpdate) {
        if (!selectionSet) return;
        stop();
        const { head } = state.selection.main;
        timer = setTimeout(() => void ask(state.doc, head), REST_MS);
      },
      destroy: stop,
    };
  });
  return [field, boxes, plugin, theme];
}

const theme = EditorView.theme({
  '.cm-same-name': {
    borderRadius: '3px',
    backgroundColor: 'color-mix(in oklab, var(--accent) 20%, transparent)',
  },
  '.cm-same-name-written': {
    boxShadow: 'inset 0 -2px 0 color-mix(in oklab, var(--accent) 70%, transparent)',
  },
  '@media (forced-colors: active)': { '.cm-same-name': { outline: '1px dotted Highlight' } },
});

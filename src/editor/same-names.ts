/** Sets off the other places of the name at the caret. */
import { type Extension, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { NAME_SIGN, type NameSource, type SameName } from './name-source';
import { offsetOf, placeAt } from './positions';

/** So long the caret rests before anything is asked; ms. */
const REST_MS = 150;

const setNames = StateEffect.define<readonly SameName[]>();
const read = Decoration.mark({ class: 'cm-same-name' });
const written = Decoration.mark({ class: 'cm-same-name cm-same-name-written' });

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { effects, state }) {
    const set = effects.find((effect) => effect.is(setNames));
    return set ? draw(state.doc, set.value) : shown;
  },
  provide: (own) => EditorView.decorations.from(own),
});

function draw(doc: Text, names: readonly SameName[]): DecorationSet {
  const ranges = names.flatMap((name) => {
    const from = offsetOf(doc, name);
    const to = Math.min(from + name.length, doc.length);
    return to > from ? [(name.isWritten ? written : read).range(from, to)] : [];
  });
  return Decoration.set(ranges, true);
}

export function sameNames(source: NameSource): Extension {
  const plugin = ViewPlugin.define((view) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking = new AbortController();
    const ask = async (doc: Text, pos: number) => {
      const { signal } = asking;
      const isName = NAME_SIGN.test(doc.sliceString(Math.max(0, pos - 1), pos + 1));
      const names = isName ? await source.sameNames(placeAt(doc, pos), signal).catch(() => []) : [];
      if (signal.aborted || view.state.doc !== doc) return;
      if (names.length > 0 || view.state.field(field).size > 0) {
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
  return [field, plugin, theme];
}

const theme = EditorView.theme({
  '.cm-same-name': {
    borderRadius: '3px',
    backgroundColor: 'color-mix(in oklab, var(--accent) 16%, transparent)',
  },
  '.cm-same-name-written': {
    boxShadow: 'inset 0 -2px 0 color-mix(in oklab, var(--accent) 60%, transparent)',
  },
  '@media (forced-colors: active)': { '.cm-same-name': { outline: '1px dotted Highlight' } },
});

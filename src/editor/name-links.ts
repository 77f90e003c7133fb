/** With Ctrl (on a Mac Cmd) held, the name under the pointer is a link to its definition. */
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import { isMac } from '../kernel/hotkeys';
import type { NameSource } from './name-source';
import { placeAt } from './positions';

interface Stretch {
  from: number;
  to: number;
}

const setLink = StateEffect.define<Stretch | undefined>();
const link = Decoration.mark({ class: 'cm-name-link' });

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { effects, docChanged }) {
    const set = effects.find((effect) => effect.is(setLink));
    if (!set) return docChanged ? Decoration.none : shown;
    return set.value ? Decoration.set(link.range(set.value.from, set.value.to)) : Decoration.none;
  },
  provide: (own) => EditorView.decorations.from(own),
});

const isHeld = (event: MouseEvent | KeyboardEvent) => (isMac() ? event.metaKey : event.ctrlKey);

export function nameLinks(source: NameSource): Extension {
  return [
    field,
    EditorView.domEventHandlers({
      mousemove: (event, view) => show(view, isHeld(event) ? wordAt(view, event) : undefined),
      mouseleave: (_, view) => show(view, undefined),
      keyup: (event, view) => (isHeld(event) ? false : show(view, undefined)),
      mousedown(event, view) {
        const word = event.button === 0 && isHeld(event) ? wordAt(view, event) : undefined;
        if (!word) return false;
        event.preventDefault();
        view.dispatch({ selection: { anchor: word.pos }, effects: setLink.of(undefined) });
        source.goToDefinition(placeAt(view.state.doc, word.pos));
        return true;
      },
    }),
    theme,
  ];
}

function wordAt(view: EditorView, event: MouseEvent): (Stretch & { pos: number }) | undefined {
  const pos = view.posAtCoords({ x: event.clientX, y: event.clientY });
  const word = pos === null ? null : view.state.wordAt(pos);
  return pos === null || word === null ? undefined : { from: word.from, to: word.to, pos };
}

function show(view: EditorView, stretch: Stretch | undefined): false {
  const shown = view.state.field(field);
  const isShown = stretch
    ? shown.iter().from === stretch.from && shown.iter().to === stretch.to
    : shown.size === 0;
  if (!isShown) view.dispatch({ effects: setLink.of(stretch) });
  return false;
}

const theme = EditorView.theme({
  '.cm-name-link, .cm-name-link *': {
    color: 'var(--accent)',
    textDecoration: 'underline',
    cursor: 'pointer',
  },
});

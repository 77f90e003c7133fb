/**
 * The panel for going to a line (Ctrl G): the code follows every digit. Enter stays there, Escape goes back to where
 * one came from. `12:5` is a line and a column.
 */
import { EditorSelection, type Extension, StateEffect, StateField, type Text } from '@codemirror/state';
import { type Command, EditorView, getPanel, type Panel, showPanel } from '@codemirror/view';
import { formatCount } from '../kernel/format';
import { makeBar, makeButton, makeField, makeStatus } from './panel-parts';
import { offsetOf, type Place } from './positions';

const setOpen = StateEffect.define<boolean>();

const openField = StateField.define<boolean>({
  create: () => false,
  update: (isOpen, { effects }) => effects.find((effect) => effect.is(setOpen))?.value ?? isOpen,
  provide: (field) => showPanel.from(field, (isOpen) => (isOpen ? makeLinePanel : null)),
});

/** For Ctrl G; where the panel is open already, its text is chosen. */
export const openLinePanel: Command = (view) => {
  if (!view.state.field(openField, false)) view.dispatch({ effects: setOpen.of(true) });
  getPanel(view, makeLinePanel)?.dom.querySelector('input')?.select();
  return true;
};

export const linePanel: Extension = openField;

/** What is typed as a place in the text; a number past the end is its last line. */
export function placeTyped(typed: string, text: Text): Place | undefined {
  const [, line, col = '1'] = /^\s*(\d{1,9})(?:[:,]\s*(\d{0,9}))?\s*$/.exec(typed) ?? [];
  if (line === undefined) return undefined;
  return { line: Math.min(Math.max(1, Number(line)), text.lines), col: Math.max(1, Number(col)) };
}

function makeLinePanel(view: EditorView): Panel {
  const before = { selection: view.state.selection, top: view.scrollDOM.scrollTop };
  const field = makeField('', 'Go to line');
  field.inputMode = 'numeric';
  const status = makeStatus();
  const tell = () => {
    const isWrong = field.value.trim() !== '' && placeTyped(field.value, view.state.doc) === undefined;
    status.textContent = isWrong ? 'Not a line number' : `of ${formatCount(view.state.doc.lines)}`;
    status.classList.toggle('none', isWrong);
  };
  const close = () => {
    view.dispatch({ effects: setOpen.of(false) });
    view.focus();
  };
  const cancel = () => {
    view.dispatch({ selection: before.selection });
    close();
    view.scrollDOM.scrollTop = before.top;
  };
  field.addEventListener('input', () => {
    tell();
    const place = placeTyped(field.value, view.state.doc);
    if (!place) return;
    const at = offsetOf(view.state.doc, place);
    const effects = EditorView.scrollIntoView(at, { y: 'center' });
    view.dispatch({ selection: EditorSelection.cursor(at), effects });
  });
  const dom = makeBar([field, status, makeButton('✕', 'Close (Esc)', cancel)]);
  dom.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === field) close();
    else if (event.key === 'Escape') cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  tell();
  return { dom, top: true, mount: () => field.select() };
}

/** The card about a name: under the pointer that rests on it, and at the caret when a key asks for it. */
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import { describeKeys } from '../kernel/hotkeys';
import { cardTheme, element } from './card-parts';
import { highlightLines } from './highlight';
import { loadLanguage } from './languages';
import { isAskingName } from './name-box';
import { NAME_SIGN, type NameCard, type NameSource } from './name-source';
import { offsetOf, placeAt } from './positions';

/** So long the pointer rests before anything is asked; ms. */
const REST_MS = 300;

const setCard = StateEffect.define<Tooltip | null>();

/** The card that a key asked for; it goes when the caret does. */
const cardField = StateField.define<Tooltip | null>({
  create: () => null,
  update(card, { effects, selection, docChanged }) {
    const set = effects.find((effect) => effect.is(setCard));
    if (set) return set.value;
    return selection || docChanged ? null : card;
  },
  provide: (field) => showTooltip.from(field),
});

/** Cards about the names of a text, whose language colours them. */
export function hoverCards(source: NameSource, language: string | undefined): Extension {
  return [
    hoverTooltip(
      async (view, pos) => {
        const card = await cardAt(view, pos, source, language);
        return isAskingName(view.state) ? null : card;
      },
      { hoverTime: REST_MS, hideOn: ({ state }) => isAskingName(state) },
    ),
    cardField,
    keymap.of([{ key: 'Escape', run: closeCard }]),
    cardTheme,
    theme,
  ];
}

/** Shows the card of the name at the caret. */
export async function showCardAtCaret(
  view: EditorView,
  source: NameSource,
  language: string | undefined,
): Promise<void> {
  const { state } = view;
  const pos = state.selection.main.head;
  const card = (await cardAt(view, pos, source, language)) ?? nothingAt(pos);
  // The caret may have gone on meanwhile.
  if (view.state.doc === state.doc && view.state.selection.eq(state.selection)) {
    view.dispatch({ effects: setCard.of(card) });
  }
}

/** Who asks by a key is told in any case. */
function nothingAt(pos: number): Tooltip {
  const dom = element('div', 'cm-name-card');
  dom.setAttribute('role', 'status');
  dom.append(element('p', 'cm-name-about', 'Nothing here is defined in this project.'));
  return { pos, above: true, create: () => ({ dom }) };
}

const closeCard = (view: EditorView): boolean => {
  if (!view.state.field(cardField, false)) return false;
  view.dispatch({ effects: setCard.of(null) });
  return true;
};

async function cardAt(
  view: EditorView,
  pos: number,
  source: NameSource,
  language: string | undefined,
): Promise<Tooltip | null> {
  const { doc } = view.state;
  if (!NAME_SIGN.test(doc.sliceString(Math.max(0, pos - 1), pos + 1))) return null;
  const card = await source.card(placeAt(doc, pos), NEVER).catch(() => undefined);
  if (!card || view.state.doc !== doc) return null;
  const from = offsetOf(doc, card);
  return {
    pos: from,
    end: from + card.length,
    above: true,
    create: () => ({ dom: draw(card, source, language) }),
  };
}

const NEVER = new AbortController().signal;

function draw(card: NameCard, source: NameSource, language: string | undefined): HTMLElement {
  const dom = element('div', 'cm-name-card');
  dom.setAttribute('role', 'status');
  if (card.signature !== '') dom.append(signatureOf(card, language));
  if (card.doc !== '') dom.append(element('p', 'cm-name-doc', card.doc));
  dom.append(element('p', 'cm-name-about', card.about));
  const uses = action('Uses', 'Shift-F12', () => source.listUses(card));
  const definition = action('Definition', 'F12', () => source.goToDefinition(card));
  const actions = element('p', 'cm-name-actions');
  actions.append(definition.whole, uses.whole);
  dom.append(actions);
  void card.uses.then((text) => {
    uses.button.textContent = text;
  });
  return dom;
}

function signatureOf({ signature }: NameCard, language: string | undefined): HTMLElement {
  const dom = element('pre', 'cm-name-signature', signature);
  loadLanguage(language)?.then(
    (support) => {
      const tokens = highlightLines(signature, support).flat();
      dom.replaceChildren(...tokens.map((token) => element('span', token.class ?? '', token.text)));
    },
    () => {},
  );
  return dom;
}

/** A button, and the keys that do the same at the caret. */
function action(name: string, keys: string, run: () => void): { whole: HTMLElement; button: HTMLElement } {
  const button = element('button', 'cm-card-action', name);
  button.setAttribute('type', 'button');
  button.addEventListener('click', run);
  const whole = element('span', '');
  whole.append(button, element('kbd', 'cm-card-keys', describeKeys(keys)));
  return { whole, button };
}

const theme = EditorView.theme({
  '.cm-name-card': { maxWidth: 'min(560px, 86vw)', fontFamily: 'var(--font-ui)', fontSize: '12px' },
  '.cm-name-card > *': { margin: '0', padding: '6px 10px' },
  '.cm-name-signature': {
    fontFamily: 'var(--font-code)',
    fontSize: '12px',
    lineHeight: '1.5',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    maxHeight: '96px',
    overflow: 'auto',
  },
  '.cm-name-doc': { paddingTop: '0 !important', lineHeight: '1.5' },
  '.cm-name-about': { color: 'var(--dim)', paddingTop: '0 !important', overflowWrap: 'anywhere' },
  '.cm-name-about:first-child': { paddingTop: '6px !important' },
  '.cm-name-actions': {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 16px',
    borderTop: '1px solid var(--line)',
    backgroundColor: 'var(--raised)',
  },
});

/**
 * The code viewer: one read-only CodeMirror in a shadow root. The root is there for the page's content
 * security policy: in a document CodeMirror would need `<style>` elements, in a shadow root it adopts sheets.
 */
import { defaultKeymap } from '@codemirror/commands';
import { bracketMatching, type LanguageSupport } from '@codemirror/language';
import { Compartment, EditorSelection, EditorState, type Extension, StateEffect } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, showPanel } from '@codemirror/view';
import { caret } from './caret';
import { severityGutter, stepGutter } from './gutter';
import { hoverCards, showCardAtCaret } from './hover-card';
import { loadLanguage } from './languages';
import { plainTextReason } from './limits';
import { type Marks, markClicks, marksField, setMarks } from './marks';
import { askName, type NameQuestion, nameBox } from './name-box';
import { nameLinks } from './name-links';
import type { NameSource } from './name-source';
import { offsetOf, type Place, placeAt } from './positions';
import { sameNames } from './same-names';
import { searching } from './search';
import { specialChars } from './special-chars';
import { theme } from './theme';

export interface ViewerOptions {
  /** Called when a mark in the code or beside it is clicked. */
  onPick: (id: number) => void;
  /** Called when the number of a step is clicked. */
  onStep: (index: number) => void;
  /** Called whenever the caret has moved. */
  onCaret: (place: Place) => void;
  /** Whom to ask about the names in the text; undefined where nobody knows. */
  names: NameSource | undefined;
}

/** What the viewer shows. */
export interface ShownText {
  path: string;
  text: string;
  language: string | undefined;
}

export interface Viewer {
  show(shown: ShownText): void;
  mark(marks: Marks): void;
  /** Puts the caret at a place and scrolls it into view. */
  reveal(place: Place): void;
  /** Scrolls as little as shows the caret, once the room for the code is another one. */
  keepCaretInView(): void;
  /** Whether long lines go on below. */
  wrap(on: boolean): void;
  focus(): void;
  caret(): Place;
  /** Shows what is known of the name at the caret. */
  showCard(): void;
  /** Asks for a name in a box at a place; undefined if nobody gives one. */
  askName(question: NameQuestion): Promise<string | undefined>;
  destroy(): void;
}

const wrapExtension = (on: boolean): Extension => (on ? EditorView.lineWrapping : []);

/** A bar over the code that says why it is plain. */
function notice(text: string): Extension {
  return showPanel.of(() => {
    const dom = document.createElement('div');
    dom.className = 'cm-notice';
    dom.setAttribute('role', 'status');
    dom.textContent = text;
    return { dom, top: true };
  });
}

/** The library's keys, but for those that belong to the page. */
const PAGE_KEYS = new Set(['Alt-ArrowLeft', 'Alt-ArrowRight', 'Mod-i']);
const KEYS = defaultKeymap.filter(({ key = '' }) => !PAGE_KEYS.has(key));

function baseExtensions(
  { path, language }: ShownText,
  { onPick, onStep, onCaret, names }: ViewerOptions,
): Extension {
  return [
    EditorState.lineSeparator.of('\n'),
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({
      tabindex: '0',
      'aria-label': `Code of ${path}`,
      'aria-readonly': 'true',
    }),
    marksField,
    markClicks(onPick),
    lineNumbers(),
    severityGutter(onPick),
    stepGutter(onStep),
    specialChars,
    bracketMatching(),
    caret(onCaret),
    names ? [hoverCards(names, language), sameNames(names), nameLinks(names)] : [],
    nameBox,
    searching,
    keymap.of(KEYS),
    theme,
  ];
}

/** Puts a viewer into a host element. */
export function makeViewer(host: HTMLElement, options: ViewerOptions): Viewer {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const language = new Compartment();
  const wrapping = new Compartment();
  let wraps = false;
  const view = new EditorView({ parent: root, root });
  /** Tells the load of an earlier file's language from the present one's. */
  let shownCount = 0;
  let shown: ShownText | undefined;

  async function colour(support: Promise<LanguageSupport>, count: number) {
    const loaded = await support;
    if (count !== shownCount) return;
    // Boxes are drawn anew around the coloured words: one that is there already would be left in pieces.
    const marks = setMarks.of(view.state.field(marksField));
    view.dispatch({ effects: [language.reconfigure(loaded), setMarks.of({ findings: [] })] });
    view.dispatch({ effects: marks });
  }

  return {
    show(next) {
      shown = next;
      const { text, language: id } = next;
      const count = ++shownCount;
      const reason = plainTextReason(text);
      const extensions = [
        baseExtensions(next, options),
        language.of([]),
        wrapping.of(wrapExtension(wraps)),
        reason ? notice(reason) : [],
      ];
      view.setState(EditorState.create({ doc: text, extensions }));
      const support = reason ? undefined : loadLanguage(id);
      if (support) {
        colour(support, count).catch((error: unknown) => {
          const message = `Highlighting is off: its code could not be loaded (${String(error)}).`;
          if (count === shownCount) view.dispatch({ effects: StateEffect.appendConfig.of(notice(message)) });
        });
      }
    },
    mark: (marks) => view.dispatch({ effects: setMarks.of(marks) }),
    reveal(place) {
      const at = offsetOf(view.state.doc, place);
      // Lines are read from their beginning: the code goes sideways only for what begins outside of it otherwise.
      view.scrollDOM.scrollLeft = 0;
      view.dispatch({
        selection: EditorSelection.cursor(at),
        effects: EditorView.scrollIntoView(at, { y: 'center', x: 'nearest' }),
      });
    },
    keepCaretInView() {
      requestAnimationFrame(() => {
        const { head } = view.state.selection.main;
        view.dispatch({ effects: EditorView.scrollIntoView(head, { y: 'nearest', yMargin: 24 }) });
      });
    },
    wrap(on) {
      wraps = on;
      view.dispatch({ effects: wrapping.reconfigure(wrapExtension(on)) });
    },
    focus: () => view.focus(),
    caret: () => placeAt(view.state.doc, view.state.selection.main.head),
    showCard() {
      if (options.names) void showCardAtCaret(view, options.names, shown?.language);
    },
    askName: (question) => askName(view, question),
    destroy: () => view.destroy(),
  };
}

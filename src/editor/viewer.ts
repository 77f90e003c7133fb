/**
 * Code as CodeMirror shows it, to be read or to be edited, in a shadow root. The root is there for the page's content
 * security policy: in a document CodeMirror would need `<style>` elements, in a shadow root it adopts sheets.
 */
import { defaultKeymap } from '@codemirror/commands';
import { bracketMatching, type LanguageSupport } from '@codemirror/language';
import { diff } from '@codemirror/merge';
import { Compartment, EditorSelection, EditorState, type Extension, StateEffect } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, showPanel } from '@codemirror/view';
import { lineBreakOf } from '../kernel/text-shape';
import { caret } from './caret';
import { editing, type OnEdit } from './editing';
import { folding } from './folding';
import { severityGutter, stepGutter } from './gutter';
import { hoverCards, showCardAtCaret } from './hover-card';
import { loadLanguage } from './languages';
import { plainTextReason } from './limits';
import { type MarkedFinding, type Marks, markClicks, marksField, setMarks } from './marks';
import { askName, type NameQuestion, nameBox } from './name-box';
import { nameLinks } from './name-links';
import type { NameSource } from './name-source';
import { overview } from './overview';
import { offsetOf, type Place, placeAt } from './positions';
import { findingsAt, problemCards } from './problem-card';
import { sameNames } from './same-names';
import { nearestInScanned, placeOfScanned, scannedField, setScanned, throughEdits } from './scanned';
import { searching } from './search';
import { specialChars } from './special-chars';
import { theme } from './theme';

export interface ViewerOptions {
  /** Called when a mark in the code or beside it is clicked. */
  onPick: (id: number) => void;
  /** Called when the number of a step is clicked. */
  onStep: (index: number) => void;
  /** Called whenever the caret has moved, with its place in the text as it is known to others. */
  onCaret: (place: Place) => void;
  /** Whom to ask about the names in the text; undefined where nobody knows. */
  names: NameSource | undefined;
  /** Told of every change of a text that can be edited. */
  onEdit: OnEdit;
  /** Called with the findings whose fixes somebody asks for. */
  onFix: (found: readonly MarkedFinding[]) => void;
  /** What else an editor has. */
  more?: Extension | undefined;
}

/** What the viewer shows. */
export interface ShownText {
  path: string;
  text: string;
  language: string | undefined;
  /** Whether it can be edited. */
  isEditable?: boolean;
}

export interface Viewer {
  /** Returns whether it is another file: the same one keeps its caret, and its whole state where its text is the same. */
  show(shown: ShownText): boolean;
  /** The text is known to others in this form now. */
  scannedAs(text: string): void;
  mark(marks: Marks): void;
  /** Puts the caret at a place and scrolls it into view. */
  reveal(place: Place): void;
  /** Selects a stretch, in UTF-16 units of the text, and scrolls it into view; the focus stays where it is. */
  select(from: number, to: number): void;
  /** Scrolls as little as shows the caret, once the room for the code is another one. */
  keepCaretInView(): void;
  /** Whether long lines go on below. */
  wrap(on: boolean): void;
  focus(): void;
  /** The place of the caret in the text as it is known to others; the same but where the text has been edited. */
  caret(): Place;
  /** What is marked; from the caret to the caret where nothing is. */
  marked(): { from: Place; to: Place };
  /** Where a place of that text is. */
  fromScanned(place: Place): Place;
  /** The findings in the line of the caret, or in what is selected. */
  findingsAtCaret(): MarkedFinding[];
  /** Puts another text in the place of all, as one change that can be undone. */
  replaceAll(text: string): void;
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

/** How closely texts are compared; ms. */
const DIFF = { scanLimit: 2000, timeout: 30 };

/** The library's keys, but for those that belong to the page. */
const PAGE_KEYS = new Set(['Alt-ArrowLeft', 'Alt-ArrowRight', 'Mod-i']);
const KEYS = defaultKeymap.filter(({ key = '' }) => !PAGE_KEYS.has(key));

function baseExtensions(
  { path, language, text, isEditable }: ShownText,
  { onPick, onStep, onCaret, onEdit, onFix, more }: ViewerOptions,
  names: NameSource | undefined,
): Extension {
  const mode = isEditable
    ? [EditorState.lineSeparator.of(lineBreakOf(text)), editing(text, onEdit)]
    : [
        EditorState.lineSeparator.of('\n'),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of({ 'aria-readonly': 'true' }),
      ];
  return [
    mode,
    EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': `Code of ${path}` }),
    scannedField,
    marksField,
    markClicks(onPick),
    problemCards(isEditable ? onFix : undefined),
    lineNumbers(),
    severityGutter(onPick),
    stepGutter(onStep),
    folding,
    overview,
    specialChars,
    bracketMatching(),
    caret((place, state) => onCaret(nearestInScanned(state, place))),
    names ? [hoverCards(names, language), sameNames(names), nameLinks(names)] : [],
    nameBox,
    searching,
    // Its keys go before the usual ones.
    more ?? [],
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
  /** The text as it is known to others. */
  let scanned: string | undefined;
  const names = options.names && throughEdits(options.names, () => view.state);
  const caretPlace = () => placeAt(view.state.doc, view.state.selection.main.head);

  async function colour(support: Promise<LanguageSupport>, count: number) {
    const loaded = await support;
    if (count !== shownCount) return;
    // Boxes are drawn anew around the coloured words: one that is there already would be left in pieces.
    const marks = setMarks.of(view.state.field(marksField));
    view.dispatch({ effects: [language.reconfigure(loaded), setMarks.of({ findings: [] })] });
    view.dispatch({ effects: marks });
  }

  /** The state of a text that is shown anew, in the same file with the caret where it was. */
  function begin(next: ShownText, isOther: boolean): EditorState {
    const reason = plainTextReason(next.text);
    const extensions = [
      baseExtensions(next, options, names),
      language.of([]),
      wrapping.of(wrapExtension(wraps)),
      reason ? notice(reason) : [],
    ];
    const state = EditorState.create({ doc: next.text, extensions });
    if (isOther) return state;
    const at = offsetOf(state.doc, placeAt(view.state.doc, view.state.selection.main.head));
    return state.update({ selection: EditorSelection.cursor(at) }).state;
  }

  return {
    show(next) {
      const before = shown;
      shown = next;
      const isOther = before?.path !== next.path;
      const isSame =
        !isOther &&
        before.language === next.language &&
        (before.isEditable ?? false) === (next.isEditable ?? false) &&
        view.state.sliceDoc() === next.text;
      if (isSame) return false;
      const count = ++shownCount;
      const scroll = isOther ? undefined : view.scrollSnapshot();
      view.setState(begin(next, isOther));
      scanned = next.text;
      if (scroll) view.dispatch({ effects: scroll });
      const support = plainTextReason(next.text) ? undefined : loadLanguage(next.language);
      if (support) {
        colour(support, count).catch((error: unknown) => {
          const message = `Highlighting is off: its code could not be loaded (${String(error)}).`;
          if (count === shownCount) view.dispatch({ effects: StateEffect.appendConfig.of(notice(message)) });
        });
      }
      return isOther;
    },
    scannedAs(text) {
      if (text === scanned) return;
      scanned = text;
      view.dispatch({ effects: setScanned.of(text) });
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
    select(from, to) {
      const { length } = view.state.doc;
      const [anchor, head] = [Math.min(from, length), Math.min(to, length)];
      view.dispatch({
        selection: { anchor, head },
        effects: EditorView.scrollIntoView(anchor, { y: 'nearest', yMargin: 24 }),
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
    caret: () => nearestInScanned(view.state, caretPlace()),
    marked() {
      const { from, to } = view.state.selection.main;
      const place = (at: number) => nearestInScanned(view.state, placeAt(view.state.doc, at));
      return { from: place(from), to: place(to) };
    },
    fromScanned: (place) => placeOfScanned(view.state, place),
    findingsAtCaret() {
      const { from, to } = view.state.selection.main;
      const { doc } = view.state;
      return findingsAt(view, doc.lineAt(from).from, doc.lineAt(to).to);
    },
    replaceAll(text) {
      const { doc } = view.state;
      const [before, after] = [doc.toString(), view.state.toText(text).toString()];
      // What stays keeps its caret, its marks and what is folded.
      const changes = diff(before, after, DIFF).map(({ fromA, toA, fromB, toB }) => ({
        ...{ from: fromA, to: toA },
        insert: view.state.toText(after.slice(fromB, toB).replaceAll('\n', view.state.lineBreak)),
      }));
      view.dispatch({ changes, userEvent: 'input' });
    },
    showCard() {
      if (names) void showCardAtCaret(view, names, shown?.language);
    },
    askName: (question) => askName(view, question),
    destroy: () => view.destroy(),
  };
}

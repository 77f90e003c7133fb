/** A box at a place of the code that asks for a name, and says what would come of it while it is typed. */
import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import { EditorView, showTooltip, type Tooltip } from '@codemirror/view';
import { makeField, makeStatus } from './panel-parts';
import { offsetOf, type Place } from './positions';

/** What would come of a name. */
export interface NameVerdict {
  /** A good one is taken with Enter, a doubtful one only on demand, a bad one never. */
  kind: 'good' | 'doubtful' | 'bad';
  /** In a line or a few. */
  text: string;
}

export interface NameQuestion {
  /** Where the box is shown. */
  place: Place;
  /** What the box is called, such as `New name of area`. */
  label: string;
  /** The name that is in it at first. */
  name: string;
  verdict(name: string, signal: AbortSignal): Promise<NameVerdict>;
}

/** So long nothing is typed before anything is asked; ms. */
const REST_MS = 150;

const setBox = StateEffect.define<Tooltip | null>();

const boxField = StateField.define<Tooltip | null>({
  create: () => null,
  update: (box, { effects }) => {
    const set = effects.find((effect) => effect.is(setBox));
    return set ? set.value : box;
  },
  provide: (field) => showTooltip.from(field),
});

/** Whether a name is being asked for: nothing else is to be shown over it. */
export const isAskingName = (state: EditorState): boolean => state.field(boxField, false) != null;

/** Asks for a name; undefined if nobody gives one. */
export function askName(view: EditorView, question: NameQuestion): Promise<string | undefined> {
  return new Promise((resolve) => {
    const answer = (name: string | undefined) => {
      resolve(name);
      if (view.state.field(boxField, false) !== tooltip) return;
      view.dispatch({ effects: setBox.of(null) });
      view.focus();
    };
    const tooltip: Tooltip = {
      pos: offsetOf(view.state.doc, question.place),
      above: false,
      create: () => ({ ...makeBox(question, answer), destroy: () => resolve(undefined) }),
    };
    view.dispatch({ effects: setBox.of(tooltip) });
  });
}

function makeBox(question: NameQuestion, answer: (name: string | undefined) => void) {
  const field = makeField(question.name, question.label);
  const status = makeStatus();
  status.className = 'cm-name-box-verdict';
  const anyway = document.createElement('button');
  anyway.type = 'button';
  anyway.className = 'cm-find-button';
  anyway.textContent = 'Review anyway';
  anyway.hidden = true;
  const dom = document.createElement('div');
  dom.className = 'cm-name-box';
  dom.setAttribute('role', 'group');
  dom.setAttribute('aria-label', question.label);
  const label = document.createElement('span');
  label.className = 'cm-name-box-label';
  label.textContent = question.label;
  label.setAttribute('aria-hidden', 'true');
  status.textContent = 'Enter shows the changes, Esc cancels.';
  dom.append(label, field, status, anyway);
  let asking = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wantsToGo = false;
  const judge = async (name: string) => {
    const { signal } = asking;
    const verdict = await question.verdict(name, signal).catch((error: unknown): NameVerdict => {
      const text = error instanceof Error ? error.message : 'It could not be found out what that would do.';
      return { kind: 'bad', text };
    });
    if (signal.aborted) return;
    status.textContent = verdict.text;
    status.dataset.kind = verdict.kind;
    anyway.hidden = verdict.kind !== 'doubtful';
    if (wantsToGo && verdict.kind === 'good') answer(name);
    wantsToGo = false;
  };
  const follow = (restMs: number) => {
    asking.abort();
    asking = new AbortController();
    clearTimeout(timer);
    anyway.hidden = true;
    status.textContent = '…';
    timer = setTimeout(() => void judge(field.value.trim()), restMs);
  };
  field.addEventListener('input', () => follow(REST_MS));
  anyway.addEventListener('click', () => answer(field.value.trim()));
  dom.addEventListener('keydown', (event) => {
    // The keys of the code and of the page are not meant here, but for those that lead elsewhere, such as to the palette.
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
    if (event.key === 'Escape') answer(undefined);
    else if (event.key === 'Enter' && event.target === field) {
      // What comes of it must be known first.
      wantsToGo = true;
      follow(0);
    } else return;
    event.preventDefault();
  });
  return { dom, mount: () => field.select() };
}

export const nameBox: Extension = [
  boxField,
  EditorView.theme({
    '.cm-name-box': {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      gap: '4px',
      padding: '8px',
      maxWidth: 'min(480px, 86vw)',
      fontFamily: 'var(--font-ui)',
      fontSize: '12px',
    },
    '.cm-name-box-label': { maxWidth: '100%', fontWeight: '550', overflowWrap: 'anywhere' },
    '.cm-name-box .cm-textfield': {
      width: '320px',
      maxWidth: '100%',
      fontFamily: 'var(--font-code)',
      fontSize: '12.5px',
    },
    '.cm-name-box-verdict': { whiteSpace: 'pre-line', overflowWrap: 'anywhere', color: 'var(--dim)' },
    '.cm-name-box-verdict[data-kind="bad"]': { color: 'var(--text)' },
    '.cm-name-box-verdict[data-kind="doubtful"]': { color: 'var(--text)' },
  }),
];

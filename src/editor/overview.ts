/** Beside the scroll bar: where in the whole text the findings are, each in its colour; a click goes there. */
import type { Extension } from '@codemirror/state';
import { EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { SEVERITIES, type Severity } from '../../workers/protocol';
import { findingsByLine, worst } from './gutter';
import { marksField } from './marks';

/** So many marks fit below one another; those that fall together are the worst of them. */
const SLOTS = 250;

interface Mark {
  severity: Severity;
  line: number;
}

function marksOf({ state }: EditorView): Map<number, Mark> {
  const slots = new Map<number, Mark>();
  for (const [start, list] of findingsByLine(state)) {
    const line = state.doc.lineAt(start).number;
    const slot = Math.floor(((line - 1) / state.doc.lines) * SLOTS);
    const { severity } = worst(list).finding;
    const known = slots.get(slot);
    if (!known || SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(known.severity)) {
      slots.set(slot, { severity, line });
    }
  }
  return slots;
}

const plugin = ViewPlugin.define((view) => {
  const dom = document.createElement('div');
  dom.className = 'cm-overview';
  // The list of findings and the marks beside the lines say the same to who does not see it.
  dom.setAttribute('aria-hidden', 'true');
  view.dom.append(dom);
  const draw = () => {
    const marks = [...marksOf(view)].map(([slot, { severity, line }]) => {
      const mark = document.createElement('div');
      mark.className = `cm-overview-mark cm-overview-${severity}`;
      mark.style.top = `${(slot / SLOTS) * 100}%`;
      mark.dataset.line = String(line);
      return mark;
    });
    dom.replaceChildren(...marks);
  };
  dom.addEventListener('mousedown', (event) => {
    const line = Number(event.target instanceof HTMLElement ? event.target.dataset.line : undefined);
    if (!(line >= 1 && line <= view.state.doc.lines)) return;
    event.preventDefault();
    const { from } = view.state.doc.line(line);
    view.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    });
    view.focus();
  });
  draw();
  return {
    update({ startState, state }: ViewUpdate) {
      const [before, now] = [startState.field(marksField).places, state.field(marksField).places];
      if (before !== now || startState.doc.lines !== state.doc.lines) draw();
    },
    destroy: () => dom.remove(),
  };
});

export const overview: Extension = [
  plugin,
  EditorView.theme({
    '.cm-overview': {
      position: 'absolute',
      insetBlock: '0',
      insetInlineEnd: '0',
      width: '12px',
      zIndex: '1',
      pointerEvents: 'none',
    },
    '.cm-overview-mark': {
      position: 'absolute',
      insetInlineEnd: '2px',
      width: '8px',
      height: '4px',
      borderRadius: '2px',
      cursor: 'pointer',
      pointerEvents: 'auto',
      forcedColorAdjust: 'none',
    },
    ...Object.fromEntries(
      SEVERITIES.map((name) => [`.cm-overview-${name}`, { backgroundColor: `var(--${name})` }]),
    ),
  }),
];

/** The card about findings: under the pointer that rests on one. */

import type { Extension } from '@codemirror/state';
import { EditorView, hoverTooltip } from '@codemirror/view';
import { describeKeys } from '../kernel/hotkeys';
import { messageParts } from '../kernel/inline-code';
import { cardTheme, element } from './card-parts';
import { type MarkedFinding, marksField } from './marks';

/** So long the pointer rests before the card comes; ms. */
const REST_MS = 300;

/** The findings at a place of the text. */
export function findingsAt(view: EditorView, from: number, to = from): MarkedFinding[] {
  const found: MarkedFinding[] = [];
  view.state.field(marksField).places.between(from, to, (_from, _to, { marked }) => {
    found.push(marked);
  });
  return found;
}

/** Cards about findings; with `onFix` they lead to what can be done about them. */
export function problemCards(onFix: ((found: readonly MarkedFinding[]) => void) | undefined): Extension {
  return [
    hoverTooltip(
      (view, pos) => {
        const found = findingsAt(view, pos);
        const [first] = found;
        if (!first) return null;
        return { pos, above: true, create: () => ({ dom: draw(found, onFix) }) };
      },
      { hoverTime: REST_MS },
    ),
    cardTheme,
    theme,
  ];
}

function draw(
  found: readonly MarkedFinding[],
  onFix: ((found: readonly MarkedFinding[]) => void) | undefined,
): HTMLElement {
  const dom = element('div', 'cm-problem-card');
  for (const { finding } of found) {
    const problem = element('p', 'cm-problem');
    const sign = element('span', `cm-severity cm-severity-${finding.severity}`);
    sign.title = finding.severity;
    const message = element('span', 'cm-problem-text');
    message.append(
      ...messageParts(finding.message).map(({ text, kind }) =>
        element(kind === 'code' ? 'code' : 'span', '', text),
      ),
    );
    problem.append(sign, message, element('span', 'cm-problem-rule', finding.ruleId));
    dom.append(problem);
  }
  const fixable = found.filter(({ finding }) => finding.fix !== undefined);
  if (onFix && fixable.length > 0) {
    const button = element('button', 'cm-card-action', 'Fix…');
    button.setAttribute('type', 'button');
    button.addEventListener('click', () => onFix(fixable));
    const row = element('p', 'cm-problem-actions');
    row.append(button, element('kbd', 'cm-card-keys', describeKeys('Mod-.')));
    dom.append(row);
  }
  return dom;
}

const theme = EditorView.theme({
  '.cm-problem-card': {
    maxWidth: 'min(560px, 86vw)',
    padding: '4px 0',
    fontFamily: 'var(--font-ui)',
    fontSize: '12px',
    lineHeight: '1.5',
  },
  '.cm-problem': { display: 'flex', flexWrap: 'wrap', gap: '0 8px', margin: '0', padding: '2px 10px' },
  '.cm-problem .cm-severity': { flex: 'none' },
  '.cm-problem-text': { flex: '1 1 240px', overflowWrap: 'anywhere' },
  '.cm-problem-text code': { fontFamily: 'var(--font-code)' },
  '.cm-problem-rule': { color: 'var(--dim)' },
  '.cm-problem-actions': { margin: '0', padding: '2px 10px 2px 28px' },
});

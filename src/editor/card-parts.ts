/** What the cards over the code are made of. */
import { EditorView } from '@codemirror/view';

export function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

export const cardTheme = EditorView.theme({
  '.cm-tooltip': {
    border: '1px solid var(--line)',
    borderRadius: '8px',
    backgroundColor: 'var(--panel)',
    color: 'var(--text)',
    boxShadow: 'var(--lift)',
    overflow: 'hidden',
  },
  '.cm-tooltip .cm-tooltip-section:not(:first-child)': { borderTop: '1px solid var(--line)' },
  '.cm-card-action': {
    minHeight: '24px',
    padding: '0',
    border: '0',
    background: 'none',
    color: 'var(--accent)',
    font: 'inherit',
    cursor: 'pointer',
  },
  '.cm-card-action:hover': { textDecoration: 'underline' },
  '.cm-card-keys': { marginLeft: '6px', color: 'var(--dim)', font: 'inherit', fontSize: '11px' },
});

/**
 * The editor in the page's own colours. Only CSS variables: they cross the shadow root, so a change of
 * theme needs no word to the editor.
 */
import { syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { highlighter } from './highlight';

/** Each severity's colour and shape, as in the lists: never colour alone. */
const severity = (name: string, shape: Record<string, string>) => ({
  [`.cm-finding-${name}`]: { textDecorationColor: `var(--${name})` },
  [`.cm-severity-${name}`]: { backgroundColor: `var(--${name})`, ...shape },
});

const view = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--panel)' },
  '&.cm-focused': { outline: 'none' },
  // Over everything: the gutter would hide a ring of the text behind it.
  '&.cm-focused::after': {
    content: '""',
    position: 'absolute',
    inset: '0',
    zIndex: '300',
    border: '2px solid var(--accent)',
    pointerEvents: 'none',
  },
  '.cm-scroller': {
    fontFamily: 'var(--font-code)',
    fontSize: '12.5px',
    lineHeight: '1.6',
    scrollbarWidth: 'thin',
    scrollbarColor: 'var(--edge) transparent',
  },
  '.cm-content': { padding: '8px 0 24px' },
  '.cm-line': { padding: '0 24px 0 8px' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--dim)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 6px 0 4px', minWidth: '38px' },
  '.cm-severity-gutter': { width: '20px' },
  '.cm-severity-gutter .cm-gutterElement': { cursor: 'pointer', display: 'flex', justifyContent: 'center' },
  '.cm-severity': { width: '10px', height: '10px', margin: '5px 0', forcedColorAdjust: 'none' },
  '.cm-matched-line, .cm-gutterElement.cm-matched-gutter': {
    backgroundColor: 'color-mix(in oklab, var(--match) 55%, transparent)',
  },
  '.cm-match, .cm-label-secondary': { borderRadius: '3px', padding: '1px 0' },
  '.cm-match': {
    backgroundColor: 'var(--match)',
    outline: '1px solid color-mix(in oklab, var(--medium) 65%, transparent)',
  },
  '.cm-label-secondary': {
    backgroundColor: 'var(--accent-ground)',
    outline: '1px solid color-mix(in oklab, var(--accent) 50%, transparent)',
  },
  '.cm-finding': {
    textDecoration: 'underline wavy 1px',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
    cursor: 'pointer',
  },
  '.cm-step': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '6px',
    marginLeft: '12px',
    verticalAlign: 'top',
    height: '20px',
    fontFamily: 'var(--font-ui)',
    fontSize: '12px',
    color: 'var(--dim)',
  },
  '.cm-step-number': {
    display: 'inline-grid',
    placeItems: 'center',
    minWidth: '16px',
    height: '16px',
    borderRadius: '8px',
    backgroundColor: 'var(--accent)',
    color: 'var(--panel)',
    fontSize: '11px',
    fontWeight: '650',
  },
  '.cm-step-current': { outline: '2px solid var(--accent)', outlineOffset: '1px', borderRadius: '3px' },
  '.cm-step-gutter .cm-gutterElement': { cursor: 'pointer', padding: '0 2px' },
  '.cm-step-mark': {
    display: 'inline-grid',
    placeItems: 'center',
    boxSizing: 'border-box',
    minWidth: '16px',
    height: '16px',
    padding: '0 3px',
    border: '1px solid var(--accent)',
    borderRadius: '8px',
    backgroundColor: 'var(--panel)',
    color: 'var(--accent)',
    fontFamily: 'var(--font-ui)',
    fontSize: '10.5px',
    fontWeight: '650',
    lineHeight: '1',
  },
  '.cm-step-mark-current': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-specialChar': { color: 'var(--dim)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground, ::selection': {
    backgroundColor: 'color-mix(in oklab, var(--accent) 25%, transparent)',
  },
  '.cm-searchMatch': { backgroundColor: 'color-mix(in oklab, var(--accent) 22%, transparent)' },
  '.cm-searchMatch-selected': { outline: '2px solid var(--accent)' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--text)', borderColor: 'var(--line)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-notice': { padding: '4px 12px', fontFamily: 'var(--font-ui)', fontSize: '12px', color: 'var(--dim)' },
  '.cm-panel .cm-textfield, .cm-name-box .cm-textfield': {
    margin: '0',
    height: '26px',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    backgroundColor: 'var(--panel)',
    backgroundImage: 'none',
    color: 'var(--text)',
    fontFamily: 'inherit',
    fontSize: '12px',
    padding: '0 8px',
  },
  '.cm-panel .cm-textfield:focus-visible, .cm-panel button:focus-visible, .cm-name-box :focus-visible': {
    outline: '2px solid var(--accent)',
    outlineOffset: '2px',
  },
  ...severity('critical', { clipPath: 'polygon(50% 0, 100% 50%, 50% 100%, 0 50%)' }),
  ...severity('high', { clipPath: 'polygon(50% 0, 100% 95%, 0 95%)' }),
  ...severity('medium', {}),
  ...severity('low', { borderRadius: '50%' }),
  ...severity('info', {
    borderRadius: '50%',
    backgroundColor: 'transparent',
    border: '2px solid var(--info)',
  }),
  '.tok-keyword, .tok-constant': { color: 'var(--keyword)' },
  '.tok-string': { color: 'var(--string)' },
  '.tok-function': { color: 'var(--function)' },
  '.tok-comment': { color: 'var(--comment)' },
  '.tok-heading': { fontWeight: '650' },
  '@media (forced-colors: active)': {
    '.cm-match': { outline: '2px solid Highlight' },
    '.cm-label-secondary': { outline: '1px dashed Highlight' },
    '.cm-step-number': { border: '1px solid ButtonText' },
    '.cm-step-current': { outline: '3px solid Highlight' },
    '.cm-step-mark-current': { outline: '2px solid Highlight' },
  },
});

export const theme: Extension = [view, syntaxHighlighting(highlighter)];

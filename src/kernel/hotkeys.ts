/**
 * Key bindings as text (`Mod-Shift-m`), and what of a keyboard event matches them. Pure, so that
 * the help can print what the dispatcher obeys.
 */

/** The part of a KeyboardEvent that a binding looks at. */
export interface KeyStroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

interface Binding {
  mod: boolean;
  ctrl: boolean;
  alt: boolean;
  shift: boolean;
  key: string;
}

/** Whether the page runs on a Mac, where Mod is Cmd. */
export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
}

/** One spelling for each binding, so that two spellings of one key are seen as the same. */
export function normalizeKeys(keys: string): string {
  const { mod, ctrl, alt, shift, key } = parseKeys(keys);
  return [mod && 'Mod', ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift', key].filter(Boolean).join('-');
}

/** Whether the stroke is the binding. A sign such as `?` says all there is to say about Shift itself. */
export function matchesKeys(keys: string, stroke: KeyStroke, mac = isMac()): boolean {
  const { mod, ctrl, alt, shift, key } = parseKeys(keys);
  const needsCtrl = ctrl || (mod && !mac);
  const needsMeta = mod && mac;
  return (
    stroke.key.toLowerCase() === key.toLowerCase() &&
    stroke.ctrlKey === needsCtrl &&
    stroke.metaKey === needsMeta &&
    stroke.altKey === alt &&
    (isSign(key) || stroke.shiftKey === shift)
  );
}

/** The binding as people read it: `Ctrl Shift M`, on a Mac `⌘ ⇧ M`. */
export function describeKeys(keys: string, mac = isMac()): string {
  const { mod, ctrl, alt, shift, key } = parseKeys(keys);
  const names = mac ? { mod: '⌘', ctrl: '⌃', alt: '⌥', shift: '⇧' } : MODIFIER_NAMES;
  const parts = [mod && names.mod, ctrl && names.ctrl, alt && names.alt, shift && names.shift];
  return [...parts.filter(Boolean), KEY_NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)].join(' ');
}

const MODIFIER_NAMES = { mod: 'Ctrl', ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift' };
const KEY_NAMES: Record<string, string> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': 'Space',
};

function parseKeys(keys: string): Binding {
  // The last part may itself be the sign `-`.
  const parts = keys.endsWith('--') ? [...keys.slice(0, -2).split('-'), '-'] : keys.split('-');
  const key = parts.pop() ?? '';
  const has = (name: string) => parts.some((part) => part.toLowerCase() === name);
  return {
    mod: has('mod'),
    ctrl: has('ctrl'),
    alt: has('alt'),
    shift: has('shift'),
    key: key.length === 1 ? key.toLowerCase() : key,
  };
}

function isSign(key: string): boolean {
  return key.length === 1 && !/[a-z0-9 ]/i.test(key);
}

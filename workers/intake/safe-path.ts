/**
 * Paths that others wrote (in archives, in lists) must stay below the root and mean the same everywhere.
 */

const DRIVE = /^[A-Za-z]:/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;
const MAX_LENGTH = 4096;

export type SafePath = { ok: true; path: string } | { ok: false; why: string };

const refuse = (why: string): SafePath => ({ ok: false, why });

/** The path without `./` and double slashes, or why it is refused. */
export function safePath(raw: string): SafePath {
  if (raw.length > MAX_LENGTH) return refuse(`its path is longer than ${MAX_LENGTH} characters`);
  if (CONTROL.test(raw)) return refuse('its path holds a control character');
  if (raw.includes('\\')) return refuse('its path holds a backslash');
  if (raw.startsWith('/')) return refuse('its path is absolute');
  if (DRIVE.test(raw)) return refuse('its path starts with a drive letter');
  const segments = raw.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) return refuse('its path leaves the root with ".."');
  if (segments.length === 0) return refuse('its path is empty');
  return { ok: true, path: segments.join('/') };
}

/** A refused path made fit to be shown: control characters written out, not too long. */
export function shownPath(raw: string): string {
  const shown = raw.replace(
    new RegExp(CONTROL, 'g'),
    (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return shown.length > 200 ? `${shown.slice(0, 200)}…` : shown;
}

/**
 * Paths that others wrote (in archives, in lists) must stay below the root. A name with control characters or other
 * oddities is read like any other, for code can hide behind it; whoever shows it makes it visible.
 */
import { MAX_DEPTH } from './limits';

const DRIVE = /^[A-Za-z]:[\\/]/;
const MAX_LENGTH = 4096;

export type SafePath = { ok: true; path: string } | { ok: false; why: string };

const refuse = (why: string): SafePath => ({ ok: false, why });

/** The path without `./` and double slashes, or why it is refused. */
export function safePath(raw: string): SafePath {
  if (raw.length > MAX_LENGTH) return refuse(`its path is longer than ${MAX_LENGTH} characters`);
  if (raw.includes('\0')) return refuse('its path holds a NUL character');
  if (/^[\\/]/.test(raw)) return refuse('its path is absolute');
  if (DRIVE.test(raw)) return refuse('its path starts with a drive letter');
  if (raw.split(/[\\/]/).includes('..')) return refuse('its path leaves the root with “..”');
  const segments = raw.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.length === 0) return refuse('its path is empty');
  if (segments.length > MAX_DEPTH) return refuse(`it lies more than ${MAX_DEPTH} folders deep`);
  return { ok: true, path: segments.join('/') };
}

/** A refused path, cut to what can be shown. */
export function cutPath(raw: string): string {
  return raw.length > 200 ? `${raw.slice(0, 200)}…` : raw;
}

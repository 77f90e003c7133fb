/**
 * Small choices that the page needs before anything else is awake: theme, sizes of panes, the last
 * project. Kept in localStorage because it answers at once.
 */
import { type Accessor, createSignal } from 'solid-js';

const PREFIX = 'assay.';

/** How a setting is kept: `read` must make sense of any text, since anyone can edit storage. */
export interface SettingFormat<T> {
  read(text: string): T | undefined;
  write(value: T): string;
}

/** A signal that is kept between visits; the last of the three reads what is kept now, which another tab may have written. */
export function createSetting<T>(
  key: string,
  fallback: T,
  format: SettingFormat<T>,
): [get: Accessor<T>, set: (value: T) => void, readAgain: () => void] {
  const [value, setValue] = createSignal<T>(stored(key, format) ?? fallback);
  return [
    value,
    (next) => {
      setValue(() => next);
      keep(key, format.write(next));
    },
    () => {
      const now = stored(key, format);
      if (now !== undefined) setValue(() => now);
    },
  ];
}

/** One of a few words. */
export function oneOfWords<T extends string>(words: readonly T[]): SettingFormat<T> {
  return { read: (text) => words.find((word) => word === text), write: (value) => value };
}

/** Some of a few words, or none. */
export function someOfWords<T extends string>(words: readonly T[]): SettingFormat<readonly T[]> {
  return {
    read: (text) => {
      const chosen = text.split(' ');
      const known = words.filter((word) => chosen.includes(word));
      return known.length > 0 || text === '' ? known : undefined;
    },
    write: (value) => value.join(' '),
  };
}

/** A number within bounds; anything else is not read. */
export function numberWithin(min: number, max: number): SettingFormat<number> {
  return {
    read: (text) => {
      const value = Number(text);
      return text !== '' && value >= min && value <= max ? value : undefined;
    },
    write: String,
  };
}

/** Forgets all settings of the page. */
export function clearSettings(): void {
  const ours = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  for (const key of ours) localStorage.removeItem(key);
}

function stored<T>(key: string, format: SettingFormat<T>): T | undefined {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? undefined : format.read(text);
  } catch {
    // A browser that blocks storage throws on the mere access; the page then lives without memory.
    return undefined;
  }
}

function keep(key: string, text: string): void {
  try {
    localStorage.setItem(PREFIX + key, text);
  } catch {
    // Blocked or full: the choice holds for this visit, which is all that the browser allows.
  }
}

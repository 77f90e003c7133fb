/** Searches that a person has saved, the latest first; kept in this browser. */
import { createSetting, type SettingFormat } from '../../kernel/settings';

const MOST = 100;

/** Queries, a line each. */
export const queries = (most: number): SettingFormat<readonly string[]> => ({
  read: (text) => text.split('\n').filter(Boolean).slice(0, most),
  write: (all) => all.join('\n'),
});

const [saved, setSaved] = createSetting<readonly string[]>('saved-searches', [], queries(MOST));

export { saved };

export function isSaved(query: string): boolean {
  return saved().includes(query.trim());
}

/** Saves a search, or forgets it if it is saved. */
export function toggleSaved(query: string): void {
  const text = query.trim();
  const others = saved().filter((one) => one !== text);
  if (text !== '') setSaved(isSaved(text) ? others : [text, ...others].slice(0, MOST));
}

/** Searches of before, the latest first; kept in this browser. */
import { createSetting } from '../../kernel/settings';

const MOST = 12;

const [recent, setRecent] = createSetting<readonly string[]>('recent-searches', [], {
  read: (text) => text.split('\n').filter(Boolean).slice(0, MOST),
  write: (all) => all.join('\n'),
});

export { recent };

/** Keeps a search that led to something. */
export function remember(query: string): void {
  const text = query.trim();
  if (text !== '') setRecent([text, ...recent().filter((one) => one !== text)].slice(0, MOST));
}

/** Searches of before, the latest first; kept in this browser. */
import { createSetting } from '../../kernel/settings';
import { queries } from './saved';

const MOST = 12;

const [recent, setRecent] = createSetting<readonly string[]>('recent-searches', [], queries(MOST));

export { recent };

/** Keeps a search that led to something. */
export function remember(query: string): void {
  const text = query.trim();
  if (text !== '') setRecent([text, ...recent().filter((one) => one !== text)].slice(0, MOST));
}

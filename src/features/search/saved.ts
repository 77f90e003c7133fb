/** Searches that were saved in the open project, the latest first; they travel with the team's decisions. */
import { createMemo, createRoot } from 'solid-js';
import { createQuery, currentProjectId, searchesKey, store } from '../../data';
import type { SavedSearch } from '../../share';

const saved = createRoot(() => {
  const text = createQuery('setting', () => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { key: searchesKey(projectId) };
  });
  return createMemo(() => queriesIn(text()));
});

/** Their queries; a signal. */
export { saved };

function queriesIn(text: string | undefined): string[] {
  return text === undefined ? [] : (JSON.parse(text) as SavedSearch[]).map(({ query }) => query);
}

/** Whether a search is saved; a signal. */
export function isSaved(query: string): boolean {
  return saved().includes(query.trim());
}

/** Saves a search, or forgets it if it is saved. */
export async function toggleSaved(query: string): Promise<void> {
  const projectId = currentProjectId();
  const text = query.trim();
  if (projectId === undefined || text === '') return;
  const key = searchesKey(projectId);
  const all = queriesIn(await store.query('setting', { key }));
  const others = all.filter((one) => one !== text);
  const now = others.length < all.length ? others : [text, ...others];
  await store.setSetting(key, JSON.stringify(now.map((query): SavedSearch => ({ query }))));
}

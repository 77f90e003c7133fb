/** Where this tab keeps its results: in the browser or, where that is not possible, in its own memory. */
import { createSignal } from 'solid-js';
import { type ErrorEnvelope, explain } from '../../workers/protocol';
import { openStore, store } from './backend';
import { refreshQueries } from './query';

const [reason, setReason] = createSignal<ErrorEnvelope>();

/** Why the results of this tab are gone when it is closed; undefined where they are stored. A signal. */
export { reason as whyNotStored };

/** Failures of which nobody would expect that scanning is impossible; what is stored is not touched by them. */
const NO_OBSTACLE = new Set(['storage-unavailable', 'quota-exceeded', 'database-newer', 'database-foreign']);

/** Opens the stored data, or memory where there can be none; rejects with any other trouble. */
export async function openStorage(): Promise<void> {
  try {
    await openStore();
    setReason(undefined);
  } catch (error) {
    const why = explain(error);
    if (!NO_OBSTACLE.has(why.code)) throw error;
    await useMemory(why);
  }
}

/** From now on everything is kept in memory; rules of the person's own come along as far as they can be read. */
export async function useMemory(why: ErrorEnvelope): Promise<void> {
  const own = await ownRules().catch(() => undefined);
  await openStore('memory');
  setReason(why);
  for (const { path, text } of own?.files ?? []) await store.putUserRuleFile(path, text);
  if (own !== undefined) await store.putRules([], own.disabled);
  await refreshQueries();
}

async function ownRules() {
  const [files, disabled] = await Promise.all([store.userRuleFiles(), store.query('disabledRules', {})]);
  return { files, disabled };
}

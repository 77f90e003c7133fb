/**
 * A store worker that died is replaced at once, and everything on the screen is asked for anew: nobody may call it for a
 * long time, and until then the page would show what the dead one last said.
 */
import { onStoreDeath, store } from './backend';
import { refreshQueries } from './query';

/** What a worker can die of that another one may be spared. */
const DEADLY: ReadonlySet<string> = new Set(['worker-crashed', 'store-stuck']);
/** Where one after the other dies, it is left at that until something is asked for. */
const MAX_DEATHS = 5;

/** Follows the deaths of store workers for as long as the page lives. */
export function followStoreDeaths(): void {
  let deaths = 0;
  onStoreDeath(({ code }) => {
    if (!DEADLY.has(code) || ++deaths > MAX_DEATHS) return;
    store
      .query('setting', { key: '' })
      .then(refreshQueries)
      .catch((error: unknown) => console.error('The database could not be reopened.', error));
  });
}

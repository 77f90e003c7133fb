/** What happens when the page opens: the database, then the last project, then, in idle time, the engine. */
import { createSignal } from 'solid-js';
import type { ErrorEnvelope } from '../../workers/protocol';
import { explain, notifyError } from '../kernel/notices';
import { currentRoute, followHistory, navigate } from '../kernel/router';
import { clearSettings } from '../kernel/settings';
import { openStore, store } from './backend';
import { reopenLast } from './project';
import { followRules, loadRules } from './rules';
import { mirrorSession } from './session';

interface Startup {
  /** The database answers; before that nothing is known of stored projects. */
  ready: boolean;
  /** Why it does not. */
  error?: ErrorEnvelope;
}

const [startup, setStartup] = createSignal<Startup>({ ready: false });

/** How far the start is; a signal. */
export { startup };

/** Starts everything behind the page; called once. */
export async function start(): Promise<void> {
  followHistory();
  mirrorSession();
  try {
    await openStore();
    const last = await reopenLast();
    setStartup({ ready: true });
    if (last !== undefined && currentRoute().path === '/') navigate('/findings');
  } catch (error) {
    setStartup({ ready: false, error: explain(error) });
    return;
  }
  followRules();
  whenIdle(warmUp);
}

/** So that the rules can be read and the first drop finds its engines ready. */
async function warmUp(): Promise<void> {
  try {
    await loadRules();
  } catch (error) {
    notifyError(error, 'The engine could not be started');
  }
}

function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 1000 });
  else setTimeout(work, 200);
}

/** Deletes everything that Assay has stored in this browser and starts anew. */
export async function clearEverything(): Promise<void> {
  await store.reset();
  clearSettings();
  location.hash = '';
  location.reload();
}

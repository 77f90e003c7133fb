/**
 * What happens when the page opens: the database and then the last project; beside them, as soon as something is
 * drawn, the engines, so that a folder that is dropped at once finds them on their way.
 */
import { createSignal } from 'solid-js';
import { type ErrorEnvelope, explain } from '../../workers/protocol';
import { notifyError } from '../kernel/notices';
import { currentRoute, followHistory, navigate } from '../kernel/router';
import { clearSettings } from '../kernel/settings';
import { store } from './backend';
import { pool } from './engine';
import { startOffline } from './offline';
import { currentProjectId, noteStarted, reopenLast } from './project';
import { followIndex } from './project-index';
import { followInterrupted } from './resume';
import { followRules, loadRules, warmEngines } from './rules';
import { mirrorSession } from './session';
import { resumeTemporary } from './shared-findings';
import { openStorage, useMemory } from './storage';
import { followStoreDeaths } from './store-deaths';
import { followLeaving } from './temporary';
import { followFiles } from './watch';

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
  followLeaving();
  // Who comes back to a project wants to read it first, and to see it from the first picture on.
  if (currentProjectId() === undefined) afterPaint(fetchEngines);
  else if (currentRoute().path === '/') navigate('/findings');
  await openDatabase(openStorage);
  void startOffline();
}

/** Once more, after a failure that `startup` told of. */
export function startAgain(): Promise<void> {
  return openDatabase(openStorage);
}

/** Without the stored data, which stay as they are. */
export function startInMemory(why: ErrorEnvelope): Promise<void> {
  return openDatabase(() => useMemory(why));
}

async function openDatabase(open: () => Promise<void>): Promise<void> {
  try {
    await open();
    const shown = await resumeTemporary();
    if (shown === undefined) await reopenLast();
    setStartup({ ready: true });
    if (shown !== undefined && currentRoute().path === '/') navigate('/findings');
  } catch (error) {
    setStartup({ ready: false, error: explain(error) });
    return;
  } finally {
    noteStarted();
  }
  followRules();
  followInterrupted();
  followIndex();
  followFiles();
  followStoreDeaths();
  afterPaint(warmUp);
}

/** What needs no database: engines with the built-in rules. */
function fetchEngines(): void {
  pool.start();
  // Who needs the rules asks again, and tells what keeps them away.
  warmEngines().catch(() => {});
}

/** So that the rules can be read and the first drop finds its engines ready. */
async function warmUp(): Promise<void> {
  try {
    await loadRules();
  } catch (error) {
    notifyError(error, 'The engine could not be started');
  }
}

/** A page in the background draws nothing, so it does not wait for that. */
function afterPaint(work: () => void): void {
  if (document.visibilityState === 'hidden') setTimeout(work);
  else requestAnimationFrame(() => setTimeout(work));
}

/** Deletes everything that Assay has stored in this browser and starts anew. */
export async function clearEverything(): Promise<void> {
  await store.reset();
  clearSettings();
  location.hash = '';
  location.reload();
}

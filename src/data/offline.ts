/** How much of Assay works without its server, and the news of a new version. */
import { createSignal } from 'solid-js';
import { notify } from '../kernel/notices';
import { callOperation } from '../kernel/operations/run';
import {
  canWorkOffline,
  type KeptFiles,
  keepSite,
  registerOffline,
  reloadPage,
  savesData,
} from '../platform';
import { isScanning } from './scan-state';

export type OfflineState =
  | { kind: 'impossible'; why: string }
  /** On the way; without `now` nothing is known yet. */
  | { kind: 'keeping'; now?: KeptFiles }
  /** It stopped before the end. */
  | { kind: 'partial'; now?: KeptFiles; why: string }
  | { kind: 'ready'; now: KeptFiles };

/** How often it is looked whether a scan, which goes first, is over; ms. */
const SCAN_LOOK_MS = 1000;

const [state, setState] = createSignal<OfflineState>({ kind: 'keeping' });

/** A signal; and what loads the page again, in the version that is ready if there is one. */
export { reloadPage, state as offlineState };

/** Makes the page work offline, when there is nothing else to do. */
export async function startOffline(): Promise<void> {
  if (!canWorkOffline())
    return void setState({ kind: 'impossible', why: 'This browser does not support it.' });
  // A scan goes first: a service worker that is installed reads and checks all of the page's files.
  await quietMoment();
  try {
    await registerOffline(announce);
  } catch {
    return void setState({ kind: 'impossible', why: 'The browser or the server does not allow it.' });
  }
  if (savesData()) return void setState({ kind: 'partial', why: 'The browser is set to save data.' });
  await keepEverything();
  addEventListener('online', () => void keepEverything());
}

/** Keeps all languages and examples too; also for who has asked the browser to save data. */
export async function keepEverything(): Promise<void> {
  let now: KeptFiles | undefined;
  const told = (reached: KeptFiles) => {
    now = reached;
    setState({ kind: 'keeping', now });
  };
  try {
    // Tabs take turns: the next one finds all of it there.
    await navigator.locks.request('assay-offline', () => keepSite(quietMoment, told));
    if (now !== undefined) setState({ kind: 'ready', now });
  } catch (error) {
    setState({ kind: 'partial', why: whyNot(error), ...(now && { now }) });
  }
}

function whyNot(error: unknown): string {
  const isFull = error instanceof Error && error.name === 'QuotaExceededError';
  return isFull ? 'The browser has no room left.' : 'The server could not be reached.';
}

/** A quiet notice: nobody has to follow it, and no tab is loaded again without being asked. */
function announce(): void {
  notify('info', 'A new version of Assay is ready.', {
    label: 'Reload',
    run: () => callOperation('page.reload'),
  });
}

async function quietMoment(): Promise<void> {
  while (isScanning()) await new Promise((resolve) => setTimeout(resolve, SCAN_LOOK_MS));
  await new Promise<void>((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: SCAN_LOOK_MS });
    else setTimeout(resolve, 0);
  });
}

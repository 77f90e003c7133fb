/**
 * Scans the open project again when its files change, by choice: at once where the browser tells of changes, else
 * whenever somebody comes back to the page, and now and then while it is in sight. Nothing is scanned where no name,
 * size or time of a file that counts has changed, and a scan reads none but those.
 */
import { createEffect, createMemo, createRoot, createSignal, on, onCleanup, untrack } from 'solid-js';
import { createSetting, oneOfWords } from '../kernel/settings';
import { type FolderEvents, observeFolder } from '../platform';
import { intake } from './backend';
import { currentProjectId, isAttached, openHandle } from './project';
import { scan } from './scan';
import { isScanning } from './scan-state';

/** How changes are noticed: the browser tells of them, or the files are looked at. */
export type Watching = 'told' | 'looking';

const [choice, setChoice] = createSetting<'yes' | 'no'>('watch', 'no', oneOfWords(['yes', 'no']));
const [watching, setWatching] = createSignal<Watching>();

/** Changes come in flocks, such as a checkout: ms without one until they are looked at, and how long that may go on. */
const REST_MS = 50;
const LONGEST_REST_MS = 1000;
/** More paths than these are not looked at one by one. */
const MOST_PATHS = 200;
/** Files are looked at this often (ms), and where that takes long, after so many times as long. */
const LOOK_MS = 2000;
const LOOK_SHARE = 10;

/** How the open project is being watched; undefined while it is not. A signal. */
export { watching };

/** Whether somebody wants projects to be watched. A signal. */
export const wantsWatching = (): boolean => choice() === 'yes';

/** Watches projects from now on, or no longer. */
export function chooseWatching(on: boolean): void {
  setChoice(on ? 'yes' : 'no');
}

/** Watches whatever project is open and at hand, for as long as the page lives. */
export function followFiles(): () => void {
  return createRoot((dispose) => {
    const folder = createMemo(() =>
      wantsWatching() && isAttached() && currentProjectId() !== undefined ? openHandle() : undefined,
    );
    createEffect(
      on(folder, (now) => {
        if (now) watch(now);
      }),
    );
    return dispose;
  });
}

/** As long as the effect that calls it is not run again. */
function watch(folder: FileSystemDirectoryHandle): void {
  const stop = new AbortController();
  const flock = makeFlock();
  let nextLookMs = 0;
  const lookIfDue = () => performance.now() >= nextLookMs && flock.add(undefined);
  const observe = async () => {
    const events: FolderEvents = { changed: flock.add, ended: observe };
    const end = await observeFolder(folder, events);
    if (stop.signal.aborted) return end?.();
    if (end) stop.signal.addEventListener('abort', end);
    setWatching(end ? 'told' : 'looking');
    if (!end) lookNowAndThen(lookIfDue, stop.signal);
    // What happened before is not told.
    flock.add(undefined);
  };
  void observe();
  // What happens during a scan is looked at after it.
  const [isAsking, setAsking] = createSignal(false);
  createEffect(() => {
    if (!flock.isRested() || isScanning() || isAsking()) return;
    setAsking(true);
    const beginMs = performance.now();
    void untrack(() => scanIfOutdated(flock.take(), stop.signal)).finally(() => {
      const endMs = performance.now();
      nextLookMs = endMs + LOOK_SHARE * (endMs - beginMs);
      setAsking(false);
    });
  });
  onCleanup(() => {
    stop.abort();
    flock.stop();
    setWatching(undefined);
  });
}

async function scanIfOutdated(paths: string[] | undefined, signal: AbortSignal): Promise<void> {
  // Where it cannot be told, the scan tells why.
  const isOutdated = await intake()
    .isOutdated(paths)
    .catch(() => true);
  if (isOutdated && !signal.aborted && !isScanning()) await scan.rescan({ changed: paths });
}

/** Looks when somebody comes back, and from time to time while the page is in sight. */
function lookNowAndThen(look: () => void, signal: AbortSignal): void {
  const lookIfSeen = () => document.visibilityState === 'visible' && look();
  addEventListener('focus', lookIfSeen, { signal });
  document.addEventListener('visibilitychange', lookIfSeen, { signal });
  const timer = setInterval(lookIfSeen, LOOK_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
}

/** Paths at which something happened, gathered until nothing more comes. */
function makeFlock() {
  const [isRested, setRested] = createSignal(false);
  let paths: string[] | undefined = [];
  let firstMs: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    isRested,
    add(more: string[] | undefined) {
      paths = paths && more && paths.length + more.length <= MOST_PATHS ? [...paths, ...more] : undefined;
      firstMs ??= performance.now();
      clearTimeout(timer);
      const left = firstMs + LONGEST_REST_MS - performance.now();
      timer = setTimeout(() => setRested(true), Math.max(0, Math.min(REST_MS, left)));
    },
    take() {
      const taken = paths;
      paths = [];
      firstMs = undefined;
      setRested(false);
      return taken;
    },
    stop: () => clearTimeout(timer),
  };
}

/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** A scan as who sits before it sees it: first and last finding, frames, long tasks, what moves by itself. */
import type { Page } from 'playwright-core';
import { dropFolder } from './drop';

interface Watched {
  droppedAt: number;
  firstAt: number;
  doneAt: number;
  tasks: number[];
  /** The longest time between two frames since the drop; ms. */
  gapMs: number;
  lastFrameAt: number;
  /** What moved by itself since the drop, as the browser counts it. */
  shift: number;
}

/** As `PerformanceObserver` gives it. */
interface LayoutShift extends PerformanceEntry {
  value: number;
}

declare global {
  var watched: Watched;
}

/** Has the page note what happens when, from its first moment on. */
export async function watch(page: Page): Promise<void> {
  // The loader of these scripts wraps named functions in a call that the page does not know.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(watchPage);
}

/** Runs in the page, before its own scripts: notes when what happens, at the next frame. */
function watchPage(): void {
  globalThis.watched = { droppedAt: 0, firstAt: 0, doneAt: 0, tasks: [], gapMs: 0, lastFrameAt: 0, shift: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.watched.tasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries() as LayoutShift[]) globalThis.watched.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });
  addEventListener(
    'drop',
    () =>
      Object.assign(globalThis.watched, {
        ...{ droppedAt: performance.now(), firstAt: 0, doneAt: 0, tasks: [] },
        ...{ gapMs: 0, lastFrameAt: performance.now(), shift: 0 },
      }),
    { capture: true },
  );
  const look = () => {
    const { watched } = globalThis;
    const now = performance.now();
    if (watched.doneAt === 0) watched.gapMs = Math.max(watched.gapMs, now - watched.lastFrameAt);
    watched.lastFrameAt = now;
    const isWaiting = watched.droppedAt > 0 && watched.firstAt === 0;
    if (isWaiting && document.querySelector('[role=row][aria-level="2"]'))
      watched.firstAt = performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  // The page says for screen readers when a scan is over, which is when its last result is stored.
  new MutationObserver((records) => {
    const { watched } = globalThis;
    const over = records.some(({ target }) => target.textContent?.startsWith('Scan finished'));
    if (over && watched.droppedAt > 0 && watched.doneAt === 0) watched.doneAt = performance.now();
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** `atFirst` is called when the first finding is on the screen. */
export async function scan(page: Page, folder: string, atFirst?: () => void) {
  await dropFolder(page, folder);
  if (atFirst) {
    const isThere = () => globalThis.watched.firstAt > 0;
    await page.waitForFunction(isThere, undefined, { timeout: 300_000 });
    atFirst();
  }
  await page.waitForFunction(() => globalThis.watched.doneAt > 0, undefined, { timeout: 300_000 });
  const { droppedAt, firstAt, doneAt, tasks, gapMs, shift } = await page.evaluate(() => globalThis.watched);
  return {
    ...{ gapMs, shift },
    firstMs: firstAt - droppedAt,
    doneMs: doneAt - droppedAt,
    longestMs: Math.max(0, ...tasks),
    tasks: tasks.length,
  };
}

/** A person stops a scan: nothing of it comes any more, and the next scan works. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test, type Worker } from '@playwright/test';
import { drop, STUCK, scanIsOver, slowFolder } from './project';

const SMALL = 900;
/** What the promise allows between the keystroke and the last change; ms. */
const GRACE_MS = 100;

interface Watched {
  /** How often the list of findings has changed, and what it told each time since `isOver`. */
  changes: number;
  late: string[];
  isOver: boolean;
}

/** Runs in the page: notes each change of the list of findings; rows that are only drawn later are none. */
function watchFindings(): void {
  const watched: Watched = { changes: 0, late: [], isOver: false };
  const shown = () => {
    const rows = document.querySelector('[role="treegrid"]')?.getAttribute('aria-rowcount');
    return `${rows} rows: ${document.querySelector('.findings-count')?.textContent}`;
  };
  let last = '';
  const look = () => {
    const now = shown();
    if (now === last) return;
    last = now;
    watched.changes++;
    if (watched.isOver) watched.late.push(now);
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  Object.assign(window, { watched });
}

/** For the page the time that a cancelled scan still has is over at once, however slow the machine is. */
async function letGracePass(page: Page): Promise<void> {
  await page.clock.fastForward(GRACE_MS + 1);
  await page.evaluate(() => {
    (window as unknown as { watched: Watched }).watched.isOver = true;
  });
}

test('a cancelled scan shows nothing of it after 100 ms, replaces busy workers, and can be done again', async ({
  page,
}) => {
  const started: Promise<string>[] = [];
  let ended = 0;
  page.on('worker', (worker: Worker) => {
    started.push(worker.evaluate(() => self.name).catch(() => 'ended'));
    worker.on('close', () => ended++);
  });
  await page.clock.install();
  await page.addInitScript(watchFindings);
  await page.goto('/');
  const folder = slowFolder(SMALL);
  await drop(page, folder);
  await expect(page.getByRole('treegrid')).toContainText('a0000.py', { timeout: 30_000 });
  // What has ended is replaced when somebody needs it: the next scan, or the index before it.
  const before = started.length;
  await page.keyboard.press('Escape');
  await letGracePass(page);
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeHidden();
  // The busy worker has been replaced, and the store has answered another question: what was to come has come.
  await expect.poll(() => ended).toBeGreaterThan(0);
  await page.keyboard.press('Control+p');
  await page.keyboard.type('a0000');
  await expect(page.getByRole('option').first()).toContainText('a0000.py');
  await page.keyboard.press('Escape');
  const watched = await page.evaluate(() => (window as unknown as { watched: Watched }).watched);
  expect(watched.changes).toBeGreaterThan(0);
  expect(watched.late).toEqual([]);

  rmSync(join(folder, STUCK));
  await page.keyboard.press('Control+Shift+U');
  await expect(page.getByText(`Scan finished: ${SMALL} findings in `)).toBeAttached({
    timeout: 60_000,
  });
  await scanIsOver(page);
  const names = await Promise.all(started.slice(before));
  expect(names.filter((name) => name === 'analysis')).toHaveLength(ended);
});

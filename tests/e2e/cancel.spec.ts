/** A person stops a scan: nothing of it comes any more, and the next scan works. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Worker } from '@playwright/test';
import { drop, STUCK, scanIsOver, slowFolder } from './project';

const SMALL = 900;
interface Watched {
  cancelledAt: number | undefined;
  changesBefore: number;
  /** When what is shown of findings changed, as ms since the cancel. */
  changes: { after: number; shown: string }[];
}

/** Runs in the page: notes each change of what is shown of findings from the keystroke that cancels on. */
function watchFindings(): void {
  const watched: Watched = { cancelledAt: undefined, changesBefore: 0, changes: [] };
  const shown = () => {
    const list = document.querySelector('[role="treegrid"]');
    const rows = list?.getAttribute('aria-rowcount');
    return `${rows} ${document.querySelector('.findings-count')?.textContent} ${list?.textContent}`;
  };
  let last = '';
  const look = () => {
    const now = shown();
    if (now === last) return;
    last = now;
    const { cancelledAt } = watched;
    if (cancelledAt === undefined) watched.changesBefore++;
    else watched.changes.push({ after: performance.now() - cancelledAt, shown: now });
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape') watched.cancelledAt ??= performance.now();
    },
    { capture: true },
  );
  Object.assign(window, { watched });
}

test('a cancelled scan shows nothing of it after 100 ms, replaces busy workers, and can be done again', async ({
  page,
}) => {
  let started = 0;
  let ended = 0;
  page.on('worker', (worker: Worker) => {
    started++;
    worker.on('close', () => ended++);
  });
  await page.addInitScript(watchFindings);
  await page.goto('/');
  const folder = slowFolder(SMALL);
  await drop(page, folder);
  await expect(page.getByRole('treegrid')).toContainText('a0000.py', { timeout: 30_000 });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeHidden();
  // Results of a run that went on would have come by then.
  await page.waitForFunction(() => {
    const { watched } = window as unknown as { watched: Watched };
    return performance.now() - (watched.cancelledAt ?? Number.POSITIVE_INFINITY) > 1500;
  });
  const watched = await page.evaluate(() => (window as unknown as { watched: Watched }).watched);
  expect(watched.changesBefore).toBeGreaterThan(0);
  expect(watched.changes.filter(({ after }) => after > 100)).toEqual([]);
  await expect.poll(() => ended).toBeGreaterThan(0);

  rmSync(join(folder, STUCK));
  const before = started;
  await page.keyboard.press('Control+Shift+U');
  await expect(page.getByText(`Scan finished: ${SMALL} findings in `)).toBeAttached({
    timeout: 60_000,
  });
  await scanIsOver(page);
  expect(started - before).toBe(ended);
});

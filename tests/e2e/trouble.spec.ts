/** Things break: a person reads what happened, and goes on. */
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { drop, makeFolder, openExample, scanExample, scanIsOver } from './project';

const alert = (page: Page) => page.getByRole('alert');

/** Runs in a page of the same origin: overwrites the first page of the stored database, which says what it is. */
async function damage(): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('assay-store');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const blocks = database.transaction('blocks', 'readwrite').objectStore('blocks');
  await new Promise<void>((resolve, reject) => {
    const request = blocks.openCursor();
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor === null) return resolve();
      const block = cursor.value as { offset: number; data: Uint8Array };
      if (block.offset === 0) cursor.update({ ...block, data: block.data.map(() => 0x61) });
      cursor.continue();
    };
  });
  database.close();
}

test('a damaged database says so, can be exported, and is deleted only when that is asked for', async ({
  page,
}) => {
  await openExample(page);
  await page.goto('/icon.svg');
  await page.evaluate(damage);
  await page.goto('/');
  await expect(alert(page)).toContainText('The stored data is damaged.');

  await alert(page).getByText('Repair the stored data').click();
  const download = page.waitForEvent('download');
  await alert(page).getByRole('button', { name: 'Export database' }).click();
  const bytes = readFileSync(await (await download).path());
  expect(bytes.length).toBeGreaterThan(4096);

  await alert(page).getByRole('button', { name: 'Rebuild' }).click();
  await expect(page.getByText('The database could not be rebuilt')).toBeVisible();
  await alert(page).getByRole('button', { name: 'Try again' }).click();
  await expect(alert(page)).toContainText('The stored data is damaged.');

  await alert(page).getByRole('button', { name: 'Delete all data' }).click();
  await expect(page.getByRole('button', { name: 'Open an example project' })).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
  await scanExample(page);
});

/** Has the worker that reads files die of an error of its own. A worker that is stuck in a file does not answer. */
async function killIntake(page: Page): Promise<void> {
  const asked = page.workers().map(async (worker) => {
    const isIntake = await worker.evaluate(() => {
      if (self.name !== 'intake') return false;
      setTimeout(() => {
        throw new Error('out of luck');
      });
      return true;
    });
    if (!isIntake) throw new Error('It is another worker.');
  });
  await Promise.any(asked);
}

test('a scan whose files cannot be read any more says why, and the next one works', async ({ page }) => {
  await page.goto('/');
  // Far more than is read ahead, so that there is something left to read when the first finding has been seen.
  const code = `def f(x=[]):\n    return x\n# ${'-'.repeat(80_000)}\n`;
  const names = Array.from({ length: 900 }, (_, at) => `a${String(at).padStart(4, '0')}.py`);
  await drop(page, makeFolder(Object.fromEntries(names.map((name) => [name, code]))));
  await expect(page.getByRole('treegrid')).toContainText('a0000.py', { timeout: 30_000 });
  await killIntake(page);
  const banner = page.getByRole('region', { name: 'Completeness' });
  await expect(banner).toContainText('The file reader stopped because of an error.');
  await expect(banner.getByTitle(/out of luck/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeHidden();
  // Said once.
  await expect(page.locator('.notice').filter({ hasText: 'The scan failed' })).toHaveCount(0);

  await banner.getByRole('button', { name: /^Scan (the rest|again)$/ }).click();
  await expect(page.getByText('Scan finished: 900 findings')).toBeAttached({ timeout: 60_000 });
});

test('a worker that dies while nothing is scanned is not missed', async ({ page }) => {
  await scanExample(page);
  await killIntake(page);
  await drop(page, makeFolder({ 'a.py': 'def f(x=[]):\n    return x\n' }));
  await expect(page.getByRole('treegrid')).toContainText('a.py');
  await scanIsOver(page);
});

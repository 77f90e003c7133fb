/** The browser stores nothing, or no more: a person scans all the same, and is told that the results are not kept. */
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { drop, makeFolder, openExample, scanIsOver } from './project';

const banner = (page: Page) => page.locator('.not-stored');
const FOLDER = { 'a.py': 'def f(x=[]):\n    return x\n', 'b.js': 'debugger;\n' };

/** Ways in which a browser keeps its storage from a page; run before the page's own code, and in its workers. */
const REFUSALS: Record<string, () => void> = {
  'is not there': () => {
    Object.defineProperty(self, 'indexedDB', { value: undefined });
  },
  throws: () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
  },
  fails: () => {
    IDBFactory.prototype.open = () => {
      const request = new EventTarget() as IDBOpenDBRequest;
      const error = new DOMException('Internal error opening backing store.', 'UnknownError');
      Object.defineProperty(request, 'error', { value: error });
      queueMicrotask(() => {
        request.onerror?.(new Event('error'));
        request.dispatchEvent(new Event('error'));
      });
      return request;
    };
  },
};

/** Has every worker begin with this, as its own script; what is built stays as it is on disk. */
async function inWorkers(page: Page, first: () => void): Promise<void> {
  await page.addInitScript(first);
  await page.addInitScript((text) => {
    const original = URL.createObjectURL;
    URL.createObjectURL = (blob) =>
      original(blob instanceof Blob && blob.type === 'text/javascript' ? new Blob([text, blob], blob) : blob);
  }, `(${first})();`);
}

async function scansInMemory(page: Page): Promise<void> {
  await expect(page.getByRole('alert')).toHaveCount(0);
  await drop(page, makeFolder(FOLDER));
  await expect(page.getByRole('treegrid')).toContainText('a.py', { timeout: 30_000 });
  await scanIsOver(page);
  await expect(banner(page)).toContainText('the results are lost when you close this tab');
  await expect(page.locator('.notice.error')).toHaveCount(0);
}

for (const [how, refuse] of Object.entries(REFUSALS)) {
  test(`where IndexedDB ${how}, one scans in memory`, async ({ page }) => {
    await inWorkers(page, refuse);
    await page.goto('/');
    await expect(banner(page)).toContainText('This browser does not let Assay store anything.');
    await expect(banner(page)).not.toContainText(/Error|undefined|insecure|backing store/);
    await scansInMemory(page);
    await page.goto('/#/settings');
    await expect(page.getByText('Storage (this tab only)')).toBeVisible();
    await expect(page.getByRole('button', { name: /Clear all|Delete all/ })).toHaveCount(0);
    expect(await violations(page)).toEqual([]);
  });
}

test('a database of a newer version stays as it is, and one scans in memory', async ({ page }) => {
  await page.goto('/icon.svg');
  await page.evaluate(
    () =>
      new Promise<void>((made) => {
        const request = indexedDB.open('assay-store', 99);
        request.onupgradeneeded = () => request.result.createObjectStore('projects').put('kept', 1);
        request.onsuccess = () => {
          request.result.close();
          made();
        };
      }),
  );
  await page.goto('/');
  await expect(banner(page)).toContainText('written by a newer version of Assay');
  await scansInMemory(page);
  const kept = await page.evaluate(
    () =>
      new Promise((told) => {
        const request = indexedDB.open('assay-store');
        request.onsuccess = () => {
          const { version } = request.result;
          const row = request.result.transaction('projects').objectStore('projects').get(1);
          row.onsuccess = () => told([version, row.result]);
        };
      }),
  );
  expect(kept).toEqual([99, 'kept']);
});

test('a full disk: what is stored stays, and the same folder is scanned in memory', async ({ page }) => {
  await openExample(page);
  await page.reload();
  await expect(page.getByRole('treegrid')).toContainText('label.c', { timeout: 15_000 });
  const stores = await Promise.all(
    page.workers().map(async (worker) => ({ worker, name: await worker.evaluate(() => self.name) })),
  );
  await stores
    .find(({ name }) => name === 'store')
    ?.worker.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('There is no room.', 'QuotaExceededError');
      };
    });
  await drop(page, makeFolder(FOLDER, 'elsewhere'));
  const notice = page.locator('.notice').filter({ hasText: 'no storage space left' });
  await notice.getByRole('button', { name: 'Scan without saving' }).click();
  await expect(banner(page)).toContainText('What was stored before is safe.');
  await scansInMemory(page);
  await expect(page.getByRole('treegrid')).toContainText('a.py');
  await page.goto('/#/rules');
  await expect(page.getByRole('listbox', { name: 'Rules' }).getByRole('option').first()).toBeVisible();

  await page.goto('/icon.svg');
  await page.goto('/');
  await expect(page.getByRole('treegrid')).toContainText('label.c', { timeout: 15_000 });
  await expect(banner(page)).toHaveCount(0);
});

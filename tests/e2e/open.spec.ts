/** A person opens a project, in every way there is, and comes back to it. */
import { resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';

const SHOP = resolve(import.meta.dirname, '../../public/examples/pocket-shop');

const findings = (page: Page) => page.getByRole('treegrid');
const scanIsOver = (page: Page) =>
  expect(page.getByRole('button', { name: 'Cancel' })).toBeHidden({ timeout: 60_000 });

/** The total above the list. */
async function expectFindings(page: Page): Promise<void> {
  await expect(findings(page)).toContainText('labels/label.c', { timeout: 30_000 });
  await scanIsOver(page);
}

async function dropFolder(page: Page, folder: string): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await protocol.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  }
}

test('the example opens with one click, is read in its code, and is there after a reload', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Open an example project' }).click();
  await expectFindings(page);
  await page.keyboard.press('F8');
  await expect(page).toHaveURL(/finding=\d+/);
  await page.reload();
  await expect(findings(page)).toContainText('labels/label.c', { timeout: 5000 });
  await page.goto('/');
  await expect(page.getByRole('button', { name: /pocket-shop/ }).first()).toBeVisible();
});

test('a dropped folder is scanned, and the whole page says that it may be dropped', async ({ page }) => {
  await page.goto('/');
  const protocol = await page.context().newCDPSession(page);
  const data = { items: [], files: [SHOP], dragOperationsMask: 1 };
  await protocol.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 20, y: 20, data });
  await expect(page.getByText('Drop to scan')).toBeVisible();
  await dropFolder(page, SHOP);
  await expect(page.getByText('Drop to scan')).toBeHidden();
  await expectFindings(page);
});

test('a folder chosen with a plain file field is scanned', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showDirectoryPicker'));
  await page.goto('/');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await (await chooser).setFiles(SHOP);
  await expectFindings(page);
  await expect(page.locator('.header-project')).toContainText('pocket-shop');
});

test('a folder whose handle the browser keeps is read again after a reload', async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(window, {
      showDirectoryPicker: async () => {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle('kept', { create: true });
        const file = await (await folder.getFileHandle('a.py', { create: true })).createWritable();
        await file.write('def f(x=[]):\n    return x\n');
        await file.close();
        return folder;
      },
    });
  });
  await page.goto('/');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(findings(page)).toContainText('a.py', { timeout: 30_000 });
  await scanIsOver(page);
  await page.reload();
  await expect(findings(page)).toContainText('a.py', { timeout: 5000 });
  await page.keyboard.press('Control+Shift+U');
  await expect(page.getByText('Scan finished: 1 finding in 1 file')).toBeAttached({ timeout: 30_000 });
  await expect(findings(page)).toContainText('a.py');
});

test('an archive that is none says what is wrong with it', async ({ page }) => {
  await page.goto('/');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /choose a ZIP/ }).click();
  await (await chooser).setFiles({
    name: 'broken.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from('PK no'),
  });
  await expect(page.getByRole('region', { name: 'Completeness' })).toContainText('The scan failed.');
  // Said once.
  await expect(page.locator('.notice')).toHaveCount(0);
});

/** A finding is the same one after its file was edited, renamed or moved. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { drop, makeFolder, scanIsOver } from './project';

const CODE = 'def join(parts=[]):\n    return parts\n';

const list = (page: Page) => page.getByRole('treegrid');

/** Opens the folder and its finding, whose number is in the address that this gives. */
async function openFinding(page: Page, folder: string): Promise<string> {
  await page.goto('/');
  await drop(page, folder);
  await expect(list(page)).toContainText('app.py:1', { timeout: 30_000 });
  await scanIsOver(page);
  await list(page).getByRole('row').filter({ hasText: 'app.py:1' }).first().click();
  await expect(page).toHaveURL(/finding=\d+/);
  return new URL(page.url()).hash;
}

test('an open finding stays open when lines are inserted and its folder is renamed', async ({ page }) => {
  const folder = makeFolder({ 'src/app.py': CODE }, 'identity');
  const address = await openFinding(page, folder);
  writeFileSync(join(folder, 'src/app.py'), `import os\n\n\n${CODE}`);
  await drop(page, folder);
  await expect(page.getByRole('article', { name: 'Finding' })).toBeVisible();
  await expect(list(page)).toContainText('app.py:4', { timeout: 30_000 });
  await scanIsOver(page);
  // Its code is that of now.
  await expect(page.getByRole('textbox', { name: 'Code of src/app.py' })).toContainText('import os');
  expect(new URL(page.url()).hash).toBe(address);

  mkdirSync(join(folder, 'lib'));
  renameSync(join(folder, 'src/app.py'), join(folder, 'lib/main.py'));
  await drop(page, folder);
  await expect(list(page)).toContainText('main.py:4', { timeout: 30_000 });
  await scanIsOver(page);
  await page.goto(`/${address}`);
  await expect(page.getByRole('article', { name: 'Finding' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'lib / main.py' })).toBeVisible();
});

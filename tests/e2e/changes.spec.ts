/** After a second scan of a project the page says what it changed, and lists it. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { violations } from './axe';
import { drop, makeFolder, scanIsOver } from './project';

const bad = (name: string) => `def ${name}(x=[]):\n    return x\n`;

test('what is new and gone since the scan before is counted and listed', async ({ page }) => {
  const folder = makeFolder({ 'a.py': bad('a'), 'b.py': bad('b') });
  const list = page.getByRole('treegrid');
  await page.goto('/');
  await drop(page, folder);
  await expect(list).toContainText('b.py', { timeout: 30_000 });
  await scanIsOver(page);
  await expect(page.getByRole('button', { name: /new.*gone/ })).toBeHidden();

  writeFileSync(join(folder, 'a.py'), bad('a') + bad('fresh'));
  rmSync(join(folder, 'b.py'));
  await drop(page, folder);
  await page.getByRole('button', { name: '1 new, 1 gone, 0 moved' }).click();
  const dialog = page.getByRole('dialog', { name: 'Since the scan before' });
  await expect(dialog.getByRole('region', { name: 'Gone' })).toContainText('b.py:1');
  const fresh = dialog.getByRole('region', { name: 'New' });
  await expect(fresh).toContainText('a.py:3');
  expect(await violations(page)).toEqual([]);
  await fresh.getByRole('button').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('region', { name: 'Selected finding' })).toContainText('fresh');
});

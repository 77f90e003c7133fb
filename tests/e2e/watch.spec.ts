/** A watched project is scanned again by itself when its files change. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { drop, makeFolder, scanIsOver } from './project';

const bad = (name: string) => `def ${name}(x=[]):\n    return x\n`;

/** Watches by default from now on, as somebody has chosen it in the settings. */
async function watches(page: Page): Promise<void> {
  await page.addInitScript(() => localStorage.setItem('assay.watch', 'yes'));
}

async function openWatched(page: Page, folder: string, how: RegExp): Promise<void> {
  await page.goto('/');
  await drop(page, folder);
  await expect(page.getByRole('treegrid')).toContainText('bad.py', { timeout: 30_000 });
  await scanIsOver(page);
  await expect(page.locator('.status-watching')).toHaveAttribute('title', how, { timeout: 30_000 });
}

test('what is saved, deleted or moved is scanned at once, and what is gone is told', async ({ page }) => {
  const folder = makeFolder({ 'bad.py': bad('a'), 'good.py': 'x = 1\n', 'inside/c.py': 'y = 1\n' });
  const list = page.getByRole('treegrid');
  await watches(page);
  await openWatched(page, folder, /as soon as/);
  await expect(list).not.toContainText('good.py');
  writeFileSync(join(folder, 'good.py'), bad('g'));
  await expect(list).toContainText('good.py');
  await expect(page.getByRole('button', { name: '1 new, 0 gone, 0 moved' })).toBeVisible();
  // As editors save: beside it first, then in its place.
  writeFileSync(join(folder, '.good.py.tmp'), 'x = 2\n');
  renameSync(join(folder, '.good.py.tmp'), join(folder, 'good.py'));
  await expect(page.getByRole('button', { name: '0 new, 1 gone, 0 moved' })).toBeVisible();
  await expect(list).not.toContainText('good.py');
  rmSync(join(folder, 'good.py'));
  renameSync(join(folder, 'inside'), join(folder, 'outside'));
  writeFileSync(join(folder, 'outside', 'd.py'), bad('d'));
  await expect(list).toContainText('outside/d.py');
  // A folder that is moved away takes nothing of what is known along, and the results are no longer called whole.
  renameSync(folder, `${folder}-elsewhere`);
  await expect(page.locator('.completeness')).toContainText('could not be read');
  await expect(list).toContainText('outside/d.py');
  renameSync(`${folder}-elsewhere`, folder);
  await expect(page.locator('.completeness')).toBeHidden();
  await page.goto('/#/settings');
  await page.getByRole('switch', { name: 'Watch files' }).click();
  await page.goto('/#/findings');
  await expect(list).toContainText('outside/d.py');
  await expect(page.locator('.status-watching')).toBeHidden();
});

test('where the browser does not tell of changes, files are looked at', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'FileSystemObserver'));
  const folder = makeFolder({ 'bad.py': bad('a'), 'good.py': 'x = 1\n' });
  await watches(page);
  await openWatched(page, folder, /Every few seconds/);
  writeFileSync(join(folder, 'good.py'), bad('g'));
  await expect(page.getByRole('treegrid')).toContainText('good.py');
});

/** What was not read or not checked is said first, wherever results are shown, and can be gone on with. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { drop, makeFolder, STUCK, scanExample, scanIsOver, slowFolder, staysStuck } from './project';

const banner = (page: Page) => page.getByRole('region', { name: 'Completeness' });
const list = (page: Page) => page.getByRole('treegrid');
const FINDING = 'def f(x=[]):\n    return x\n';

/** The project's menu, which scans again. */
async function rescan(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+U');
}

test('a scan that the person cancels is partial everywhere, and goes on where it stopped', async ({
  page,
}) => {
  const folder = slowFolder(300);
  await staysStuck(page);
  await page.goto('/');
  await drop(page, folder);
  await expect(list(page)).toContainText('a0000.py', { timeout: 30_000 });
  await page.keyboard.press('Escape');
  await expect(banner(page)).toContainText(/Partial results: [\d,]+ (of [\d,]+ files were|files? ).*checked/);
  await expect(banner(page)).toContainText('The scan was cancelled.');

  await page.goto('/#/summary');
  await expect(banner(page)).toContainText('The scan was cancelled.');
  await expect(page.getByText(/Every file was checked/)).toHaveCount(0);
  await expect(page.getByText('last scan, cancelled')).toBeVisible();

  await page.goto('/#/');
  await expect(page.getByText(/Partial results: .* The scan was cancelled/)).toBeVisible();

  rmSync(join(folder, STUCK));
  await page.goto('/#/findings');
  expect(await violations(page)).toEqual([]);
  await banner(page).getByRole('button', { name: 'Scan the rest' }).click();
  await scanIsOver(page);
  await expect(banner(page)).toBeHidden();
  await expect(page.locator('.findings-count')).toContainText('300');
});

test('a reload in the middle of a scan is an interruption by name, and the scan goes on', async ({
  page,
}) => {
  const folder = slowFolder(300);
  await staysStuck(page);
  await page.goto('/');
  await drop(page, folder);
  await expect(list(page)).toContainText('a0000.py', { timeout: 30_000 });
  rmSync(join(folder, STUCK));
  await page.reload();
  // The browser still lets the folder be read, so the scan goes on by itself.
  await expect(page.getByText('Scan finished: 300 findings')).toBeAttached({ timeout: 60_000 });
  await expect(banner(page)).toBeHidden();
  await expect(page.locator('.findings-count')).toContainText('300');
});

test('nothing is deleted when the folder cannot be read any more', async ({ page }) => {
  const folder = makeFolder({ 'a.py': FINDING, 'sub/b.py': FINDING });
  await page.goto('/');
  await drop(page, folder);
  await expect(list(page)).toContainText('b.py', { timeout: 30_000 });
  await scanIsOver(page);
  await expect(banner(page)).toBeHidden();

  rmSync(folder, { recursive: true });
  await rescan(page);
  await expect(banner(page)).toContainText('The scan failed. The folder project could not be read.');
  await expect(banner(page)).toContainText('These are the results of the scan before it');
  await expect(page.locator('.findings-count')).toContainText('2');

  writeFileSync(folder, 'a file now');
  await rescan(page);
  await expect(banner(page)).toContainText('could not be read');
  await expect(page.locator('.findings-count')).toContainText('2');
  await page.reload();
  await expect(banner(page)).toContainText('could not be read');
  await expect(list(page)).toContainText('b.py');
});

test('an empty folder says that it is empty', async ({ page }) => {
  await page.goto('/');
  await drop(page, makeFolder({}, 'nothing'));
  await expect(banner(page)).toContainText('nothing is empty.');
  await expect(page.getByText('No findings', { exact: true })).toHaveCount(0);
  await page.goto('/#/summary');
  await expect(page.getByRole('region', { name: 'Languages' })).toHaveText('LanguagesNo file was read.');
  await page.goto('/#/');
  await expect(page.getByText('The scan failed. nothing is empty.')).toBeVisible();
});

test('a project that another tab deletes is left, and its scan ends', async ({ page, context }) => {
  const folder = slowFolder(300);
  await staysStuck(page);
  await page.goto('/');
  await drop(page, folder);
  await expect(list(page)).toContainText(/a\d{4}\.py/, { timeout: 30_000 });
  const other = await context.newPage();
  await other.goto('/#/settings');
  await expect(other.locator('.header-project')).toBeVisible();
  await other.getByTitle('Start page').click();
  await other.getByRole('button', { name: 'Delete project' }).click();
  await expect(page.getByText('project was deleted in another tab.')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Open an example project' })).toBeVisible();
  await scanIsOver(page);
  await expect(page.getByText(/Scan finished/)).toHaveCount(0);
  await scanExample(page);
});

test('no findings is said of what was checked whole', async ({ page }) => {
  await page.goto('/');
  await drop(page, makeFolder({ 'a.py': 'x = 1\n' }));
  await expect(page.getByText('No findings', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Every file was checked, and no rule matched.')).toBeVisible();
  await expect(banner(page)).toBeHidden();
});

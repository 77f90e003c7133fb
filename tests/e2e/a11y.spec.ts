/** axe-core finds nothing on any view, in both themes and in a narrow window. */
import { expect, test } from '@playwright/test';
import { violations } from './axe';
import { animationsAreOver, drop, scanIsOver, slowFolder, viewIsShown } from './project';

const VIEWS = [
  '/findings',
  '/files',
  '/summary',
  '/runs',
  '/rules',
  '/workshop',
  '/setup',
  '/ecosystem',
  '/settings',
  '/',
];
const LOOKS = [
  { name: 'light', colorScheme: 'light', width: 1280 },
  { name: 'dark', colorScheme: 'dark', width: 1280 },
  { name: 'narrow', colorScheme: 'light', width: 360 },
] as const;

for (const { name, colorScheme, width } of LOOKS) {
  test(`no violations on any view, ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Open an example project' }).click();
    await expect(page.getByRole('treegrid')).toContainText('label.c', { timeout: 30_000 });
    await scanIsOver(page);
    await page.keyboard.press('F8');
    for (const view of VIEWS) {
      await page.goto(`/#${view}`);
      await viewIsShown(page, view);
      expect(await violations(page), view).toEqual([]);
    }
    await page.keyboard.press('Control+p');
    await expect(page.getByRole('combobox', { name: 'Go to file, rule or command' })).toBeFocused();
    await animationsAreOver(page);
    expect(await violations(page), 'palette').toEqual([]);
  });
}

test('no violations while a scan goes on', async ({ page }) => {
  await page.goto('/');
  await drop(page, slowFolder(100));
  await expect(page.getByRole('treegrid')).toContainText('a0000.py', { timeout: 30_000 });
  expect(await violations(page)).toEqual([]);
  await expect(page.getByRole('progressbar', { name: 'Scan' })).toBeVisible();
});

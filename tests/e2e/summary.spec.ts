/** A person sees what a project is made of, and goes from any mark to what is behind it. */
import { expect, test } from '@playwright/test';
import { violations } from './axe';
import { openExample, openFiles } from './project';

test('every mark leads to the findings or the file behind it', async ({ page }) => {
  await openExample(page);
  await page.goto('/#/summary');
  await expect(page.getByRole('heading', { name: 'pocket-shop', level: 1 })).toBeVisible();
  await expect(page.getByRole('row', { name: /Python/ })).toContainText('100');
  await page.getByRole('link', { name: /^Python$/ }).click();
  await expect(page).toHaveURL(/findings\?.*language=python/);
  await expect(page.getByRole('button', { name: 'Remove filter Python' })).toBeVisible();

  await page.goto('/#/summary');
  await page.getByRole('region', { name: 'Findings by severity' }).getByRole('link').first().click();
  await expect(page.locator('.finding-row')).toHaveCount(1);

  await page.goto('/#/summary');
  await page.getByRole('link', { name: /^labels\/, .* findings, worst: critical/ }).click();
  await expect(page).toHaveURL(/in=labels\//);

  await page.goto('/#/summary');
  await page.getByRole('region', { name: 'Slowest files' }).getByRole('link').first().click();
  await expect(page).toHaveURL(/files\?path=/);
});

test('the treemap is one tab stop with arrows inside', async ({ page }) => {
  await openExample(page);
  await page.goto('/#/summary');
  const cells = page.locator('.treemap-cell');
  await expect(cells.first()).toBeVisible();
  await expect(page.locator('.treemap-cell[tabindex="0"]')).toHaveCount(1);
  await cells.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(cells.nth(1)).toBeFocused();
});

test('files at the root are named as they are read, to the eye and to screen readers', async ({ page }) => {
  await openFiles(page, { 'a.py': 'def f(x=[]):\n    return x\n', 'b.py': 'x = 1\n' });
  await page.goto('/#/summary');
  await expect(page.locator('.treemap-cell')).toHaveCount(1);
  const totals = page.locator('.summary-total dt');
  await expect(totals).toHaveText(['files', 'lines', 'size', 'finding', 'skipped', 'last scan']);
  await expect(
    page.getByRole('link', { name: /^files directly in the project, 3 lines, 1 finding/ }),
  ).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

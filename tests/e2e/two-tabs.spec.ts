/** Two tabs on one database: each sees what the other does, and survives it. */
import { expect, test } from '@playwright/test';
import { scanExample } from './project';

test('a second tab shows the scan of the first, and neither is broken by a reset', async ({
  page,
  context,
}) => {
  const other = await context.newPage();
  await other.goto('/');
  await scanExample(page);
  await expect(other.getByRole('button', { name: /pocket-shop/ }).first()).toBeVisible();
  await page.goto('/#/settings');
  await page
    .getByRole('button', { name: /^Delete all data/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete all data' }).click();
  await expect(page.getByRole('button', { name: 'Open an example project' })).toBeVisible();
  await expect(other.getByRole('button', { name: /pocket-shop/ })).toHaveCount(0);
  await scanExample(other);
});

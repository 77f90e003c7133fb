/** What Assay says of itself stands in the settings, and not in everybody's way. */
import { expect, test } from '@playwright/test';
import { openExample } from './project';

test('facts about the engine stand under About and nowhere else', async ({ page }) => {
  await openExample(page);
  await expect(page.locator('.status-bar')).not.toContainText(/engine|worker|MB/i);
  await page.goto('/#/settings');
  const about = page.getByRole('region', { name: 'About' });
  await expect(about).toContainText(/Engine\s*started in [\d.]+ m?s, \d+ workers?/);
});

test('the storage bar is in proportion to what the browser allows', async ({ page }) => {
  await openExample(page);
  await page.goto('/#/settings');
  await expect(page.locator('.usage')).toContainText(/[\d.]+ [kM]B of [\d.]+ GB used/);
  const filled = await page.locator('.usage-bar').evaluate((bar) => {
    const width = [...bar.children].reduce((sum, part) => sum + part.getBoundingClientRect().width, 0);
    return width / bar.getBoundingClientRect().width;
  });
  expect(filled).toBeGreaterThan(0);
  expect(filled).toBeLessThan(0.05);
});

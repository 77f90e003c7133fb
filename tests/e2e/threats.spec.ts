/** A person chooses which sources of data are not trusted, and sees of a finding where its data comes from. */
import { expect, test } from '@playwright/test';
import { violations } from './axe';
import { drop, makeFolder, scanIsOver } from './project';

const CODE = 'import os\nos.system("ls " + os.environ["FOLDER"])\n';

test('what comes from the environment counts once it is chosen', async ({ page }) => {
  await page.goto('/');
  const folder = makeFolder({ 'list.py': CODE });
  await drop(page, folder);
  await scanIsOver(page);
  const list = page.getByRole('treegrid');
  await expect(page.getByText('No findings').first()).toBeVisible();

  await page.goto('/#/settings');
  const environment = page.getByRole('switch', { name: 'Environment variables' });
  await expect(environment).toHaveAttribute('aria-checked', 'false');
  await expect(page.getByRole('switch', { name: 'Requests from the network' })).toHaveAttribute(
    'aria-checked',
    'true',
  );
  await environment.click();
  await expect(environment).toHaveAttribute('aria-checked', 'true');
  expect(await violations(page)).toEqual([]);

  await drop(page, folder);
  await scanIsOver(page);
  await expect(list).toContainText('list.py');
  await list.getByRole('row').filter({ hasText: 'list.py' }).last().click();
  await expect(page.locator('.finding-card')).toContainText('Environment variables');

  await page.reload();
  await page.goto('/#/settings');
  await expect(environment).toHaveAttribute('aria-checked', 'true');
});

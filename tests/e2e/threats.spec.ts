/**
 * A person chooses which sources of data are not trusted, and sees of a finding where its data comes from, and why it is
 * not sure.
 */
import { expect, test } from '@playwright/test';
import { violations } from './axe';
import { drop, makeFolder, scanIsOver } from './project';

const CODE = `import os
from shop import folder_of
os.system("ls " + folder_of(os.environ["FOLDER"]))
`;

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
  const card = page.locator('.finding-card');
  await expect(card).toContainText('Environment variables');
  await expect(card).toContainText('Low confidence');
  const why = 'the value passes through folder_of(), whose code is not in this file';
  await expect(card.getByText(`Confidence is low because ${why}.`)).toBeVisible();
  const step = card
    .getByRole('region', { name: 'Data flow' })
    .getByRole('listitem')
    .filter({ hasText: 'Guess' });
  await expect(step).toContainText(why);

  await page.reload();
  await page.goto('/#/settings');
  await expect(environment).toHaveAttribute('aria-checked', 'true');
});

/** A project that brings its own configuration: what it takes out of the results is said over them, and can be taken back. */
import { expect, test } from '@playwright/test';
import { violations } from './axe';
import { chooseWritable, drop, makeFolder, scanIsOver } from './project';

const FILES = {
  'a.py': 'assert (1, 2)\n',
  'vendor/b.py': 'assert (3, 4)\n',
  '.assay/config.toml': 'ignore = ["vendor/**"]\nignroe = 1\n[rules]\n"python/assert-on-tuple" = "off"\n',
};

test('what a project’s configuration takes out is told over the results and can be scanned without', async ({
  page,
}) => {
  await page.goto('/');
  await drop(page, makeFolder(FILES));
  await scanIsOver(page);
  const banner = page.getByRole('region', { name: 'The project’s own configuration' });
  await expect(banner).toContainText('turns 1 rule off; leaves out files that match 1 pattern');
  await expect(banner).toContainText('unknown key ignroe. Did you mean ignore?');

  await banner.getByRole('button', { name: 'Scan without it' }).click();
  await scanIsOver(page);
  const list = page.getByRole('treegrid');
  await expect(list).toContainText('a.py');
  await expect(list).toContainText('b.py');
  expect(await violations(page)).toEqual([]);
  await expect(banner).toContainText('You scan without it.');

  await page.reload();
  await expect(banner).toContainText('You scan without it.');
  await page.goto('/#/rules');
  await expect(banner).toHaveCount(0);
});

test('what a folder says of its files concerns them alone, and can be scanned without', async ({ page }) => {
  await chooseWritable(page, {
    'a.py': 'assert (1, 2)\n',
    'web/b.py': 'assert (3, 4)\n',
    'web/.assay/config.toml': '[rules]\n"python/assert-on-tuple" = "off"\n',
  });
  const banner = page.getByRole('region', { name: 'The project’s own configuration' });
  await expect(banner).toContainText('web/.assay/config.toml turns 1 rule off.');
  await expect(page.getByRole('treegrid')).toContainText('a.py');
  await expect(page.getByRole('treegrid')).not.toContainText('b.py');
  await banner.getByRole('button', { name: 'Scan without it' }).click();
  await scanIsOver(page);
  await expect(page.getByRole('treegrid')).toContainText('b.py');
  await banner.getByRole('button', { name: 'Scan with it' }).click();
  await scanIsOver(page);
  await expect(banner).toContainText('web/.assay/config.toml turns 1 rule off.');
});

/** A person looks through the files: the tree, one file, and what was left out. */
import { expect, type Page, test } from '@playwright/test';
import { openExample, openFiles } from './project';

const tree = (page: Page) => page.getByRole('tree', { name: 'Files' });
const item = (page: Page, name: string) => tree(page).getByRole('treeitem').filter({ hasText: name });

test('the tree is gone through by keyboard and opens a file with its findings', async ({ page }) => {
  await openExample(page);
  await page.goto('/#/files');
  await expect(item(page, 'labels')).toHaveAttribute('aria-expanded', 'false');
  await tree(page).focus();
  while (!((await page.locator('.tree-row.cursor').textContent()) ?? '').startsWith('labels')) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('ArrowRight');
  await expect(item(page, 'labels')).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/path=labels\/label\.c/);
  await expect(page.locator('.file-facts')).toContainText('no syntax errors');
  await expect(page.locator('.code-view .cm-finding').first()).toBeVisible();
  const findings = page.getByRole('region', { name: 'Findings of this file' });
  await findings.getByRole('button', { name: /gets/ }).first().click();
  await expect(page.locator('.code-view .cm-match').first()).toHaveText(/gets/);
  await findings
    .getByRole('button', { name: /^Read the finding/ })
    .first()
    .click();
  await expect(page).toHaveURL(/findings\?.*finding=\d+/);
  // The way back leads to the file in the tree, too, however little of it can be seen.
  await page.setViewportSize({ width: 1280, height: 300 });
  await page.goBack();
  await expect(page.locator('.tree-row.selected')).toBeInViewport();
});

test('the filter finds a file by words of its path', async ({ page }) => {
  await openExample(page);
  await page.goto('/#/files');
  await page.getByLabel('Filter files by path').fill('RS lib');
  await expect(item(page, 'lib.rs')).toBeVisible();
  await expect(item(page, 'label.c')).toHaveCount(0);
  await page.getByLabel('Filter files by path').fill('no such file');
  await expect(page.getByText('No matches')).toBeVisible();
});

test('a file says why no rule looked at it', async ({ page }) => {
  await openExample(page);
  await page.goto('/#/files?path=README.md');
  await expect(page.locator('.file-facts')).toContainText('not parsed');
});

test('what was skipped says why, and can be included', async ({ page }) => {
  await openFiles(page, {
    'a.c': 'int main(void) { char line[9]; gets(line); }\n',
    '.gitignore': 'secret.c\n',
    'secret.c': 'int main(void) { char line[9]; gets(line); }\n',
  });
  await page.goto('/#/files?skipped=1');
  const row = page.getByRole('listitem').filter({ hasText: 'secret.c' });
  await expect(row).toContainText('.gitignore');
  await row.getByRole('button', { name: 'Include secret.c' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('tab', { name: /Scanned/ }).click();
  await expect(item(page, 'secret.c')).toContainText('1');
});

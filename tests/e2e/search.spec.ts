/** A person searches all texts: by mouse and by keyboard, narrows it, opens a match, and finds it after a reload. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { drop, makeFolder, openFiles, scanIsOver } from './project';

const FILES = {
  // What is found in it brings the list that says that the project is open.
  'src/shape.py': 'def area(shape):\n    raise NotImplemented\n',
  'src/login.py': 'def check_password(user, password):\n    return user.password == password\n',
  'src/web/form.ts': 'export function passwordField(name: string) {\n  return name + "Password";\n}\n',
  'docs/notes.md': 'Nothing of it is here.\n',
  'tests/login_test.py': 'from src.login import check_password\n\nassert check_password\n',
};

const box = (page: Page) => page.getByRole('searchbox', { name: 'Search in all files' });
const tree = (page: Page) => page.getByRole('tree', { name: 'Matches' });
const status = (page: Page) => page.locator('.search-status');

async function openAndSearch(page: Page): Promise<void> {
  await openFiles(page, FILES);
  await scanIsOver(page);
  await page.keyboard.press('Control+Shift+F');
  await expect(box(page)).toBeFocused();
}

test('matches come while one types, are walked by keyboard and opened', async ({ page }) => {
  await openAndSearch(page);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.type('password');
  await expect(status(page)).toContainText(/8 matches in 3 files/);
  // Tests come last.
  await expect(tree(page).getByRole('treeitem').first()).toContainText('login.py');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await expect(tree(page)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('region', { name: 'Code of the match' })).toContainText('check_password(user');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/files\?path=src%2Flogin.py&line=2|#\/files\?path=src\/login.py&line=2/);
  await page.goBack();
  await expect(status(page)).toContainText('8 matches');
  await expect(box(page)).toHaveValue('password');
});

test('facets and filters narrow the search, and what is wrong with a query is said', async ({ page }) => {
  await openAndSearch(page);
  await box(page).fill('password');
  await page.getByRole('button', { name: /^TypeScript/ }).click();
  await expect(box(page)).toHaveValue('password lang:typescript');
  await expect(status(page)).toContainText('in 1 file');
  await page.getByRole('button', { name: 'Match case' }).click();
  await expect(status(page)).toContainText('1 match in 1 file');
  await box(page).fill('/(/');
  await expect(status(page).locator('.search-wrong')).toContainText(/unclosed group.* \(at character 1\)/i);
  await box(page).fill('password lang:rust');
  await expect(page.getByText('No file passes lang:rust.')).toBeVisible();
  await box(page).fill('there is no such text');
  await expect(page.getByText('No matches', { exact: true })).toBeVisible();
});

test('a reload searches what is stored, and remembers', async ({ page }) => {
  await openAndSearch(page);
  await box(page).fill('passwordField');
  await expect(status(page)).toContainText('1 match in 1 file');
  await page.keyboard.press('Enter');
  await page.reload();
  await expect(status(page)).toContainText('1 match in 1 file');
  await box(page).fill('');
  await page.getByRole('button', { name: 'passwordField', exact: true }).click();
  await expect(status(page)).toContainText('1 match in 1 file');
});

test('a changed file is found with its new text', async ({ page }) => {
  const folder = makeFolder(FILES);
  await page.goto('/');
  await drop(page, folder);
  await expect(page.getByRole('treegrid')).toBeVisible({ timeout: 30_000 });
  await scanIsOver(page);
  await page.keyboard.press('Control+Shift+F');
  await box(page).fill('brand new words');
  await expect(page.getByText('No matches', { exact: true })).toBeVisible();
  writeFileSync(join(folder, 'docs/notes.md'), 'brand new words\n');
  await drop(page, folder);
  await expect(status(page)).toContainText('3 matches in 1 file', { timeout: 30_000 });
});

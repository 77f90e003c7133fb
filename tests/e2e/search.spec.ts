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
  'docs/notes.md': `Nothing of it is here.\n${'many words before '.repeat(20)}the lantern at the end\n`,
  'tests/login_test.py': 'from src.login import check_password\n\nassert check_password\n',
};

const box = (page: Page) => page.getByRole('combobox', { name: 'Search in all files' });
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
  // However much stands before a match, it is in sight.
  await box(page).fill('lantern');
  const mark = tree(page).locator('mark');
  await expect(mark).toHaveText('lantern');
  const [list, match] = [await tree(page).boundingBox(), await mark.boundingBox()];
  expect((match?.x ?? 0) + (match?.width ?? 0)).toBeLessThan((list?.x ?? 0) + (list?.width ?? 0));
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

test('filters are offered while one types, and buttons say how it is looked for', async ({ page }) => {
  await openAndSearch(page);
  const offered = page.getByRole('option');
  await page.keyboard.type('password la');
  await expect(offered).toHaveText([/^lang:/]);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('p');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue('password lang:python ');
  await expect(status(page)).toContainText('in 2 files');
  await page.keyboard.type('fi');
  await page.keyboard.press('Escape');
  await expect(offered).toHaveCount(0);
  await page.keyboard.type('le:');
  await offered.filter({ hasText: 'src/web/' }).click();
  await expect(box(page)).toHaveValue('password lang:python file:^src/web/ ');
  await box(page).fill('password lang:python');
  await page.getByRole('button', { name: 'Whole words' }).click();
  await expect(box(page)).toHaveValue('/\\bpassword\\b/ lang:python');
  await expect(status(page)).toContainText('3 matches in 1 file');
  await page.getByRole('button', { name: 'Whole words' }).click();
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await expect(box(page)).toHaveValue('/password/ lang:python');

  await box(page).fill('$X == $Y');
  await page.getByRole('button', { name: 'Search by structure' }).click();
  await expect(box(page)).toHaveValue('$X == $Y type:structural');
  await expect(status(page)).toContainText('1 match in 1 file');
  await expect(page.locator('.match-columns')).toHaveText('$X$Y');
  await expect(tree(page).getByRole('treeitem').nth(1)).toContainText('user.passwordpassword');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save this search' }).click();
  await box(page).fill('if ( type:structural');
  await expect(status(page).locator('.search-wrong')).toBeVisible();
  await box(page).fill('type:finding notimplemented');
  await expect(status(page)).toContainText('1 match in 1 file');
  await expect(tree(page)).toContainText('shape.py');
  await box(page).fill('');
  await expect(page.getByRole('heading', { name: 'Saved searches' })).toBeVisible();
  await page.getByRole('button', { name: '$X == $Y type:structural' }).first().click();
  await expect(status(page)).toContainText('1 match in 1 file');
});

test('definitions, questions and findings are found, with related words where they are wanted', async ({
  page,
}) => {
  await openAndSearch(page);
  await page.keyboard.type('return symbol:^check_password$');
  await expect(status(page)).toContainText('2 matches in 1 file');
  await expect(tree(page)).toContainText('login.py');
  await box(page).fill('type:symbol field');
  await expect(tree(page)).toContainText('form.ts');

  await box(page).fill('where is a login compared');
  await page.getByRole('button', { name: 'Ask' }).press('Enter');
  const results = page.getByRole('listbox', { name: 'Results' });
  await expect(results.getByRole('option').first()).toContainText('check_password');
  expect(await violations(page)).toEqual([]);
  // Its list of words is a file of the site: nothing is asked of anybody else.
  const words = page.waitForResponse(/embedding\//);
  await page.getByRole('switch', { name: 'Find related words' }).press('Space');
  expect((await words).ok()).toBe(true);
  await box(page).fill('verify a secret');
  await expect(results.getByRole('option').first()).toContainText('check_password');

  await page.keyboard.press('Control+p');
  const palette = page.locator('dialog.palette');
  await palette.getByRole('combobox').fill('notimplemented');
  await palette.getByRole('option').filter({ hasText: 'shape.py' }).first().click();
  await expect(page.getByRole('article', { name: 'Finding' })).toContainText('NotImplemented');
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

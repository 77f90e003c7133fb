/** A person looks for a word in a file. */
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { openFiles } from './project';

const CODE = `${Array.from({ length: 90 }, (_, at) => `int line_${at}; // ${at % 5 === 0 ? 'Count' : 'none'}`).join('\n')}\nint count, counter;\nvoid f(char *s) { gets(s); }\n`;
const field = (page: Page) => page.getByRole('textbox', { name: 'Find in file' });
const count = (page: Page) => page.locator('.cm-find-count');

async function openFind(page: Page): Promise<void> {
  await openFiles(page, { 'a.c': CODE });
  await page.goto('/#/files?path=a.c');
  await page.locator('.code-view .cm-content').focus();
  await page.keyboard.press('Control+f');
  await expect(field(page)).toBeFocused();
}

test('each letter goes to the first match and says how many there are', async ({ page }) => {
  await openFind(page);
  await page.keyboard.type('count');
  await expect(count(page)).toHaveText('1 of 20');
  await expect(page.locator('.cm-searchMatch-selected')).toHaveText('Count');
  await page.keyboard.press('Enter');
  await expect(count(page)).toHaveText('2 of 20');
  await page.keyboard.press('Shift+F3');
  await page.keyboard.press('Shift+F3');
  await expect(count(page)).toHaveText('20 of 20');
  await expect(page.locator('.cm-searchMatch-selected')).toBeInViewport();
  await field(page).fill('line_77');
  await expect(count(page)).toHaveText('1 of 1');
  await expect(page.locator('.cm-searchMatch-selected')).toBeInViewport();
  await field(page).fill('nowhere');
  await expect(count(page)).toHaveText('No matches');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveCount(0);
  await expect(page.locator('.code-view .cm-content')).toBeFocused();
});

test('case, whole words and regular expressions narrow it down', async ({ page }) => {
  await openFind(page);
  await page.keyboard.type('count');
  await page.getByRole('button', { name: 'Match case' }).click();
  await expect(count(page)).toHaveText('1 of 2');
  await field(page).press('Alt+w');
  await expect(count(page)).toHaveText('1 of 1');
  await expect(page.getByRole('button', { name: 'Whole words' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Whole words' }).click();
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await field(page).fill('line_[12]\\d;');
  await expect(count(page)).toHaveText('1 of 20');
  await field(page).fill('line_(');
  await expect(count(page)).toHaveText('Not a valid regular expression');
});

test('at 360 px nothing of the panel is cut off', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openFind(page);
  await page.keyboard.type('count');
  await expect(count(page)).toHaveText('1 of 20');
  for (const button of await page.locator('.cm-find-button').all())
    await expect(button).toBeInViewport({ ratio: 1 });
});

test('Ctrl G goes to the line as it is typed; Enter stays there, Escape goes back', async ({ page }) => {
  await openFind(page);
  await page.keyboard.press('Escape');
  const line = page.getByRole('textbox', { name: 'Go to line' });
  await page.keyboard.press('Control+g');
  await expect(line).toBeFocused();
  await expect(count(page)).toHaveText('of 93');
  await page.keyboard.type('77');
  const target = page.locator('.code-view .cm-line').filter({ hasText: /^int line_76;/ });
  await expect(target).toBeInViewport();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(line).toHaveCount(0);
  await expect(page.locator('.code-view .cm-line').filter({ hasText: /^int line_0;/ })).toBeInViewport();
  await page.keyboard.press('Control+g');
  await page.keyboard.type('77:5');
  await page.keyboard.press('Enter');
  await expect(line).toHaveCount(0);
  await expect(target).toBeInViewport();
  await expect(page.locator('.code-view .cm-content')).toBeFocused();
  await page.keyboard.press('Control+g');
  await page.keyboard.type('seven');
  await expect(count(page)).toHaveText('Not a line number');
});

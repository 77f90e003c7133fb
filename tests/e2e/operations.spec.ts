/** The palette runs every operation and asks for what it has to be told. */
import { expect, type Page, test } from '@playwright/test';
import { openExample, scanIsOver } from './project';

const box = (page: Page) => page.locator('dialog.palette').getByRole('combobox');
const chosen = (page: Page) => page.locator('.palette').getByRole('option', { selected: true });

async function choose(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+Shift+P');
  await box(page).fill(`>${title}`);
  await expect(chosen(page)).toContainText(title);
  await page.keyboard.press('Enter');
}

/** The titles of all commands that can run now. */
async function titles(page: Page): Promise<string[]> {
  await page.keyboard.press('Control+Shift+P');
  await expect(page.getByRole('option').first()).toBeVisible();
  const all = await page.locator('.palette-row > .truncate:nth-child(2)').allTextContents();
  await page.keyboard.press('Escape');
  return all;
}

/** They open a dialog of the browser, or write to the disk or the clipboard. */
const OUTSIDE = [
  'Open a folder…',
  'Open an archive or a findings file…',
  'Import rule files…',
  'Copy a link to this finding',
  'Save findings as a file',
  'Export database',
];
/** They open a dialog, some of them once its code has come. */
const DIALOGS = ['Share findings', 'Export findings', 'Show keyboard shortcuts'];
/** What an input without choices is told. */
const ANSWERS: Record<string, string> = { Number: '1', Line: '1', Words: 'sql', Workers: '2' };

/** Answers every question with its first choice, or with a text where there is none. */
async function answerAll(page: Page): Promise<void> {
  while (await box(page).isVisible()) {
    const label = (await box(page).getAttribute('aria-label')) ?? '';
    if (!label.includes(': ')) return page.keyboard.press('Escape');
    const typed = ANSWERS[label.split(': ')[1] ?? ''];
    await expect(box(page)).toBeFocused();
    if (typed !== undefined || /Megabytes|Seconds/.test(label)) await page.keyboard.type(typed ?? '20');
    else await expect(chosen(page)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: label })).toBeHidden();
  }
}

test('every command of the palette runs, and none fails', async ({ page }) => {
  test.setTimeout(180_000);
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  await openExample(page);
  await page.keyboard.press('F8');
  await expect(page).toHaveURL(/finding=\d+/);
  const all = (await titles(page)).filter((title) => !OUTSIDE.includes(title));
  expect(all.length).toBeGreaterThan(25);
  const isLast = (title: string) => /^(Close|Delete)/.test(title);
  for (const title of [...all.filter((one) => !isLast(one)), ...all.filter(isLast)]) {
    await test.step(title, async () => {
      await scanIsOver(page);
      await choose(page, title);
      await answerAll(page);
      await expect(page.locator('.notice.error')).toHaveCount(0);
      const dialog = page.locator('dialog[open]');
      if (DIALOGS.includes(title)) await expect(dialog).toBeVisible();
      if (await dialog.isVisible()) await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
    });
  }
  expect(thrown).toEqual([]);
});

test('asks for one input after the other, says what is wrong, and Escape goes back', async ({ page }) => {
  await openExample(page);
  await choose(page, 'Go to line of a file');
  await expect(box(page)).toHaveAccessibleName('Go to line of a file: File');
  await box(page).fill('stock.py');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveAccessibleName('Go to line of a file: Line');
  await expect(box(page)).toBeFocused();
  await page.keyboard.type('no number');
  await page.keyboard.press('Enter');
  await expect(page.locator('dialog.palette').getByRole('status')).toHaveText(
    'Line is a number from 1 up, not "no number".',
  );
  await page.keyboard.press('Escape');
  await expect(box(page)).toHaveAccessibleName('Go to line of a file: File');
  await box(page).fill('stock.py');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveAccessibleName('Go to line of a file: Line');
  await box(page).fill('20');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/path=api\/shop\/stock\.py&line=20/);
  await choose(page, 'Go to line of a file');
  await page.keyboard.press('Escape');
  await expect(box(page)).toBeHidden();
});

test('choices depend on what was said before', async ({ page }) => {
  await openExample(page);
  await choose(page, 'Filter findings by…');
  await page.getByRole('option', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'Python' }).click();
  await expect(page).toHaveURL(/lang(uage)?s?=python/);
});

test('the menu of the project holds the operations of the project', async ({ page }) => {
  await openExample(page);
  await page
    .getByRole('banner')
    .getByTitle('Project')
    .or(page.locator('.header-project button'))
    .first()
    .click();
  const items = page.getByRole('menuitem');
  await expect(items.filter({ hasText: 'Scan again, rechecking every file' })).toBeEnabled();
  await expect(items.filter({ hasText: 'Cancel the scan' })).toBeDisabled();
  await items.filter({ hasText: 'Close the project' }).click();
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
});

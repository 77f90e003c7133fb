/** The palette runs every operation and asks for what it has to be told. */
import { expect, type Page, test } from '@playwright/test';
import { chooseCommand, drop, makeFolder, openExample, scanExample, scanIsOver } from './project';

const box = (page: Page) => page.locator('dialog.palette').getByRole('combobox');
const chosen = (page: Page) => page.locator('.palette').getByRole('option', { selected: true });

/** The titles of all commands that can run now. */
async function titles(page: Page): Promise<string[]> {
  await page.keyboard.press('Control+Shift+P');
  await expect(page.getByRole('option').first()).toBeVisible();
  const all = await page.locator('.palette-row > .truncate:nth-child(2)').allTextContents();
  await page.keyboard.press('Escape');
  return all;
}

/** They open a dialog of the browser, write to the disk or the clipboard, or have a journey of their own below. */
const OUTSIDE = [
  'Reload the page',
  'Open a folder…',
  'Open an archive or a findings file…',
  'Import rule files…',
  'Install or update a pack…',
  'Install or update a pack from a folder…',
  'New pack…',
  'Copy a link to this finding',
  'Copy a link to findings',
  'Save findings to share',
  'Save findings as a file',
  'Save what is open as the baseline',
  'Save decisions for the team',
  'Show only new findings…',
  'Export database',
  'Request persistent storage',
  'Copy the fix as a patch',
  'Copy suppression comment',
];
/** They open a dialog, some of them once its code has come. */
const DIALOGS = [
  'Share findings',
  'Export findings',
  'Show keyboard shortcuts',
  'Suppress finding…',
  'Decide about findings…',
];
/** What an input without choices is told. */
const ANSWERS: Record<string, string> = {
  ...{ Number: '1', Line: '1', Words: 'sql', Workers: '2', Megabytes: '20', Seconds: '20' },
  ...{ Reason: 'a reason', Note: 'a note', Query: 'return', Text: 'stock' },
  ...{ Pattern: 'print($X)', Replacement: 'show($X)', 'New path': 'moved' },
};

/** Answers every question with its first choice, or with a text where there is none. */
async function answerAll(page: Page): Promise<void> {
  while (await box(page).isVisible()) {
    const label = (await box(page).getAttribute('aria-label')) ?? '';
    if (!label.includes(': ')) return page.keyboard.press('Escape');
    const typed = ANSWERS[label.split(': ')[1] ?? ''];
    await expect(box(page)).toBeFocused();
    const nothing = page.getByText('There is nothing to choose from.');
    if (typed !== undefined) await page.keyboard.type(typed);
    else await expect(chosen(page).or(nothing)).toBeVisible();
    await page.keyboard.press((await nothing.isVisible()) ? 'Escape' : 'Enter');
    await expect(page.getByRole('combobox', { name: label })).toBeHidden();
  }
}

/** They leave the project, or scan it anew while the next command runs: each comes on a page of its own. */
const LEAVES = /^(Scan again|Use the project’s|Open an example|Open a stored|Close|Delete)/;
/** The project is to be there for all others. */
const ENDS = /^(Close|Delete)/;
const turn = (title: string) => (ENDS.test(title) ? 2 : LEAVES.test(title) ? 1 : 0);

test('every command of the palette runs, and none fails', async ({ page, context }) => {
  // Without it the browser lets a page copy only for some seconds after a key, which may be over on a slow machine.
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  test.setTimeout(300_000);
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  const failed = page.locator('.notice.error');
  const dialog = page.locator('dialog[open]');
  await scanExample(page);
  await page.keyboard.press('F8');
  await expect(page).toHaveURL(/finding=\d+/);
  await expect(page.locator('.code-view')).toBeVisible();
  const all = (await titles(page)).filter((title) => !OUTSIDE.includes(title));
  expect(all.length).toBeGreaterThan(50);
  const { hash } = new URL(page.url());
  for (const title of all.toSorted((a, b) => turn(a) - turn(b))) {
    await test.step(title, async () => {
      if (LEAVES.test(title)) {
        await page.reload();
        await expect(page.getByRole('banner')).toBeVisible();
      } else {
        // Commands about code and findings are there where one is shown; the one before may be about to leave it.
        await expect(async () => {
          await page.evaluate((there) => location.replace(there), hash);
          await expect(page.locator('.code-view')).toBeVisible({ timeout: 2000 });
        }).toPass();
      }
      await chooseCommand(page, title);
      await answerAll(page);
      if (DIALOGS.includes(title)) await expect(dialog).toBeVisible();
      if (await dialog.isVisible()) await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      expect(await failed.allInnerTexts(), `after “${title}”`).toEqual([]);
    });
  }
  expect(thrown).toEqual([]);
});

test('asks for one input after the other, says what is wrong, and Escape goes back', async ({ page }) => {
  await openExample(page);
  await chooseCommand(page, 'Go to line of a file');
  await expect(box(page)).toHaveAccessibleName('Go to line of a file: File');
  await box(page).fill('stock.py');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveAccessibleName('Go to line of a file: Line');
  await expect(box(page)).toBeFocused();
  await page.keyboard.type('no number');
  await page.keyboard.press('Enter');
  await expect(page.locator('dialog.palette').getByRole('status')).toHaveText(
    'Line is a number from 1 up, not “no number”.',
  );
  await page.keyboard.press('Escape');
  await expect(box(page)).toHaveAccessibleName('Go to line of a file: File');
  await box(page).fill('stock.py');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveAccessibleName('Go to line of a file: Line');
  await box(page).fill('20');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/path=api\/shop\/stock\.py&line=20/);
  await chooseCommand(page, 'Go to line of a file');
  await page.keyboard.press('Escape');
  await expect(box(page)).toBeHidden();
});

test('choices depend on what was said before', async ({ page }) => {
  await openExample(page);
  await chooseCommand(page, 'Filter findings by…');
  await page.getByRole('option', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'Python' }).click();
  await expect(page).toHaveURL(/lang(uage)?s?=python/);
});

test('the menu of the project holds the operations of the project', async ({ page }) => {
  await scanExample(page);
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

test('the page is loaded again from the palette', async ({ page }) => {
  await openExample(page);
  await page.evaluate(() => Object.assign(window, { isOld: true }));
  await chooseCommand(page, 'Reload the page');
  await page.waitForFunction(() => !('isOld' in window));
  await expect(page.getByRole('treegrid')).toContainText('labels/label.c');
});

/** More than are asked for in one piece, so that there is something to tell of on the way. */
const MANY = 'def f(x=[]):\n    return x\n\n\n'.repeat(2500);

/** Notes what the status says of running operations, and cancels them where that is wanted. */
async function watchRunning(page: Page, cancels: boolean): Promise<void> {
  await page.evaluate((cancel) => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const now = document.querySelector('.status-running');
      if (now?.textContent) seen.push(now.textContent);
      if (cancel) now?.querySelector('button')?.click();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  }, cancels);
}
const seen = (page: Page) => page.evaluate(() => (window as unknown as { seen: string[] }).seen.join('\n'));

async function exportAll(page: Page): Promise<void> {
  await chooseCommand(page, 'Save findings as a file');
  for (const answer of ['Sarif', 'All']) await page.getByRole('option', { name: answer }).click();
}

for (const cancels of [false, true]) {
  test(`an export of many findings ${cancels ? 'can be cancelled' : 'says how far it is'}`, async ({
    page,
  }) => {
    await page.goto('/');
    await drop(page, makeFolder({ 'many.py': MANY }));
    await expect(page.getByRole('treegrid')).toContainText('many.py', { timeout: 60_000 });
    await scanIsOver(page);
    const saved: string[] = [];
    page.on('download', (download) => saved.push(download.suggestedFilename()));
    await watchRunning(page, cancels);
    await exportAll(page);
    await expect.poll(() => seen(page)).toContain('Save findings as a file');
    await expect(page.locator('.status-running')).toHaveCount(0);
    if (!cancels) await expect.poll(() => saved).toEqual(['project.sarif']);
    // Who cancels knows what happened: nothing is saved, and nothing is told as an error.
    else await expect(page.locator('.notice')).toHaveCount(0);
    expect(saved.length).toBe(cancels ? 0 : 1);
  });
}

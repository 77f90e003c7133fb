/** What was open after each scan is plotted, listed and compared, with one another and with a baseline that is saved here. */
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { chooseCommand, scanIsOver } from './project';

const CODE = (name: string) => `def ${name}(shape):\n    raise NotImplemented\n`;

/** The chosen folder lies in the browser's own file system, whose handles may be written without a question. */
async function openWritable(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(window, {
      showDirectoryPicker: async () => {
        const root = await navigator.storage.getDirectory();
        return root.getDirectoryHandle('runs', { create: true });
      },
    });
  });
  await page.goto('/');
  await write(page, 'a.py', CODE('a'));
  await write(page, '.assay/config.toml', '[gate]\nnew = true\n');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(page.locator('.finding-row')).toHaveCount(1, { timeout: 30_000 });
  await scanIsOver(page);
}

function write(page: Page, path: string, text: string): Promise<void> {
  return page.evaluate(
    async ([name = '', content = '']) => {
      const root = await navigator.storage.getDirectory();
      const parts = ['runs', ...name.split('/')];
      const last = parts.pop() ?? '';
      let folder = root;
      for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
      const file = await (await folder.getFileHandle(last, { create: true })).createWritable();
      await file.write(content);
      await file.close();
    },
    [path, text],
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`runs are listed and compared by mouse and keyboard, with the baseline too: ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await openWritable(page);
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('button', { name: 'Save as baseline' }).press('Enter');
    await expect(page.getByText('Baseline of 1 finding saved in .assay/baseline.json.')).toBeVisible();
    await write(page, 'b.py', CODE('b'));
    await page.keyboard.press('Control+Shift+U');
    await expect(page.getByRole('table').getByRole('row')).toHaveCount(4, { timeout: 30_000 });
    await expect(page.getByRole('region', { name: 'New' })).toContainText('b.py:2');
    await expect(page.getByRole('region', { name: 'Gone' })).toContainText('None.');
    await expect(page.locator('.runs-gate')).toContainText('1 new finding, and the gate allows 0.b.py:2');
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: /^Before/ }).press('Enter');
    await page.getByRole('menuitemradio', { name: 'Baseline' }).press('Enter');
    await expect(page.getByRole('region', { name: 'New' })).toContainText('b.py:2');

    await page.getByRole('link', { name: 'Show them in the list of findings' }).click();
    await expect(page.locator('.finding-row')).toHaveCount(1);
    await expect(page.locator('.finding-row')).toContainText('b.py');
    await page.getByRole('button', { name: 'Remove filter Only new' }).click();
    await expect(page.locator('.finding-row')).toHaveCount(2);
    await chooseCommand(page, 'Show only new findings…');
    await page.getByRole('option', { name: 'The baseline' }).click();
    await expect(page.locator('.finding-row')).toHaveCount(1);
    await page.getByRole('button', { name: 'Remove filter Only new' }).press('Enter');
    await expect(page.locator('.finding-row')).toHaveCount(2);
    await page.goBack();
    await page.getByRole('link', { name: 'Runs' }).click();

    const points = page.getByRole('group', { name: 'Trend of open findings' }).getByRole('link');
    await expect(points).toHaveCount(2);
    await points.first().focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: /: 1 open finding$/ })).toBeVisible();
    await expect(page.getByRole('region', { name: 'All' })).toContainText('a.py:2');

    await page.getByRole('link', { name: 'Close the list' }).click();
    await page.getByRole('region', { name: 'New' }).getByRole('button', { name: 'b.py:2' }).click();
    await expect(page.locator('.finding-panel')).toContainText('b.py');
  });
}

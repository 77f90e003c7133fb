/** A person lets a fix be written into the file, and takes it back. */
import { expect, type Page, test } from '@playwright/test';
import { chooseCommand, scanIsOver } from './project';

const BROKEN = 'def area(shape):\n    raise NotImplemented\n';
const FIXED = 'def area(shape):\n    raise NotImplementedError\n';

/** The chosen folder lies in the browser's own file system, whose handles may be written without a question. */
async function openWritable(page: Page, source = BROKEN): Promise<void> {
  await page.addInitScript((text) => {
    Object.assign(window, {
      showDirectoryPicker: async () => {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle('writable', { create: true });
        const src = await folder.getDirectoryHandle('src', { create: true });
        const file = await (await src.getFileHandle('shape.py', { create: true })).createWritable();
        await file.write(text);
        await file.close();
        return folder;
      },
    });
  }, source);
  await page.goto('/');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(page.getByRole('treegrid')).toContainText('shape.py', { timeout: 30_000 });
  await scanIsOver(page);
}

function textOnDisk(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const src = await (await root.getDirectoryHandle('writable')).getDirectoryHandle('src');
    return (await (await src.getFileHandle('shape.py')).getFile()).text();
  });
}

async function rewrite(page: Page, text: string): Promise<void> {
  await page.evaluate(async (content) => {
    const root = await navigator.storage.getDirectory();
    const src = await (await root.getDirectoryHandle('writable')).getDirectoryHandle('src');
    const file = await (await src.getFileHandle('shape.py')).createWritable();
    await file.write(content);
    await file.close();
  }, text);
}

test('a fix is written into its file and can be undone', async ({ page }) => {
  await openWritable(page);
  await page.locator('.finding-row').first().click();
  await page.getByRole('button', { name: 'Apply fix' }).click();
  await expect(page.getByText('src/shape.py is fixed.')).toBeVisible({ timeout: 20_000 });
  expect(await textOnDisk(page)).toBe(FIXED);
  await expect(page.locator('.finding-row')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  // While it is being written it cannot be read.
  await expect.poll(() => textOnDisk(page).catch(() => undefined)).toBe(BROKEN);
  await expect(page.locator('.finding-row')).toHaveCount(1, { timeout: 20_000 });
});

test('the palette applies the fix that is shown, and asks for the reason of a suppression', async ({
  page,
}) => {
  await openWritable(page, TWO);
  await rows(page).first().click();
  await expect(page.getByRole('button', { name: 'Apply fix' })).toBeVisible();
  await chooseCommand(page, 'Apply fix');
  await expect(page.getByText('src/shape.py is fixed.')).toBeVisible({ timeout: 20_000 });
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Apply fix' })).toBeVisible();
  await chooseCommand(page, 'Write suppression comment');
  await page.getByRole('combobox', { name: 'Write suppression comment: Reason' }).fill('abstract');
  await page.keyboard.press('Enter');
  await expect(page.getByText('the finding is suppressed')).toBeVisible({ timeout: 20_000 });
  expect(await textOnDisk(page)).toMatch(/NotImplementedError\n[\s\S]*# assay-ignore: .* -- abstract\n/);
});

test('a file that was changed since the scan is left alone', async ({ page }) => {
  await openWritable(page);
  await page.locator('.finding-row').first().click();
  const apply = page.getByRole('button', { name: 'Apply fix' });
  await expect(apply).toBeVisible();
  const changed = `# moved\n${BROKEN}`;
  await rewrite(page, changed);
  await apply.click();
  await expect(page.getByText('is not as it was scanned')).toBeVisible();
  expect(await textOnDisk(page)).toBe(changed);
});

const TWO = `${BROKEN}

def volume(shape):
    raise NotImplemented
`;
const rows = (page: Page) => page.locator('.finding-row');

test('the change stands above the button that makes it, and the next finding opens', async ({ page }) => {
  await openWritable(page, TWO);
  await rows(page).first().click();
  const diff = page.getByRole('group', { name: 'What the fix changes' });
  const apply = page.getByRole('button', { name: 'Apply fix' });
  const [above, below] = [await diff.boundingBox(), await apply.boundingBox()];
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
  await apply.click();
  await expect(page.getByText('src/shape.py is fixed.')).toBeVisible({ timeout: 20_000 });
  await expect(rows(page)).toHaveCount(1);
  await expect(page.locator('.finding-row.selected')).toHaveCount(1);
  await expect(page.locator('.finding-steps')).toContainText('1 of 1');
  await expect(page.locator('.code-view .cm-match').first()).toBeVisible();
});

test('a finding is suppressed by a comment that is shown before it is written', async ({ page }) => {
  await openWritable(page, TWO);
  await rows(page).first().click();
  await page.getByRole('button', { name: 'Suppress…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Suppress finding' });
  await dialog.getByLabel('Reason (optional)').fill('abstract');
  const comment = '# assay-ignore: python/raised-not-implemented -- abstract';
  await expect(dialog.locator('.diff-added')).toContainText(comment);
  await dialog.getByRole('button', { name: 'Write comment' }).click();
  await expect(page.getByText('the finding is suppressed')).toBeVisible({ timeout: 20_000 });
  expect(await textOnDisk(page)).toBe(
    TWO.replace('    raise NotImplemented', `    ${comment}\n    raise NotImplemented`),
  );
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => textOnDisk(page).catch(() => undefined)).toBe(TWO);
  await expect(rows(page)).toHaveCount(2, { timeout: 20_000 });
});

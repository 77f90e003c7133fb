/** Many fixes at once: reviewed hunk by hunk, written and taken back in one step, or handed out. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { violations } from './axe';
import {
  animationsAreOver,
  chooseCommand,
  chooseWritable,
  drop,
  makeFolder,
  onDisk,
  scanIsOver,
} from './project';

const PYTHON =
  'def area(shape):\n    raise NotImplemented\n\n\n\n\n\n\n\n\ndef size(shape):\n    raise NotImplemented\n';
const FIXED = PYTHON.replaceAll('NotImplemented\n', 'NotImplementedError\n');
const CPP = 'std::string name() {\n  std::string text = "a";\n  return std::move(text); // "moved"\n}\n';
const CPP_FIXED = CPP.replace('std::move(text)', 'text');
const FILES: Record<string, string> = { 'a.py': PYTHON, 'name.cpp': CPP };

async function openWritable(page: Page): Promise<void> {
  await chooseWritable(page, FILES);
  await expect(rows(page)).toHaveCount(3, { timeout: 30_000 });
}

const rows = (page: Page) => page.locator('.finding-row');
const review = (page: Page) => page.getByRole('region', { name: 'Review of changes' });
const hunks = (page: Page) => page.locator('.fixes-hunk');

test('the fixes of a rule are reviewed, taken in part, written and undone in one step', async ({ page }) => {
  await openWritable(page);
  await rows(page).filter({ hasText: 'raise NotImplemented' }).first().click();
  await page.getByRole('button', { name: 'Fix rule…' }).click();
  await expect(hunks(page)).toHaveCount(2);
  await expect(review(page)).toContainText('2 changes taken in 1 file');
  await hunks(page).first().getByRole('checkbox').uncheck();
  await expect(review(page)).toContainText('1 change taken in 1 file');
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(page.getByText('Fixes written to 1 file.')).toBeVisible({ timeout: 20_000 });
  const half = PYTHON.replace(/NotImplemented\n$/, 'NotImplementedError\n');
  expect(await onDisk(page, 'a.py')).toBe(half);
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => onDisk(page, 'a.py')).toBe(PYTHON);
  await expect(rows(page)).toHaveCount(3, { timeout: 20_000 });
});

test('marked findings are fixed by keys alone', async ({ page }) => {
  await openWritable(page);
  await page.keyboard.press('F8');
  await expect(page.locator('.finding-row.selected')).toHaveCount(1);
  await page.getByRole('treegrid').focus();
  await page.keyboard.press('Control+a');
  await expect(page.getByText('3 marked')).toBeVisible();
  await page.keyboard.press('Control+.');
  await expect(hunks(page)).toHaveCount(3);
  await hunks(page).first().getByRole('checkbox').focus();
  await page.keyboard.press('Space');
  await expect(review(page)).toContainText('2 changes taken');
  await page.keyboard.press('Space');
  await chooseCommand(page, 'Write the reviewed changes');
  await expect(page.getByText('Fixes written to 2 files.')).toBeVisible({ timeout: 20_000 });
  expect(await onDisk(page, 'a.py')).toBe(FIXED);
  expect(await onDisk(page, 'name.cpp')).toBe(CPP_FIXED);
  await chooseCommand(page, 'Undo the last change');
  await expect.poll(() => onDisk(page, 'a.py')).toBe(PYTHON);
  await expect.poll(() => onDisk(page, 'name.cpp')).toBe(CPP);
});

test('all safe fixes leave those alone that are not', async ({ page }) => {
  await openWritable(page);
  await chooseCommand(page, 'Review all safe fixes');
  await expect(hunks(page)).toHaveCount(1);
  await expect(review(page)).toContainText('name.cpp');
  await expect(review(page)).not.toContainText('a.py');
});

test('a file that has changed since it was scanned is left as it is', async ({ page }) => {
  await openWritable(page);
  await rows(page).filter({ hasText: 'raise NotImplemented' }).first().click();
  await page.getByRole('button', { name: 'Fix file…' }).click();
  await expect(hunks(page)).toHaveCount(2);
  await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('writable');
    const file = await (await folder.getFileHandle('a.py')).createWritable();
    await file.write('other\n');
    await file.close();
  });
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(page.getByText('is not as it was scanned')).toBeVisible();
  expect(await onDisk(page, 'a.py')).toBe('other\n');
});

test('a patch and a zip hold what is taken', async ({ page }) => {
  const folder = makeFolder(FILES);
  await page.goto('/');
  await drop(page, folder);
  await expect(rows(page)).toHaveCount(3, { timeout: 30_000 });
  await scanIsOver(page);
  await rows(page).filter({ hasText: 'raise NotImplemented' }).first().click();
  await page.getByRole('button', { name: 'Fix file…' }).click();
  await expect(hunks(page)).toHaveCount(2);
  const saved = async (button: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    return readFileSync(await download.path());
  };
  const zip = unzipSync(await saved('Save zip'));
  expect(Object.keys(zip)).toEqual(['a.py']);
  expect(strFromU8(zip['a.py'] as Uint8Array)).toBe(FIXED);
  execFileSync('git', ['apply', '-'], { cwd: folder, input: await saved('Save patch') });
  expect(readFileSync(join(folder, 'a.py'), 'utf8')).toBe(FIXED);
});

for (const { name, colorScheme, width } of [
  { name: 'light', colorScheme: 'light', width: 1280 },
  { name: 'dark', colorScheme: 'dark', width: 1280 },
  { name: 'narrow', colorScheme: 'light', width: 360 },
] as const) {
  test(`the review has no violations, ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openWritable(page);
    await page.setViewportSize({ width, height: 800 });
    await page.goto('/#/fixes');
    await expect(page.getByText('No changes are under review')).toBeVisible();
    await animationsAreOver(page);
    expect(await violations(page), 'nothing under review').toEqual([]);
    await chooseCommand(page, 'Review all safe fixes');
    await expect(hunks(page)).toHaveCount(1);
    await animationsAreOver(page);
    expect(await violations(page)).toEqual([]);
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(isWide).toBe(false);
  });
}

test('at 360 px a long path is read whole, and what is said beside it stays in its line', async ({
  page,
}) => {
  const path = 'deep/folder/with/a/very/long/path/to/the/file/shape.py';
  await page.goto('/');
  await drop(page, makeFolder({ [path]: PYTHON }));
  await expect(rows(page)).toHaveCount(2, { timeout: 30_000 });
  await scanIsOver(page);
  await rows(page).first().click();
  await page.getByRole('button', { name: 'Fix file…' }).click();
  await expect(hunks(page)).toHaveCount(2);
  await page.setViewportSize({ width: 360, height: 740 });
  const name = page.locator('.fixes-path strong');
  await expect(name).toHaveText(path);
  expect(await name.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  const lines = await page.locator('.fixes-path .tag').evaluate((tag) => {
    const text = document.createRange();
    text.selectNodeContents(tag);
    return new Set([...text.getClientRects()].map(({ top }) => top)).size;
  });
  expect(lines).toBe(1);
});

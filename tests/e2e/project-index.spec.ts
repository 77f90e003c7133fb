/** The index of the project: made after the scan, kept, made again when it dies, and asked by rules about the project. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { drop, type Files, makeFolder, openFiles, scanIsOver, switchCycles } from './project';

const CYCLE: Files = {
  'src/a.ts': "import { b } from './b';\nexport const a = 1;\n",
  'src/b.ts': "import { a } from './a';\nexport const b = 1;\n",
  'src/bad.py': 'def f(x=[]):\n    return x\n',
};

/** Runs in the page: notes every text of the status bar about the index. */
function watchIndex(): void {
  const told: string[] = [];
  Object.assign(window, { told });
  new MutationObserver(() => {
    const text = document.querySelector('.status-index')?.textContent;
    if (text && told.at(-1) !== text) told.push(text);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const told = (page: Page) => page.evaluate(() => (window as unknown as { told: string[] }).told);

test('files that no rule parsed are read after the last finding, once, and the bar says how far that is', async ({
  page,
}) => {
  await page.addInitScript(watchIndex);
  const files: Files = { 'bad.py': 'def f(x=[]):\n    return x\n' };
  for (let at = 0; at < 300; at++) files[`m${at}.ts`] = `export const name${at} = ${at};\n`;
  const folder = makeFolder(files);
  await page.goto('/');
  await drop(page, folder);
  await expect.poll(() => told(page)).toContainEqual(expect.stringMatching(/^Indexing \d+ of 301 files$/));
  await scanIsOver(page);
  await expect(page.locator('.status-index')).toBeHidden({ timeout: 30_000 });

  await page.reload();
  await expect(page.getByRole('treegrid').getByRole('row').first()).toBeVisible();
  writeFileSync(join(folder, 'm0.ts'), 'export const other = 1;\n');
  await drop(page, folder);
  await scanIsOver(page);
  await expect(page.locator('.status-index')).toBeHidden({ timeout: 30_000 });
  for (const text of await told(page)) expect(text).toMatch(/^Indexing 30[01] of 301 files$/);
});

test('import cycles are found when their rule is turned on, and lead through the files', async ({ page }) => {
  await openFiles(page, CYCLE);
  await expect(page.getByRole('treegrid')).not.toContainText('Import cycle');
  await switchCycles(page);
  const row = page.getByRole('row', { name: /Import cycle/ }).last();
  await expect(row).toBeVisible({ timeout: 30_000 });
  await row.click();
  const places = page.getByRole('list', { name: 'Related places' });
  await expect(places.getByRole('button')).toHaveText(['src/a.ts:1', 'src/b.ts:1']);
  await places.getByRole('button', { name: 'src/b.ts:1' }).click();
  await expect(page.locator('.code-view')).toContainText('export const b');

  await switchCycles(page);
  await expect(page.getByRole('row', { name: /Import cycle/ })).toHaveCount(0);
});

test('with a rule about the project on, nothing is called whole until the index is there', async ({
  page,
}, info) => {
  const WORKER = /\/assets\/index-worker-/;
  await page.route(WORKER, (route) => route.abort());
  await page.goto('/');
  await drop(page, makeFolder({ 'src/a.ts': "import './b';\n", 'src/b.ts': 'export const b = 1;\n' }));
  await expect(page.getByText('No findings', { exact: true })).toBeVisible({ timeout: 30_000 });

  await switchCycles(page);
  const banner = page.getByRole('region', { name: 'Completeness' });
  await expect(banner).toContainText('The rules about the whole project have not run yet.', {
    timeout: 30_000,
  });
  await expect(page.getByText('Not everything was checked')).toBeVisible();
  await expect(page.getByText('No findings', { exact: true })).toHaveCount(0);
  await page.screenshot({ path: info.outputPath('not-indexed.png') });

  await page.unroute(WORKER);
  await banner.getByRole('button', { name: 'Scan the rest' }).click();
  await expect(page.getByText('No findings', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(banner).toBeHidden();
});

test('a comment hides a finding of the project, which keeps its id while its file changes', async ({
  page,
}) => {
  const folder = makeFolder(CYCLE);
  await page.goto('/');
  await drop(page, folder);
  await expect(page.getByRole('treegrid')).toBeVisible({ timeout: 30_000 });
  await switchCycles(page);
  const row = page.getByRole('row', { name: /Import cycle/ }).last();
  await expect(row).toContainText("import { b } from './b'", { timeout: 30_000 });
  await row.click();
  await expect(page).toHaveURL(/finding=\d+/);
  const address = page.url();

  writeFileSync(join(folder, 'src/a.ts'), `// A line more.\n${CYCLE['src/a.ts']}`);
  await page.keyboard.press('Control+Shift+U');
  await expect(row).toContainText('src/a.ts:2', { timeout: 30_000 });
  await row.click();
  expect(page.url()).toBe(address);

  writeFileSync(join(folder, 'src/a.ts'), `// assay-ignore: import-cycle -- known\n${CYCLE['src/a.ts']}`);
  await page.keyboard.press('Control+Shift+U');
  await expect(page.getByRole('row', { name: /Import cycle/ })).toHaveCount(0, { timeout: 30_000 });
});

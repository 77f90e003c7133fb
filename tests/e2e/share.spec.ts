/** Somebody shares findings; somebody else reads them without the code, and then with their own copy. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';

const BAD = 'def f(x=[]):\n    return x\n';
/** On a line of its own, and in no message of a rule. */
const SECRET = 'quite_private_name';

let folder: string;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-share-'));
  writeFileSync(join(folder, 'here.py'), BAD);
  writeFileSync(join(folder, 'moved.py'), BAD.replaceAll('f(', `${SECRET}(`));
  writeFileSync(join(folder, 'gone.py'), BAD.replaceAll('x', 'y'));
});

test.afterEach(() => rmSync(folder, { recursive: true }));

const list = (page: Page) => page.getByRole('treegrid');

/** Drops a file or folder on a page that is ready for it. */
async function drop(page: Page, path: string): Promise<void> {
  await expect(page.getByRole('button', { name: /Choose a folder|Share/ })).toBeVisible();
  const protocol = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await protocol.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  }
}

async function scanned(page: Page): Promise<void> {
  await page.goto('/');
  await drop(page, folder);
  for (const name of ['here.py', 'moved.py', 'gone.py']) {
    await expect(list(page)).toContainText(name, { timeout: 30_000 });
  }
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeHidden();
}

async function makeLink(page: Page, withCode: boolean): Promise<string> {
  await page.getByRole('button', { name: 'Share…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share findings' });
  if (withCode) await dialog.getByRole('checkbox').check();
  await expect(dialog.getByText(/\d of at most 8,000 characters/)).toBeVisible();
  await expect(dialog.getByText(withCode ? 'The code around each finding' : 'No code')).toBeVisible();
  return dialog.getByLabel('Link').inputValue();
}

/** A browser of somebody else: nothing is stored in it. */
async function stranger(browser: Browser): Promise<Page> {
  return (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
}

test('a link shows the findings without the code, and finds them again in a checkout', async ({
  page,
  browser,
}) => {
  await scanned(page);
  const link = await makeLink(page, false);
  const receiver = await stranger(browser);
  await receiver.goto(link);
  await expect(list(receiver)).toContainText('moved.py', { timeout: 15_000 });
  await expect(receiver).toHaveURL(/#\/findings/);
  await list(receiver).getByText('moved.py').click();
  await expect(receiver.getByText('mutable-default-argument').first()).toBeVisible();
  // What is known of a built-in rule need not travel, nor wait for an engine.
  await expect(receiver.getByRole('heading', { name: 'Why it matters' })).toBeVisible();
  await expect(receiver.getByText(SECRET)).toHaveCount(0);

  const checkout = join(mkdtempSync(join(tmpdir(), 'assay-checkout-')), 'theirs');
  cpSync(folder, checkout, { recursive: true });
  writeFileSync(
    join(checkout, 'moved.py'),
    `# one\n# two\n${readFileSync(join(folder, 'moved.py'), 'utf8')}`,
  );
  writeFileSync(join(checkout, 'gone.py'), 'def f(x=None):\n    return x\n');
  await drop(receiver, checkout);
  // What was dropped is what is shown; the way to what was shared stands above it.
  const about = receiver.getByRole('region', { name: 'About these findings' });
  await expect(about).toContainText('1 here, 1 moved, 1 no longer there', { timeout: 30_000 });
  await expect(about).toContainText('Your own files');
  await about.getByRole('button', { name: 'Show comparison' }).click();
  const outcomes = receiver.getByRole('region', { name: 'Shared findings in your files' });
  await expect(outcomes).toBeVisible({ timeout: 30_000 });
  const row = (name: string) => outcomes.getByRole('listitem').filter({ hasText: name });
  await expect(row('here.py')).toContainText('Here');
  await expect(row('moved.py')).toContainText('Moved to line 3');
  await expect(row('gone.py')).toContainText('No longer there');

  await row('moved.py').getByRole('button', { name: 'Read it' }).click();
  await expect(receiver.getByText(SECRET).first()).toBeVisible();
  await receiver.context().close();
  rmSync(join(checkout, '..'), { recursive: true });
});

test('code goes along only when it is asked for', async ({ page, browser }) => {
  await scanned(page);
  const receiver = await stranger(browser);
  await receiver.goto(await makeLink(page, true));
  await expect(list(receiver)).toContainText('x=[]', { timeout: 15_000 });
  await list(receiver).getByText('moved.py').click();
  await expect(receiver.getByText(SECRET).first()).toBeVisible();
  await receiver.context().close();
});

test('a file holds all findings and opens by drop', async ({ page, browser }) => {
  await scanned(page);
  await page.getByRole('button', { name: 'Share…' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /as a file/ }).click();
  const path = join(folder, 'kept.assay.json');
  await (await download).saveAs(path);
  const receiver = await stranger(browser);
  await receiver.goto('/');
  await drop(receiver, path);
  await expect(list(receiver)).toContainText('here.py', { timeout: 15_000 });
  await receiver.context().close();
});

test('findings are exported in every format', async ({ page }) => {
  await scanned(page);
  for (const [format, extension] of [
    ['SARIF', '.sarif'],
    ['JSON', '.json'],
    ['CSV', '.csv'],
    ['Markdown', '.md'],
  ] as const) {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('dialog', { name: 'Export findings' }).getByRole('radio', { name: format }).check();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save file' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toContain(extension);
    const text = readFileSync(await file.path(), 'utf8');
    for (const name of ['here.py', 'moved.py', 'gone.py']) expect(text).toContain(name);
  }
});

test('a damaged link is explained', async ({ page, browser }) => {
  await scanned(page);
  const link = await makeLink(page, false);
  for (const [broken, message] of [
    [link.slice(0, -40), 'The link is incomplete.'],
    [link.replace(/d=\d+\./, 'd=99.'), 'This was shared by a newer version of Assay.'],
    [link.replace(/(d=\d+\.\w+\.).*/, '$1!!!'), 'The link is incomplete.'],
    [link.replace(/d=.*/, 'd=nonsense'), 'The share link is damaged.'],
  ] as const) {
    const receiver = await stranger(browser);
    await receiver.goto(broken);
    await expect(receiver.getByRole('alert')).toContainText(message);
    await receiver.getByRole('button', { name: 'Go to the start page' }).click();
    await expect(receiver.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
    await receiver.context().close();
  }
});

/** Files of findings are dropped, of Assay and of other programs: what was dropped is what is shown. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { zipSync } from 'fflate';
import { violations } from './axe';
import { choose, drop, makeFolder, scanIsOver } from './project';

const FIXTURES = join(import.meta.dirname, '../fixtures/findings');

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-findings-'));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

const list = (page: Page) => page.getByRole('treegrid');
const about = (page: Page) => page.getByRole('region', { name: 'About these findings' });

/** A file of the fixtures under another name, or a new one. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Drops on the page as it opens: the start page, or the project that was open. */
async function dropOnStart(page: Page, ...paths: string[]): Promise<void> {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Choose a folder' }).or(list(page)).first()).toBeVisible();
  await drop(page, ...paths);
}

test('SARIF of two tools is listed, filtered by tool and read', async ({ page }) => {
  await dropOnStart(page, join(FIXTURES, 'two-tools.sarif'));
  await expect(list(page)).toContainText('Use of weak cryptographic primitive', { timeout: 30_000 });
  await expect(about(page)).toContainText(
    'Findings from two-tools.sarif, by gosec 2.22.0 and Snyk Code 1.0.0',
  );
  const tools = page.getByRole('region', { name: 'Tool' });
  await tools
    .getByRole('button', { name: /Snyk Code/ })
    .first()
    .click();
  await expect(list(page)).toContainText('crypto/md5 (used in main) is {weak}.');
  await expect(list(page)).not.toContainText('Use of weak cryptographic primitive');
  expect(await violations(page)).toEqual([]);
});

test('a path through several files, related places and code that came along are shown', async ({ page }) => {
  await dropOnStart(page, join(FIXTURES, 'codeql.sarif'));
  await list(page).getByText('show.js').click();
  const finding = page.getByRole('region', { name: 'Selected finding' });
  await expect(finding).toContainText('box.innerHTML = name;');
  const steps = finding.getByRole('region', { name: 'Data flow' });
  await expect(steps).toContainText('src/read.js:2');
  await expect(finding.getByRole('list', { name: 'Related places' })).toContainText('user-provided value');
});

test('of several paths each can be chosen, and its steps are those that are shown', async ({ page }) => {
  await dropOnStart(page, join(FIXTURES, 'codeql.sarif'));
  await list(page).getByText('show.js').click();
  const steps = page.getByRole('region', { name: 'Data flow' });
  await expect(steps.getByRole('button', { name: 'Path: 1 of 2' })).toBeVisible();
  await expect(steps).toContainText('location.search');
  await choose(page, 'Path', '2 of 2');
  await expect(steps).not.toContainText('location.search');
  await expect(steps).toContainText('document.cookie');
  expect(await violations(page)).toEqual([]);
});

/** The files that `codeql.sarif` tells of, as its lines and columns are. */
const CHECKOUT = {
  'src/show.js':
    "import { find } from './find.js';\n\nfunction show(name) {\n  const box = find();\n  box.innerHTML = name;\n  done();\n}\n",
  'src/read.js':
    'export function read() {\n  return decodeURIComponent(location.search.slice(1));\n}\n\n\n\n\n\nconst unused = 1;\n',
};

test('of several fixes each can be chosen once the code is there, and the one that is shown is copied', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await dropOnStart(page, join(FIXTURES, 'codeql.sarif'));
  await expect(list(page)).toContainText('show.js', { timeout: 30_000 });
  await drop(page, makeFolder(CHECKOUT, 'codeql'));
  await expect(about(page).getByRole('button', { name: 'Open shared findings' })).toBeVisible({
    timeout: 60_000,
  });
  await scanIsOver(page);
  // Until then the findings are replaced by those that were looked up.
  await expect(page.getByText(/^Shared findings compared with your files/)).toBeVisible();
  await about(page).getByRole('button', { name: 'Open shared findings' }).click();
  await list(page).getByText('show.js').click();
  const fix = page.getByRole('region', { name: 'Fix' });
  await expect(fix.getByRole('button', { name: 'Fix: 1 of 2' })).toBeVisible();
  await expect(fix).toContainText('box.textContent = name;');
  await choose(page, 'Fix', '2 of 2');
  await expect(fix).toContainText('box.innerHTML = escape(name);');
  await expect(fix).not.toContainText('textContent');
  expect(await violations(page)).toEqual([]);
  await fix.getByRole('button', { name: 'Copy patch' }).click();
  await expect(page.getByText(/patch.*copied/i)).toBeVisible();
  const patch = await page.evaluate(() => navigator.clipboard.readText());
  expect(patch).toContain('+  box.innerHTML = escape(name);');
  expect(patch).not.toContain('textContent');
});

test('findings are told by their content, whatever the file is called, packed or not', async ({ page }) => {
  const sarif = readFileSync(join(FIXTURES, 'codeql.sarif'));
  for (const path of [
    file('results.json', sarif),
    file('report.txt', Buffer.concat([Buffer.from('\ufeff\n'), sarif])),
    file('utf16.json', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(sarif.toString(), 'utf16le')])),
    file('codeql.sarif.gz', gzipSync(sarif)),
    file('code-scanning.zip', zipSync({ 'x/javascript.sarif': sarif })),
    // So large that it is read in pieces.
    file('large.sarif.gz', gzipSync(Buffer.concat([sarif, Buffer.alloc(2_100_000, ' ')]), { level: 0 })),
  ]) {
    await dropOnStart(page, path);
    await expect(list(page)).toContainText('Cross-site scripting vulnerability', { timeout: 30_000 });
    await about(page).getByRole('button', { name: 'Close' }).click();
    await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  }
});

test('a JSON of something else is a project of one file', async ({ page }) => {
  await dropOnStart(page, file('package.json', '{"name":"x","version":"1.0.0"}'));
  await expect(page).toHaveURL(/#\/findings/);
  await scanIsOver(page);
  await expect(about(page)).toBeHidden();
  await expect(page.getByRole('button', { name: /^package\.json/ })).toBeVisible();
});

test('what is broken is explained', async ({ page }) => {
  const text = readFileSync(join(FIXTURES, 'semgrep.sarif'), 'utf8');
  for (const [path, message] of [
    [file('cut.sarif', text.slice(0, 3000)), 'The findings file is damaged or incomplete.'],
    [file('cut.json', text.slice(0, 3000)), 'The findings file is damaged or incomplete.'],
    [file('empty.sarif', ''), 'The findings file is damaged or incomplete.'],
    [file('old.sarif', '{"version":"1.0.0","runs":[]}'), 'SARIF 1.0.0 is not supported.'],
    [file('cut.sarif.gz', gzipSync(text).subarray(0, 400)), 'cut.sarif.gz is damaged or cut off.'],
  ] as const) {
    await dropOnStart(page, path);
    await expect(page.getByText(message)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  }
});

test('findings are shown first and stored on request', async ({ page, context }) => {
  await dropOnStart(page, join(FIXTURES, 'semgrep.sarif'));
  await expect(about(page)).toContainText('Not saved', { timeout: 30_000 });
  // The tab shows them again after a reload, and no other tab lists them.
  await page.reload();
  await expect(list(page)).toContainText('views.py', { timeout: 30_000 });
  const other = await context.newPage();
  await other.goto('/');
  await expect(other.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  await expect(other.getByRole('heading', { name: 'Recent projects' })).toBeHidden();
  await about(page).getByRole('button', { name: 'Keep' }).click();
  await expect(about(page)).not.toContainText('Not saved');
  await expect(other.getByRole('listitem').filter({ hasText: 'semgrep' })).toContainText('Semgrep OSS');
  await other.close();
});

test('findings that are not kept are shown again after a reload, however late the page before lets go', async ({
  page,
  context,
}) => {
  await dropOnStart(page, join(FIXTURES, 'semgrep.sarif'));
  await expect(about(page)).toContainText('Not saved', { timeout: 30_000 });
  const other = await context.newPage();
  await other.goto('/');
  // Stands for a worker that ends late: it has the claim next, for longer than a copied tab would wait.
  await other.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    const name = held.find(({ name }) => name?.includes('temporary-'))?.name;
    if (name === undefined) throw new Error('Nobody holds the findings.');
    void navigator.locks.request(name, () => new Promise((resolve) => setTimeout(resolve, 5000)));
  });
  await page.reload();
  await expect(list(page)).toContainText('views.py', { timeout: 30_000 });
  await other.close();
});

test('what is not kept is forgotten with its tab', async ({ page, context }) => {
  await dropOnStart(page, join(FIXTURES, 'semgrep.sarif'));
  await expect(list(page)).toContainText('views.py', { timeout: 30_000 });
  await page.close();
  const other = await context.newPage();
  await other.goto('/');
  await expect(other.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  await expect(other.getByRole('heading', { name: 'Recent projects' })).toBeHidden();
});

test('a folder that is another project is told from one in which all is fixed', async ({ page }) => {
  await dropOnStart(page, join(FIXTURES, 'semgrep.sarif'));
  await expect(list(page)).toContainText('views.py', { timeout: 30_000 });
  await drop(page, makeFolder({ 'else.py': 'def f(x=[]):\n    return x\n' }, 'elsewhere'));
  await expect(about(page)).toContainText('does not look like the project', { timeout: 60_000 });
  await expect(list(page)).toContainText('else.py');
  await about(page).getByRole('button', { name: 'Open shared findings' }).click();
  await expect(list(page)).toContainText('views.py');
  await expect(page.getByText('No longer there')).toHaveCount(0);
  // The shared findings do not capture what is dropped on one's own project.
  await about(page).getByRole('button', { name: 'Open elsewhere' }).click();
  await drop(page, makeFolder({ 'third.py': 'def f(x=[]):\n    return x\n' }, 'third'));
  await expect(list(page)).toContainText('third.py', { timeout: 60_000 });
  await scanIsOver(page);
  await expect(about(page)).toBeHidden();
});

test("Assay's own exports open as findings", async ({ page }) => {
  await page.goto('/');
  await drop(page, makeFolder({ 'here.py': 'def f(x=[]):\n    return x\n' }));
  await expect(list(page)).toContainText('here.py', { timeout: 30_000 });
  await scanIsOver(page);
  const exported: string[] = [];
  for (const format of ['SARIF', 'JSON', 'CSV']) {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('dialog', { name: 'Export findings' }).getByRole('radio', { name: format }).check();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save file' }).click();
    const path = join(folder, `export.${format.toLowerCase()}`);
    await (await download).saveAs(path);
    exported.push(path);
  }
  copyFileSync(exported[0] ?? '', join(folder, 'any name.json'));
  for (const path of [...exported, join(folder, 'any name.json')]) {
    await dropOnStart(page, path);
    await expect(about(page)).toContainText('Findings from', { timeout: 30_000 });
    await list(page).getByText('here.py').first().click();
    await expect(page.getByRole('heading', { name: 'Why it matters' })).toBeVisible();
    await about(page).getByRole('button', { name: 'Close' }).click();
  }
});

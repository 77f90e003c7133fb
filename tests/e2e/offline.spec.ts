/** The page without its server, as an installed program, and when a new version comes. */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { writeSiteFiles } from '../../scripts/lib/site-files';
import { freePort, serve } from '../../scripts/lib/static-server';
import { drop, makeFolder, scanIsOver } from './project';

test.use({ serviceWorkers: 'allow' });

const DIST = resolve(import.meta.dirname, '../../dist');
const FOLDER = {
  'a.py': 'def f(x=[]):\n    return x\n',
  'b.ts': 'export const f = () => { debugger; };\n',
  'c.go': 'package c\n\nimport "crypto/md5"\n\nvar Sum = md5.Sum\n',
  'd.java': 'class D { boolean f(String a) { return a == "x"; } }\n',
  'e.rb': 'eval(params[:code])\n',
};

async function start(folder = DIST) {
  const { address, server } = await serve(folder, await freePort());
  const stop = () =>
    new Promise<void>((stopped) => {
      server.close(() => stopped());
      server.closeAllConnections();
    });
  return { address, stop };
}

/** The settings say that all of it is there. */
async function isKept(page: Page): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#/settings`);
  await expect(page.getByText('Everything: the page, the engine')).toBeVisible({ timeout: 90_000 });
}

async function findingsOf(page: Page): Promise<string> {
  await drop(page, makeFolder(FOLDER));
  await expect(page.getByText(/Scan finished: \d+ finding/)).toBeAttached({ timeout: 60_000 });
  await scanIsOver(page);
  return (await page.getByText(/Scan finished: \d+ finding/).textContent()) ?? '';
}

/** Requests of pages and of the service worker to anything but their own files. */
function watchRequests(context: BrowserContext, own: string): string[] {
  const outside: string[] = [];
  context.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(own)) outside.push(request.url());
  });
  return outside;
}

test('after one visit the page works without its server: every view, and a folder of several languages', async ({
  page,
  context,
}) => {
  const site = await start();
  const outside = watchRequests(context, site.address);
  await page.goto(site.address);
  await isKept(page);
  await page.goto(`${site.address}#/`);
  const online = await findingsOf(page);
  await site.stop();

  await page.close();
  const later = await context.newPage();
  await later.goto(site.address);
  await expect(later.getByRole('treegrid')).toContainText('a.py', { timeout: 15_000 });
  await later.goto(`${site.address}#/`);
  await later.getByRole('button', { name: 'Open an example project' }).click();
  await expect(later.getByRole('treegrid')).toContainText('label.c', { timeout: 30_000 });
  await scanIsOver(later);
  expect(await findingsOf(later)).toBe(online);
  for (const view of ['Files', 'Summary', 'Rules', 'Settings', 'Findings']) {
    await later.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();
    await expect(later.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(later.getByRole('alert')).toHaveCount(0);
  }
  expect(outside).toEqual([]);
  await expect(later.locator('.status-requests')).toHaveText('0 requests left this tab');
});

test('a new version is announced, taken in the one tab that asks for it, and not forced on the other', async ({
  page,
  context,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-site-'));
  cpSync(DIST, folder, { recursive: true });
  const site = await start(folder);
  await page.goto(site.address);
  await isKept(page);
  const other = await context.newPage();
  await other.goto(`${site.address}#/`);
  await expect(other.getByRole('button', { name: 'Open an example project' })).toBeVisible();
  await other.evaluate(() => Object.assign(window, { isOldTab: true }));

  const index = join(folder, 'index.html');
  const old = readFileSync(index, 'utf8');
  const version = /"version":"(\w+)"/.exec(old)?.[1] ?? '';
  writeFileSync(
    index,
    old.replace(version, 'next').replace('<title>Assay</title>', '<title>Assay next</title>'),
  );
  await writeSiteFiles(folder, []);
  await page.reload();
  await expect(page.locator('.notice')).toContainText('A new version of Assay is ready.', {
    timeout: 30_000,
  });
  expect(await page.locator('#site-files').textContent()).toContain(version);
  await page.locator('.notice').getByRole('button', { name: 'Reload' }).click();
  await expect
    .poll(
      () =>
        page
          .locator('#site-files')
          .textContent()
          .catch(() => ''),
      { timeout: 30_000 },
    )
    .toContain('"version":"next"');

  expect(await other.evaluate(() => 'isOldTab' in window)).toBe(true);
  await expect(other.locator('.notice')).toContainText('A new version of Assay is ready.');
  await site.stop();
  // Its own files, which the server may have no more.
  await other.goto(`${site.address}#/rules`);
  await expect(other.getByRole('heading', { level: 1, name: 'Rules' })).toBeVisible();
  expect(await other.evaluate(() => 'isOldTab' in window)).toBe(true);
  expect(await findingsOf(other)).toContain('Scan finished');
});

test('the browser finds nothing that keeps the page from being installed', async ({ page, baseURL }) => {
  await page.goto('/');
  const protocol = await page.context().newCDPSession(page);
  const { errors, data } = await protocol.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? '') as { icons: { src: string; type: string }[] };
  for (const { src, type } of manifest.icons) {
    const answer = await page.request.get(`${baseURL}${src}`);
    expect(answer.headers()['content-type']).toBe(type);
  }
  const { installabilityErrors } = await protocol.send('Page.getInstallabilityErrors');
  // Test browsers have no profile of their own; that says nothing of the page.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});

/** The strict policy holds on the whole path, and nothing leaves for another origin. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { scanExample, viewIsShown } from './project';

const SPAWNS = resolve(import.meta.dirname, '../../src/platform/workers.ts');

const RULES = resolve(import.meta.dirname, '../../public/examples/pocket-shop/.assay/rules/house.toml');

test('the page carries the policy that it promises', async ({ page }) => {
  await page.goto('/');
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  for (const part of [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "style-src 'self'",
  ]) {
    expect(policy?.split('; ')).toContain(part);
  }
  expect(policy).not.toContain('unsafe-inline');
});

test('no violation and no request to another origin on the whole path', async ({ page, baseURL }) => {
  const outside: string[] = [];
  const complaints: string[] = [];
  page.context().on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(String(baseURL)))
      outside.push(request.url());
  });
  page.on('console', (message) => {
    if (/Content.Security.Policy|Refused to/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`Content-Security-Policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });

  await page.goto('/');
  await page.getByRole('button', { name: 'Open an example project' }).click();
  await expect(page.getByRole('treegrid')).toContainText('label.c', { timeout: 30_000 });
  for (let step = 0; step < 4; step++) await page.keyboard.press('F8');
  await expect(page.locator('.code-view .cm-match').first()).toBeVisible();
  for (const view of ['Files', 'Summary', 'Runs', 'Rules', 'Settings']) {
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();
    await viewIsShown(page, `/${view.toLowerCase()}`);
  }
  await page.keyboard.press('Control+p');
  await page.keyboard.type('label');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/path=labels/);
  const chooser = page.waitForEvent('filechooser');
  await page.goto('/#/');
  await page.getByRole('button', { name: /choose a ZIP/ }).click();
  await (await chooser).setFiles(RULES);
  await expect(page.getByRole('status').filter({ hasText: 'rules added' })).toBeVisible({ timeout: 30_000 });

  expect(complaints).toEqual([]);
  expect(outside).toEqual([]);
  await expect(page.locator('.status-requests')).toHaveText('0 requests left this tab');
});

/** The kinds of worker that there are: each entry that the page names. */
const KINDS = [...readFileSync(SPAWNS, 'utf8').matchAll(/workers\/(\w+)\/worker\.ts\?worker&url/g)].map(
  ([, kind]) => kind,
);

/** What a script of another mind would try; each answer is the name of what came of it. */
async function tryToEscape(address: string): Promise<Record<string, string>> {
  const nameOf = (error: unknown) => (error as Error).name;
  const attempt = async (act: () => unknown) => {
    try {
      await act();
      return 'went through';
    } catch (error) {
      return nameOf(error);
    }
  };
  return {
    name: self.name,
    fetch: await attempt(() => fetch(address, { mode: 'no-cors' })),
    socket: await attempt(
      () =>
        new Promise((open, fail) => {
          const socket = new WebSocket(address.replace('http', 'ws'));
          socket.onopen = open;
          socket.onerror = () => fail(new TypeError('refused'));
        }),
    ),
    import: await attempt(() => import(`${address}module.js`)),
    eval: await attempt(() => Reflect.get(globalThis, 'eval')('1')),
    function: await attempt(() => new Function('return 1')()),
  };
}

test('no worker of any kind can reach another origin or run text', async ({ page }) => {
  const heard: string[] = [];
  const elsewhere = createServer((request, response) => {
    heard.push(String(request.url));
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' }).end();
  });
  elsewhere.on('upgrade', (request, socket) => {
    heard.push(String(request.url));
    socket.destroy();
  });
  await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening));
  const { port } = elsewhere.address() as AddressInfo;
  await scanExample(page);
  const names = () => Promise.all(page.workers().map((worker) => worker.evaluate(() => self.name)));
  // The index starts when there is a rule that asks it.
  await page.goto('/#/rules?rule=project/import-cycle');
  await page.getByRole('switch').click();
  // The formatters start with the first text.
  await page.goto('/#/files?path=api/shop/stock.py');
  await expect(page.locator('.code-view .cm-content')).toBeVisible();
  await page.getByRole('button', { name: /^Edit / }).click();
  await page.locator('.code-view .cm-content[contenteditable=true]').focus();
  await page.keyboard.press('Alt+Shift+f');
  await expect.poll(async () => [...new Set(await names())].sort()).toEqual(KINDS);
  const answers = await Promise.all(
    page.workers().map((worker) => worker.evaluate(tryToEscape, `http://127.0.0.1:${port}/`)),
  );
  elsewhere.close();
  expect([...new Set(answers.map(({ name }) => name))].sort()).toEqual(KINDS);
  for (const { name, ...outcome } of answers) {
    expect(outcome, name).toEqual({
      fetch: 'TypeError',
      socket: expect.stringMatching(/Error$/),
      import: 'TypeError',
      eval: 'EvalError',
      function: 'EvalError',
    });
  }
  expect(heard).toEqual([]);
  await expect(page.locator('.status-requests')).toHaveText('0 requests left this tab');
});

test.describe('where something switches the policy off', () => {
  test.use({ bypassCSP: true });

  test('a request that a worker makes to another origin is counted and shown', async ({ page, baseURL }) => {
    await page.goto('/');
    const count = page.locator('.status-requests');
    await expect(count).toHaveText('0 requests left this tab');
    const elsewhere = String(baseURL).replace('localhost', '127.0.0.1');
    const worker = page.workers()[0] ?? (await page.waitForEvent('worker'));
    await worker.evaluate((address) => fetch(address, { mode: 'no-cors' }).catch(() => undefined), elsewhere);
    await expect(count).toHaveText('1 request left this tab');
  });
});

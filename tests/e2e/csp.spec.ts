/** The strict policy holds on the whole path, and nothing leaves for another origin. */
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const RULES = resolve(import.meta.dirname, '../../public/examples/pocket-shop/.assay/rules/house.toml');

test('the page carries the policy that it promises', async ({ page }) => {
  await page.goto('/');
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  for (const part of [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
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
  await page.waitForTimeout(500);
  for (const view of ['Files', 'Summary', 'Rules', 'Settings']) {
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();
    await page.waitForTimeout(700);
  }
  await page.keyboard.press('Control+p');
  await page.keyboard.type('label');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/path=labels/);
  const chooser = page.waitForEvent('filechooser');
  await page.goto('/#/');
  await page.getByRole('button', { name: /choose a zip/ }).click();
  await (await chooser).setFiles(RULES);
  await expect(page.getByRole('status').filter({ hasText: 'rules added' })).toBeVisible({ timeout: 30_000 });

  expect(complaints).toEqual([]);
  expect(outside).toEqual([]);
  await expect(page.locator('.status-requests')).toHaveText('0 requests left this tab');
});

test('a request that a worker makes to another origin is counted and shown', async ({ page, baseURL }) => {
  await page.goto('/');
  const count = page.locator('.status-requests');
  await expect(count).toHaveText('0 requests left this tab');
  const elsewhere = String(baseURL).replace('localhost', '127.0.0.1');
  const worker = page.workers()[0] ?? (await page.waitForEvent('worker'));
  await worker.evaluate((address) => fetch(address, { mode: 'no-cors' }).catch(() => undefined), elsewhere);
  await expect(count).toHaveText('1 request left this tab');
});

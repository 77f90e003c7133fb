/** A person narrows the list: values are left out too, and nothing that could be clicked next moves. */
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { animationsAreOver, groupBy, openExample, openFiles } from './project';

const rows = (page: Page) => page.locator('.finding-row');
const count = (page: Page) => page.locator('.findings-count');
const list = (page: Page) => page.getByRole('treegrid', { name: 'Findings' });
const clearAll = (page: Page) => page.getByRole('button', { name: 'Clear all' });

/** Where things are; whole pixels. */
async function place(page: Page, selector: string): Promise<number[]> {
  const box = await page.locator(selector).boundingBox();
  return box ? [box.x, box.y, box.width, box.height].map(Math.round) : [];
}

const TOO = 'def f(x=[]):\n    return x\n';

test('a folder is left out, by mouse and by keyboard, and its chip takes that back', async ({ page }) => {
  await openFiles(page, { 'src/a.py': TOO, 'tests/a.py': TOO, 'tests/b.py': TOO });
  await expect(rows(page)).toHaveCount(3);
  const folder = page.getByRole('button', { name: /^tests/ });
  await folder.click({ modifiers: ['Alt'] });
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('src/a.py');
  await expect(page).toHaveURL(/not-in=tests/);
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Remove filter not tests/' }).click();
  await expect(rows(page)).toHaveCount(3);

  await folder.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: 'Exclude tests/' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(1);
  await folder.click();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText('tests/a.py');
  expect(await violations(page)).toEqual([]);
});

for (const width of [1280, 360]) {
  test(`filters move neither the list nor what stands over it, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await openExample(page);
    await expect(clearAll(page)).toBeHidden();
    const parts = ['.findings-list', '.findings-search', '.findings-clear'];
    const places = async () => Promise.all(parts.map((part) => place(page, part)));
    const before = await places();
    for (const address of [
      'severity=high',
      'severity=high,low&in=api/&not-rule=c/buffer-overflow-gets',
      'severity=high',
    ]) {
      await page.goto(`/#/findings?${address}`);
      await expect(count(page)).toContainText(' of ');
      expect(await places(), address).toEqual(before);
      await expect(clearAll(page)).toBeVisible();
    }
    await rows(page).first().hover();
    await rows(page).first().locator('.finding-box').click();
    await expect(page.getByRole('button', { name: 'Clear marks' })).toBeVisible();
    expect(await places(), 'marked').toEqual(before);
    await clearAll(page).click();
    await expect(count(page)).not.toContainText(' of ');
    expect(await places(), 'cleared').toEqual(before);
  });
}

test('a row has a box to mark it, which hides nothing and moves nothing', async ({ page }) => {
  await openExample(page);
  const row = rows(page).nth(2);
  const inside = () =>
    row.evaluate((element) =>
      [...element.querySelectorAll('*')].map((one) => Math.round(one.getBoundingClientRect().x)),
    );
  const before = await inside();
  await expect(row.locator('.finding-box')).toHaveCSS('opacity', '0');
  await row.hover();
  await expect(row.locator('.finding-box')).toHaveCSS('opacity', '1');
  await expect(row.locator('.severity-icon, svg').first()).toBeVisible();
  expect(await inside()).toEqual(before);
  await row.locator('.finding-box').click();
  expect(await inside()).toEqual(before);
  await expect(row).toHaveAttribute('aria-selected', 'true');
});

test('findings of one rule show their code, not the same sentence again and again', async ({ page }) => {
  const files = Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [`f${at}.py`, `def f${at}(x${at}=[]):\n    return x${at}\n`]),
  );
  await openFiles(page, files);
  for (const group of ['rule', 'severity', 'none'] as const) {
    await groupBy(page, group);
    await expect(rows(page)).toHaveCount(9);
    const titles = await rows(page).locator('.finding-message').allTextContents();
    expect(new Set(titles).size, group).toBe(9);
  }
});

test('the parameters of another view are no filters', async ({ page }) => {
  await openExample(page);
  const all = await count(page).textContent();
  await page.goto('/#/rules?rule=c/buffer-overflow-gets');
  await page.reload();
  await page.getByRole('link', { name: 'Findings' }).click();
  await expect(count(page)).toHaveText(all ?? '');
  await expect(page).not.toHaveURL(/rule=/);
});

test('a selected row does not look like one under the pointer, nor a chosen filter', async ({ page }) => {
  await openExample(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const ground = (at: string) => page.locator(at).evaluate((one) => getComputedStyle(one).backgroundColor);
  await rows(page).nth(1).click();
  await rows(page).nth(3).hover();
  await animationsAreOver(page);
  const id = await rows(page).nth(3).getAttribute('id');
  expect(await ground('.finding-row.selected')).not.toBe(await ground(`#${id}`));
  const high = page.getByRole('button', { name: /^High \d/ });
  await page.getByRole('button', { name: /^Low \d/ }).hover();
  await animationsAreOver(page);
  const hovered = await ground('.facet-row:hover');
  await high.click();
  await animationsAreOver(page);
  expect(await ground('.facet-row:hover')).not.toBe(hovered);
});

test('the list is at most six presses of Tab from the start of the page', async ({ page }) => {
  await openExample(page);
  await page.reload();
  await expect(list(page)).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  let presses = 0;
  while (presses < 40 && !(await list(page).evaluate((one) => one === document.activeElement))) {
    await page.keyboard.press('Tab');
    presses++;
  }
  expect(presses).toBeLessThanOrEqual(6);
});

test('a class of weaknesses narrows the list to its rules, and takes that back', async ({ page }) => {
  await openFiles(page, {
    'a.py': 'import hashlib\nhashlib.md5(b"a")\n',
    'b.py': 'import pickle\nfrom flask import request\n\n\ndef f():\n    return pickle.loads(request.data)\n',
    'c.py': TOO,
  });
  const all = await rows(page).count();
  const owasp = page.getByRole('region', { name: 'OWASP Top 10 (2025)' }).getByRole('button');
  const first = owasp.first();
  await expect(first).toHaveAttribute('aria-pressed', 'false');
  await first.click();
  await expect(first).toHaveAttribute('aria-pressed', 'true');
  const some = await rows(page).count();
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(all);
  expect(await violations(page)).toEqual([]);
  await first.click();
  await expect(rows(page)).toHaveCount(all);
  const cwe = page.getByRole('region', { name: 'CWE' }).getByRole('button', { name: /^CWE-502/ });
  await cwe.click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('b.py');
});

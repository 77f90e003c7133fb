/** Small things that a person notices at a glance: icons, places, words that are cut off or shown too early. */
import { expect, type Page, test } from '@playwright/test';
import { animationsAreOver, drop, makeFolder, openExample, openFiles } from './project';

const PHONE = { width: 360, height: 740 };

const FILES = {
  'src/deep/app.ts': 'export const a = 1;\n',
  'src/style.css': 'a { color: red; }\n',
  Dockerfile: 'FROM scratch\n',
  'README.md': '# Read\n',
  'a.py': 'def f(x=[]):\n    return x\n',
  'picture.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]),
};

const kindsOf = (page: Page, rows: string) =>
  page
    .locator(rows)
    .evaluateAll((all) =>
      Object.fromEntries(
        all.map((row) => [
          row.querySelector('.tree-name, .code')?.textContent,
          row.querySelector('.file-icon')?.getAttribute('data-kind'),
        ]),
      ),
    );

test('every file and folder has the icon of its kind, in tree and lists', async ({ page }) => {
  await openFiles(page, FILES);
  await page.goto('/#/files');
  await page.getByRole('treeitem').filter({ hasText: 'src' }).click();
  await expect(page.getByRole('treeitem').filter({ hasText: 'style.css' })).toBeVisible();
  expect(await kindsOf(page, '.tree-row')).toMatchObject({
    src: 'folder',
    'style.css': 'style',
    Dockerfile: 'settings',
    'README.md': 'document',
    'a.py': 'code',
  });
  await page.getByRole('tab', { name: /Skipped/ }).click();
  await expect(page.getByText('picture.png')).toBeVisible();
  expect(await kindsOf(page, '.reason-row')).toEqual({ 'picture.png': 'image' });
  await page.keyboard.press('Control+p');
  await page.keyboard.type('a.py');
  await expect(page.locator('.palette-row').first().locator('.file-icon')).toHaveAttribute(
    'data-kind',
    'code',
  );
});

test('a folder that is opened keeps its arrow beside its name', async ({ page }) => {
  await openFiles(page, FILES);
  await page.goto('/#/files');
  const arrow = page.getByRole('treeitem').filter({ hasText: 'src' }).first().locator('.chevron .icon');
  const centre = async () => {
    const box = await arrow.boundingBox();
    return box && Math.round(box.x + box.width / 2);
  };
  const before = await centre();
  await arrow.click();
  await expect(page.locator('.file-tree .chevron.open')).toHaveCount(1);
  await animationsAreOver(page);
  expect(await centre()).toBe(before);
});

test('a rule shows what its fix leaves, and no markup', async ({ page }) => {
  await openExample(page);
  await page.goto('/#/rules?rule=bash/unquoted-arguments');
  const fixed = page.locator('.rule-case.fixed');
  await expect(fixed).toContainText('After the fix');
  await expect(fixed).toContainText('exec python3 main.py "$@"');
  await expect(page.locator('.rule-cases')).not.toContainText(/```|finds:/);
  await page.goto('/#/rules?rule=csharp/async-void');
  await expect(page.locator('.rule-lead')).toContainText('callers cannot wait for METHOD');
  await page.keyboard.press('Control+p');
  await page.keyboard.type('csharp/async-void');
  await expect(page.locator('.palette-row').first()).toContainText('callers cannot wait for METHOD');
});

test('a narrow palette shows the whole name of a command and what is left of the rest', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await openExample(page);
  await page.keyboard.press('Control+Shift+p');
  const names = page.locator('.palette-row > .truncate:not(.palette-note)');
  await expect(names.first()).toBeVisible();
  const cut = await names.evaluateAll((all) =>
    all
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ textContent }) => textContent),
  );
  expect(cut).toEqual([]);
});

test('the ways to all views fit on a small telephone', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await openExample(page);
  const items = page.locator('.rail-item');
  await expect(items).toHaveCount(9);
  const outside = await items.evaluateAll((all) =>
    all
      .filter((one) => one.getBoundingClientRect().right > innerWidth || one.scrollWidth > one.clientWidth)
      .map(({ textContent }) => textContent),
  );
  expect(outside).toEqual([]);
});

test('the bar says whole how many requests left the tab, however little room there is', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await openFiles(page, FILES);
  const skipped = page.locator('.status-skipped');
  // As after a scan of very many files.
  await skipped.evaluate((link) => {
    link.textContent = `${'1,234,567 files of many kinds '.repeat(3)}skipped: why?`;
  });
  const { right = 0 } = await page.locator('.status-requests').evaluate((one) => one.getBoundingClientRect());
  expect(right).toBeLessThanOrEqual(PHONE.width);
});

test('what is dropped on stands in the middle of the page, over nothing that can be read', async ({
  page,
}) => {
  await page.setViewportSize(PHONE);
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  const protocol = await page.context().newCDPSession(page);
  const data = { items: [], files: [makeFolder(FILES)], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver'] as const) {
    await protocol.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
  }
  const overlay = page.locator('.drop-overlay');
  await expect(overlay).toBeVisible();
  const text = await page.locator('.drop-overlay-card').evaluate((card) => getComputedStyle(card).textAlign);
  expect(text).toBe('center');
  const seenThrough = await overlay.evaluate((element) => {
    const alpha = /\/ ([\d.]+)\)$/.exec(getComputedStyle(element).backgroundColor)?.[1];
    return 1 - Number(alpha ?? 1);
  });
  expect(seenThrough).toBeLessThanOrEqual(0.04);
});

test('a project on its way is never called none', async ({ page }) => {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => {
      const title = document.querySelector('.empty-state-title')?.textContent;
      if (title && said.at(-1) !== title) said.push(title);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  await drop(page, makeFolder(FILES));
  await expect(page.getByRole('treegrid')).toContainText('a.py');
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said.length).toBeGreaterThan(0);
  expect(said).not.toContain('No project is open');
});

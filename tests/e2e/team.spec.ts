/** Decisions travel with the project: what is written there is taken over, and what is decided here is written there. */
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { chooseCommand, scanIsOver } from './project';

const rows = (page: Page) => page.locator('.finding-row');

/** The chosen folder lies in the browser's own file system, whose handles may be written without a question. */
async function openWritable(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(window, {
      showDirectoryPicker: async () => {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle('team', { create: true });
        for (const name of ['a.py', 'b.py']) {
          const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
          await file.write(`def ${name[0]}(shape):\n    raise NotImplemented\n`);
          await file.close();
        }
        return folder;
      },
    });
  });
  await page.goto('/');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(rows(page)).toHaveCount(2, { timeout: 30_000 });
  await scanIsOver(page);
}

/** The files of the team, by name. */
function teamFiles(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const own = await (await root.getDirectoryHandle('team')).getDirectoryHandle('.assay');
    const folder = await own.getDirectoryHandle('triage');
    const files: Record<string, string> = {};
    for await (const [name, handle] of folder.entries()) {
      files[name] = await (await (handle as FileSystemFileHandle).getFile()).text();
    }
    return files;
  });
}

function writeTeamFile(page: Page, name: string, text: string): Promise<void> {
  return page.evaluate(
    async ([file = '', content = '']) => {
      const root = await navigator.storage.getDirectory();
      const own = await (await root.getDirectoryHandle('team')).getDirectoryHandle('.assay', {
        create: true,
      });
      const folder = await own.getDirectoryHandle('triage', { create: true });
      const writable = await (await folder.getFileHandle(file, { create: true })).createWritable();
      await writable.write(content);
      await writable.close();
    },
    [name, text],
  );
}

async function acceptFirst(page: Page, reason: string): Promise<void> {
  await rows(page).first().click();
  await page.keyboard.press('t');
  await expect(page.getByLabel('Reason')).toBeFocused();
  await page.keyboard.type(reason);
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 finding accepted.')).toBeVisible();
}

test('a decision and a saved search are written into the project by keyboard, and those of somebody else are taken over by the next scan', async ({
  page,
}) => {
  await openWritable(page);
  await acceptFirst(page, 'only an example');
  await page.keyboard.press('Control+Shift+F');
  await expect(page.locator('.search-box input')).toBeFocused();
  await page.keyboard.type('raise');
  await page.getByRole('button', { name: 'Save this search' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Save this search' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await chooseCommand(page, 'Save decisions for the team');
  await expect(page.getByText('1 decision and 1 search saved in .assay/triage.')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const [name = '', text = ''] = Object.entries(await teamFiles(page))[0] ?? [];
  expect(name).toMatch(/^[0-9a-f]{8}\.jsonl$/);
  const lines = text.trimEnd().split('\n');
  const [mine, search] = ['triage', 'search'].map((kind) =>
    JSON.parse(lines.find((line) => line.includes(`"kind":"${kind}"`)) ?? 'null'),
  );
  expect(search).toMatchObject({ key: ['raise'], value: { query: 'raise' } });
  expect(mine).toMatchObject({
    kind: 'triage',
    key: [expect.any(String), 'a.py'],
    value: { decision: 'accepted', reason: 'only an example' },
  });
  await chooseCommand(page, 'Save decisions for the team');
  await expect(page.getByText('The project has all your decisions and searches already.')).toBeVisible();

  const theirs = { ...mine, at: mine.at + 1, by: 'lee', value: null };
  const found = { ...search, key: ['shape'], by: 'lee', value: { query: 'shape' } };
  await writeTeamFile(page, 'lee.jsonl', `${JSON.stringify(theirs)}\n${JSON.stringify(found)}\n`);
  await chooseCommand(page, 'Scan again');
  await expect(page.getByText('1 decision and 1 search of your team taken over.')).toBeVisible({
    timeout: 30_000,
  });
  await page.locator('.search-box input').fill('');
  await expect(page.locator('.search-hints')).toContainText('Saved searches');
  await expect(page.getByRole('button', { name: 'shape', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Findings' }).click();
  await expect(rows(page)).toHaveCount(2);
  expect(Object.keys(await teamFiles(page))).toHaveLength(2);
});

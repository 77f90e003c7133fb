/** A person closes the tab, comes back without the folder, and brings it again. */
import { expect, type Page, test } from '@playwright/test';
import { drop, isStored, makeFolder, openFiles, scanIsOver } from './project';

const list = (page: Page) => page.getByRole('treegrid');
const SOURCE = 'def join(parts=[]):\n    # kept with the finding\n    return parts\n';
const FILES = { 'found.py': SOURCE, 'clean.py': 'def one():\n    return 1  # only in the folder\n' };

/** The same browser, with every tab closed and Assay opened anew. */
async function comeBack(page: Page): Promise<Page> {
  const context = page.context();
  await page.close();
  const next = await context.newPage();
  await next.goto('/');
  await expect(list(next)).toContainText('found.py', { timeout: 15_000 });
  return next;
}

/** Switches off what would let the page read files without their folder. */
async function storeNoFiles(page: Page): Promise<void> {
  await page.goto('/#/settings');
  const store = page.getByRole('switch', { name: 'Store files' });
  await store.click();
  await expect(store).not.toBeChecked();
}

test('findings, their code and all other files are there without the folder', async ({ page }) => {
  await openFiles(page, FILES);
  await isStored(page, 'clean.py', 'only in the folder');
  const later = await comeBack(page);
  await list(later).getByText('found.py').click();
  await expect(later.locator('.code-view')).toContainText('kept with the finding');
  await later.goto('/#/files?path=clean.py');
  await expect(later.locator('.code-view')).toContainText('only in the folder');
});

test('files that are not stored ask for their folder', async ({ page }) => {
  await storeNoFiles(page);
  await openFiles(page, FILES);
  const later = await comeBack(page);
  await later.goto('/#/files?path=clean.py');
  await expect(later.getByText('Drop the folder again to read it')).toBeVisible();

  await drop(later, makeFolder(FILES));
  await expect(later.locator('.code-view')).toContainText('only in the folder', { timeout: 15_000 });
});

test('where the browser keeps the folder, one click reads it again', async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(window, {
      showDirectoryPicker: async () => {
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('kept', {
          create: true,
        });
        const write = async (name: string, text: string) => {
          const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
          await file.write(text);
          await file.close();
        };
        await write('found.py', 'def join(parts=[]):\n    return parts\n');
        await write('clean.py', 'def one():\n    return 1  # only in the folder\n');
        return folder;
      },
    });
  });
  await storeNoFiles(page);
  await page.goto('/');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(list(page)).toContainText('found.py', { timeout: 30_000 });
  await scanIsOver(page);
  // This folder of the browser's own needs no leave, so it is made to ask for it as a folder of the disk does.
  await page.context().addInitScript(() => {
    let answer: PermissionState = 'prompt';
    Object.assign(FileSystemHandle.prototype, {
      queryPermission: async () => answer,
      requestPermission: async () => {
        answer = 'granted';
        return answer;
      },
    });
  });
  const later = await comeBack(page);
  await later.goto('/#/files?path=clean.py');
  await later.getByRole('button', { name: 'Open the folder again' }).click();
  await expect(later.locator('.code-view')).toContainText('only in the folder', { timeout: 15_000 });
});

test('a reload goes straight to the project', async ({ page }) => {
  await openFiles(page, FILES);
  await page.addInitScript(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    new MutationObserver(() => {
      for (const title of document.querySelectorAll('.empty-state-title, .open-page h1, .findings-count')) {
        if (title.textContent?.trim()) seen.add(title.textContent.trim());
      }
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  for (const address of ['/', '/#/findings']) {
    await page.goto('about:blank');
    await page.goto(address);
    await expect(page.locator('.finding-row').first()).toBeVisible();
    const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
    expect(seen, address).toContain('1 finding');
    expect(seen.filter((text) => /No project|^0|Drop/.test(text))).toEqual([]);
  }
});

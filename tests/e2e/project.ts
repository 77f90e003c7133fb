/** Opens projects for the journeys. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';

/** Texts or bytes by path. */
export type Files = Record<string, string | Uint8Array>;

/** The built-in example, scanned to the end in this page: for journeys that need its files or its engines. */
export async function scanExample(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Open an example project' }).click();
  await exampleIsShown(page);
  await scanIsOver(page);
}

/** The built-in example as somebody finds it again who has scanned it before. */
export async function openExample(page: Page): Promise<void> {
  scannedExample ??= await storeExample(page);
  await page.context().setStorageState(scannedExample);
  await page.goto('/#/findings');
  await exampleIsShown(page);
}

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** What a browser has stored when the example was scanned; one scan does for all journeys of this process. */
let scannedExample: StorageState | undefined;

/** Scans it apart from the journey's own page, so that the first journey finds what the others find. */
async function storeExample(page: Page): Promise<StorageState> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has no browser of its own.');
  const baseURL = test.info().project.use.baseURL;
  const context = await browser.newContext({ baseURL, serviceWorkers: 'block' });
  const other = await context.newPage();
  await scanExample(other);
  const state = await context.storageState({ indexedDB: true });
  await context.close();
  return state;
}

async function exampleIsShown(page: Page): Promise<void> {
  await expect(page.getByRole('treegrid')).toContainText('labels/label.c', { timeout: 30_000 });
}

/** Chooses how the list of findings is grouped. */
export async function groupBy(page: Page, what: 'rule' | 'file' | 'severity' | 'none'): Promise<void> {
  await choose(page, 'Group', what);
}

/** Runs a command of the palette by its title. */
export async function chooseCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+Shift+P');
  await page.locator('dialog.palette').getByRole('combobox').fill(`>${title}`);
  await expect(page.locator('.palette').getByRole('option', { selected: true })).toContainText(title);
  await page.keyboard.press('Enter');
}

/** Writes the files into a folder of their own, which has the name. */
export function makeFolder(files: Files, name = 'project'): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'assay-e2e-')), name);
  mkdirSync(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Drops files or folders of the disk onto the page, as a person does. */
export async function drop(page: Page, ...paths: string[]): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await protocol.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  }
  await protocol.detach();
}

/** Waits until the scan that is going on is over. */
export async function scanIsOver(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeHidden({ timeout: 60_000 });
}

/** Waits until a file is stored, which goes on for a moment after the scan: another tab, without the folder, reads it. */
export async function isStored(page: Page, path: string, text: string): Promise<void> {
  const other = await page.context().newPage();
  await expect(async () => {
    await other.goto(`/#/files?path=${path}`);
    await other.reload();
    await expect(other.locator('.code-view')).toContainText(text, { timeout: 6000 });
  }).toPass({ timeout: 30_000 });
  await other.close();
}

/** What is on a view once its data has come, by its address. */
const SHOWN: Record<string, (page: Page) => Locator> = {
  '/': (page) => page.getByRole('button', { name: 'Choose a folder' }),
  // A narrow window has room for the list or for the finding that was chosen.
  '/findings': (page) =>
    page
      .getByRole('treegrid')
      .getByRole('row')
      .or(page.locator('.finding-panel'))
      .filter({ visible: true })
      .first(),
  '/files': (page) => page.getByRole('tree', { name: 'Files' }).getByRole('treeitem').first(),
  '/summary': (page) => page.locator('.treemap-cell').first(),
  '/runs': (page) => page.getByRole('table').getByRole('row').nth(1),
  '/rules': (page) => page.getByRole('listbox').getByRole('option').first(),
  '/settings': (page) => page.getByRole('heading', { name: 'Settings', level: 1 }),
  '/setup': (page) => page.getByRole('heading', { name: 'Set up', level: 1 }),
  '/ecosystem': (page) => page.getByRole('heading', { name: 'Ecosystem', level: 1 }),
  '/workshop': (page) => page.getByRole('button', { name: 'New rule' }).first(),
};

/** Waits until a view (`/files`) shows what it is about, and its animations are over. */
export async function viewIsShown(page: Page, view: string): Promise<void> {
  const shown = SHOWN[view];
  if (!shown) throw new Error(`Nobody has said what is on ${view}.`);
  await expect(shown(page)).toBeVisible();
  await animationsAreOver(page);
}

/** Waits for every animation that ends. */
export async function animationsAreOver(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** A project with one file for each text, handed over as a chosen folder. */
export async function openFiles(page: Page, files: Files): Promise<void> {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showDirectoryPicker'));
  await page.goto('/');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await (await chooser).setFiles(makeFolder(files));
  await expect(page.getByRole('treegrid')).toBeVisible({ timeout: 30_000 });
  await scanIsOver(page);
}

/** A folder in the browser's own file system is chosen, whose handles may be written without a question. */
export async function chooseWritable(page: Page, files: Record<string, string>): Promise<void> {
  await page.addInitScript((all) => {
    Object.assign(window, {
      showDirectoryPicker: async () => {
        const root = await navigator.storage.getDirectory();
        const top = await root.getDirectoryHandle('writable', { create: true });
        for (const [path, text] of Object.entries(all)) {
          const folders = path.split('/');
          const name = folders.pop() ?? '';
          let folder = top;
          for (const one of folders) folder = await folder.getDirectoryHandle(one, { create: true });
          const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
          await file.write(text);
          await file.close();
        }
        return top;
      },
    });
  }, files);
  await page.goto('/');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(page.getByRole('treegrid')).toBeVisible({ timeout: 30_000 });
  await scanIsOver(page);
}

/** What is in a file of that folder; undefined if it is not there. */
export function onDisk(page: Page, path: string): Promise<string | undefined> {
  return page
    .evaluate(async (asked) => {
      const folders = asked.split('/');
      const name = folders.pop() ?? '';
      let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('writable');
      for (const one of folders) folder = await folder.getDirectoryHandle(one);
      return (await (await folder.getFileHandle(name)).getFile()).text();
    }, path)
    .catch(() => undefined);
}

/** `has` in `has` in …: within one question about one node, so that only the end of its worker ends it. */
const ENDLESS_RULE = `
id: endless
language: javascript
severity: error
message: nested
rule: { kind: program, has: ${'{ kind: array, stopBy: end, has: '.repeat(8)}{ kind: debugger_statement }${'}'.repeat(8)} }
`;

/** The file of `slowFolder` in which a worker gets stuck. */
export const STUCK = 'a0003-stuck.js';

/** A project in which one worker gets stuck near the start, while findings of this many files stream in from others. */
export function slowFolder(findings: number): string {
  const files: Files = {
    '.assay/rules/endless.yml': ENDLESS_RULE,
    [STUCK]: `// debugger\nlet a = ${'['.repeat(300)}${']'.repeat(300)};\n`,
  };
  for (let at = 0; at < findings; at++) {
    files[`a${String(at).padStart(4, '0')}.py`] = 'def f(x=[]):\n    return x\n';
  }
  return makeFolder(files);
}

/**
 * The worker that gets stuck in `slowFolder` is left to it for longer than a journey takes: else on a busy machine the scan
 * is over before what is to happen during it.
 */
export async function staysStuck(page: Page): Promise<void> {
  await page.addInitScript(() => localStorage.setItem('assay.file-budget-s', '300'));
}

/** Picks an option of one of the page's own selects. */
export async function choose(page: Page, select: string, option: string): Promise<void> {
  await page.getByRole('button', { name: `${select}:` }).click();
  await page.getByRole('menuitemradio', { name: option, exact: true }).click();
}

/** Turns the rule about import cycles on or off, and goes back to the findings. */
export async function switchCycles(page: Page): Promise<void> {
  const views = page.getByRole('navigation', { name: 'Views' });
  await views.getByRole('link', { name: 'Rules' }).click();
  await page.getByLabel('Search rules').fill('import cycle');
  await page.getByRole('option').filter({ hasText: 'project/import-cycle' }).click();
  await expect(page.getByRole('heading', { name: 'Import cycle' })).toBeVisible();
  const isOn = await page.getByRole('switch').isChecked();
  await page.getByRole('switch').click();
  await expect(page.getByRole('switch')).toBeChecked({ checked: !isOn });
  await views.getByRole('link', { name: 'Findings' }).click();
}

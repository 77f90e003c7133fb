/**
 * Writing into a folder with the browser's own question, which a browser without a window never asks: a real folder is
 * dropped, a file is edited and saved, and the question is answered by keys, with no and with yes. Needs a built page:
 * `npx tsx scripts/permission.ts`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Page, chromium as playwright } from 'playwright-core';
import { aptInstall } from './lib/apt';
import { chromium } from './lib/chromium';
import { whenStarted } from './lib/main';
import { inRoot } from './lib/paths';
import { output, RunError } from './lib/run';
import { serve } from './lib/static-server';

const PORT = 4449;
const BEFORE = 'def area(shape):\n    return shape\n';
const TYPED = '# by hand\n';
/** How long the question may take to be drawn, which no page can see; ms. */
const DRAWN_MS = 1500;

await whenStarted(import.meta.url, async () => {
  if (process.platform === 'linux' && !process.env.DISPLAY) return again();
  const { address } = await serve(inRoot('dist'), PORT);
  const folder = mkdtempSync(join(tmpdir(), 'assay-permission-'));
  const profile = mkdtempSync(join(tmpdir(), 'assay-profile-'));
  const browser = await playwright.launchPersistentContext(profile, {
    executablePath: await chromium(),
    headless: false,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
  });
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    await open(page, address, folder);
    await save(page, ['Escape']);
    await page.getByText('Permission denied. Nothing was changed.').waitFor();
    expectOnDisk(folder, BEFORE, 'refused: the file is as it was');
    await page.getByRole('group', { name: 'Unsaved changes' }).getByText('Not saved').waitFor();
    await save(page, ['Tab', 'Return']);
    await page.getByText('shape.py saved.').waitFor();
    expectOnDisk(folder, BEFORE + TYPED, 'granted: the file is written');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForFunction((text) => !document.body.innerText.includes(text), 'shape.py saved.');
    for (let tries = 0; tries < 50 && onDisk(folder) !== BEFORE; tries++) await pause(100);
    expectOnDisk(folder, BEFORE, 'undone: the file is as it was');
  } finally {
    await browser.close();
    for (const path of [folder, profile]) rmSync(path, { recursive: true, force: true });
  }
  process.exit(0);
});

/** The same once more, on a screen that nobody sees. */
async function again(): Promise<void> {
  await aptInstall(['xvfb', 'xauth', 'xdotool']);
  if (output('which', ['xvfb-run', 'xdotool']) === undefined) {
    throw new RunError(
      'This needs a screen: install xvfb and xdotool (Debian: `apt-get install xvfb xauth xdotool`).',
    );
  }
  const own = ['-a', process.execPath, '--import=tsx', inRoot('scripts/permission.ts')];
  process.exitCode = spawnSync('xvfb-run', own, { stdio: 'inherit' }).status ?? 1;
}

/** Drops the folder as a person does, opens its file and types something. */
async function open(page: Page, address: string, folder: string): Promise<void> {
  writeFileSync(join(folder, 'shape.py'), BEFORE);
  await page.goto(address);
  await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
  const protocol = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await protocol.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  }
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Files' }).click();
  await page.getByRole('treeitem').filter({ hasText: 'shape.py' }).click();
  await page.getByRole('button', { name: /^Edit / }).click();
  const code = page.locator('.code-view .cm-content[contenteditable=true]');
  await code.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(TYPED);
}

/** Saves, and answers the browser's question with keys of the window system. */
async function save(page: Page, answer: readonly string[]): Promise<void> {
  await page.locator('.code-view .cm-content').focus();
  await page.keyboard.press('Control+s');
  await pause(DRAWN_MS);
  execFileSync('xdotool', ['key', '--delay', '150', ...answer]);
}

function onDisk(folder: string): string {
  return readFileSync(join(folder, 'shape.py'), 'utf8');
}

function expectOnDisk(folder: string, text: string, what: string): void {
  if (onDisk(folder) !== text) throw new RunError(`Not ${what}.`);
  console.log(`ok ${what}`);
}

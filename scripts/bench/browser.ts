/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** The page in a real Chromium: scans from the drop on, long tasks, start under throttle, a long list. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { chromium } from '../lib/chromium';
import { inRoot } from '../lib/paths';
import { serve } from '../lib/static-server';
import { type Corpus, copyCorpus } from './corpus';
import { dropFolder } from './drop';
import { manyFindings } from './many-findings';
import { benchMemory } from './memory';
import { benchList, benchStart } from './page-measures';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const PORT = 4573;

/** Lines of the report. The page gets the speed rules in place of its own, so that both do the same work. */
export async function benchBrowser(source: string, rules: string): Promise<string[]> {
  const corpus = copyCorpus(source);
  const site = siteWith(rules);
  const { address, server } = await serve(site, PORT);
  const browser = await playwright.launch({ executablePath: await chromium(), args: FLAGS });
  try {
    return await measure(browser, address, corpus);
  } finally {
    await browser.close();
    server.close();
    for (const folder of [site, corpus.folder]) rmSync(folder, { recursive: true });
  }
}

function siteWith(rules: string): string {
  const site = mkdtempSync(join(tmpdir(), 'assay-site-'));
  cpSync(inRoot('dist'), site, { recursive: true });
  const text = readFileSync(rules, 'utf8');
  const pack = { sources: [{ path: 'speed.yml', text, origin: 'builtin' }], cases: {} };
  writeFileSync(join(site, 'rules/builtin.json'), JSON.stringify(pack));
  return site;
}

async function measure(browser: Browser, address: string, corpus: Corpus): Promise<string[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  // The loader of these scripts wraps named functions in a call that the page does not know.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(watchPage);
  await page.goto(address);
  await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
  const cold = await scan(page, corpus.folder);
  const again = await scan(page, corpus.folder);
  await page.close();
  return [
    `${corpus.name}: ${corpus.files} files, ${(corpus.bytes / 1e6).toFixed(1)} MB`,
    `  cold page, drop to last finding stored: ${cold.doneMs.toFixed(0)} ms`,
    `  first finding on the screen: ${cold.firstMs.toFixed(0)} ms after the drop (within 1,000)`,
    `  longest task on the page's thread: ${cold.longestMs.toFixed(0)} ms, ${cold.tasks} over 50 ms (none)`,
    `  dropped again, unchanged: ${again.doneMs.toFixed(0)} ms, ${(again.doneMs / cold.doneMs).toFixed(2)} of cold (at most 0.33)`,
    ...(await benchMemory(browser, address, corpus.folder)),
    ...(await benchStart(browser, address)),
    ...(await benchList(browser, address, manyFindings(100_000))),
  ];
}

interface Watched {
  droppedAt: number;
  firstAt: number;
  doneAt: number;
  tasks: number[];
}

declare global {
  var watched: Watched;
}

/** Runs in the page, before its own scripts: notes when what happens, at the next frame. */
function watchPage(): void {
  globalThis.watched = { droppedAt: 0, firstAt: 0, doneAt: 0, tasks: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.watched.tasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  addEventListener(
    'drop',
    () =>
      Object.assign(globalThis.watched, { droppedAt: performance.now(), firstAt: 0, doneAt: 0, tasks: [] }),
    { capture: true },
  );
  const look = () => {
    const { watched } = globalThis;
    const isWaiting = watched.droppedAt > 0 && watched.firstAt === 0;
    if (isWaiting && document.querySelector('[role=row][aria-level="2"]'))
      watched.firstAt = performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  // The page says for screen readers when a scan is over, which is when its last result is stored.
  new MutationObserver((records) => {
    const { watched } = globalThis;
    const over = records.some(({ target }) => target.textContent?.startsWith('Scan finished'));
    if (over && watched.droppedAt > 0 && watched.doneAt === 0) watched.doneAt = performance.now();
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

async function scan(page: Page, folder: string) {
  await dropFolder(page, folder);
  await page.waitForFunction(() => globalThis.watched.doneAt > 0, undefined, { timeout: 300_000 });
  const { droppedAt, firstAt, doneAt, tasks } = await page.evaluate(() => globalThis.watched);
  return {
    firstMs: firstAt - droppedAt,
    doneMs: doneAt - droppedAt,
    longestMs: Math.max(0, ...tasks),
    tasks: tasks.length,
  };
}

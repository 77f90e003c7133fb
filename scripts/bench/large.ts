/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** A large project with the built-in rules in a profile that stays, as most visitors have one: what the tab takes and how soon it is back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, chromium as playwright } from 'playwright-core';
import { chromium } from '../lib/chromium';
import { inRoot } from '../lib/paths';
import { serve } from '../lib/static-server';
import { FLAGS, frameLine } from './browser';
import { indexIsOver } from './drop';
import { browserMemory } from './processes';
import { median } from './timing';
import { scan, watch } from './watched';

const PORT = 4575;
const SAMPLE_MS = 500;
/** Engines and the files for visits without a server are there by then; ms. */
const SETTLED_MS = 10_000;
const RELOADS = 5;

/** Lines of the report. */
export async function benchLarge(folder: string): Promise<string[]> {
  const profile = mkdtempSync(join(tmpdir(), 'assay-profile-'));
  const { address, server } = await serve(inRoot('dist'), PORT);
  const browser = await playwright.launchPersistentContext(profile, {
    ...{ executablePath: await chromium(), args: FLAGS, viewport: { width: 1280, height: 800 } },
  });
  try {
    const [page = await browser.newPage()] = browser.pages();
    await watch(page);
    await page.goto(address);
    await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
    await page.waitForTimeout(SETTLED_MS);
    return await measure(page, folder);
  } finally {
    await browser.close();
    server.close();
    rmSync(profile, { recursive: true });
  }
}

async function measure(page: Page, folder: string): Promise<string[]> {
  const before = browserMemory();
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
  let [highest, isOver] = [before, false];
  const sampling = (async () => {
    for (; !isOver; await page.waitForTimeout(SAMPLE_MS)) highest = Math.max(highest, browserMemory());
  })();
  const cold = await scan(page, folder);
  const scanned = seconds();
  await indexIsOver(page);
  const indexed = seconds();
  isOver = true;
  await sampling;
  const reloads: number[] = [];
  for (let round = 0; round < RELOADS; round++) reloads.push(await reopen(page));
  const growth = (highest - before) / 1e6;
  return [
    `  last finding after ${scanned} s, all summaries after ${indexed} s`,
    frameLine(cold),
    `  longest task on the page's thread: ${cold.longestMs.toFixed(0)} ms, ${cold.tasks} over 50 ms (none)`,
    `  growth of all of the browser's processes at their highest: ${growth.toFixed(0)} MB (600)`,
    `  reopened, until its findings are on the screen: ${median(reloads).toFixed(0)} ms (1,000)`,
  ];
}

/** Loads the page again; ms until the first finding. */
async function reopen(page: Page): Promise<number> {
  await page.reload();
  return page.evaluate(
    () =>
      new Promise<number>((found) => {
        const look = () => {
          if (document.querySelector('[role=row][aria-level="2"]')) found(performance.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

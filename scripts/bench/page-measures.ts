/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** How fast the page is there on a slow machine, and how a list of a hundred thousand findings feels. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { dropFolder } from './drop';

const VIEWPORT = { viewport: { width: 1280, height: 800 } };

/** First paint and first use with the processor four times as slow. */
export async function benchStart(browser: Browser, address: string): Promise<string[]> {
  const context = await browser.newContext(VIEWPORT);
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(address);
  await page.getByRole('button', { name: 'Choose a folder' }).click({ trial: true });
  const usable = await page.evaluate(() => performance.now());
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  await context.close();
  return [
    `  at a quarter of the speed: first paint ${paint.toFixed(0)} ms (1,000), usable ${usable.toFixed(0)} ms (3,000)`,
  ];
}

/** Frames while scrolling, and what a filter takes. `document` is a `.assay.json` with many findings. */
export async function benchList(browser: Browser, address: string, document: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-many-'));
  const file = join(folder, 'many.assay.json');
  writeFileSync(file, document);
  const page = await browser.newPage(VIEWPORT);
  try {
    await page.goto(address);
    await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
    await dropFolder(page, file);
    await page.getByRole('treegrid').waitFor({ timeout: 120_000 });
    await page.waitForTimeout(2000);
    const frame = await page.evaluate(scrollFrames);
    const filter = await filterTime(page);
    return [
      `  100,000 findings: scrolling, 95th percentile of frames ${frame.toFixed(1)} ms (20)`,
      `  100,000 findings: text filter to first rows and all counts ${filter.toFixed(0)} ms (100 and 500)`,
    ];
  } finally {
    await page.close();
    rmSync(folder, { recursive: true });
  }
}

/** In the page: scrolls the list for three seconds and gives the 95th percentile of the times between frames. */
async function scrollFrames(): Promise<number> {
  const list = document.querySelector('[role=treegrid]');
  if (!list) return Number.NaN;
  const frames: number[] = [];
  let last = performance.now();
  for (const end = last + 3000; last < end; ) {
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - last);
    last = now;
    list.scrollTop += 300;
  }
  return frames.sort((a, b) => a - b)[Math.floor(frames.length * 0.95)] ?? Number.NaN;
}

/** From the key to the frame in which the list has another length. */
async function filterTime(page: Page): Promise<number> {
  const field = page.getByRole('searchbox').or(page.getByPlaceholder('Filter by text')).first();
  const rows = () => document.querySelector('[role=treegrid]')?.getAttribute('aria-rowcount');
  const before = await page.evaluate(rows);
  await field.focus();
  await page.evaluate(() => {
    addEventListener('input', () => Object.assign(globalThis, { typedAt: performance.now() }), {
      once: true,
    });
  });
  await page.keyboard.insertText('file-7/');
  await page.waitForFunction(
    (count) => document.querySelector('[role=treegrid]')?.getAttribute('aria-rowcount') !== count,
    before,
    { polling: 'raf' },
  );
  return page.evaluate(() => performance.now() - (globalThis as unknown as { typedAt: number }).typedAt);
}

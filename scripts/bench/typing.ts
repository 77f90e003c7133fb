/// <reference lib="dom" />
/** Typing at the end of a file of megabytes: what keeps the page's thread busy for longer than somebody notices. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, chromium as playwright } from 'playwright-core';
import { chromium } from '../lib/chromium';
import { inRoot } from '../lib/paths';
import { serve } from '../lib/static-server';
import { FLAGS } from './browser';
import { scan, watch } from './watched';

const PORT = 4576;
const BYTES = 5_200_000;
const LETTERS = 20;
const BETWEEN_LETTERS_MS = 150;
/** What comes after a change has come by then: the draft is kept, the text checked; ms. */
const SETTLED_MS = 5_000;

/** Lines of the report. */
export async function benchTyping(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-typing-'));
  writeFileSync(join(folder, 'large.ts'), largeText());
  const { address, server } = await serve(inRoot('dist'), PORT);
  const browser = await playwright.launch({ executablePath: await chromium(), args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await watch(page);
    await page.goto(address);
    await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
    await scan(page, folder);
    return await measure(page);
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
}

async function measure(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    location.hash = '#/files?path=large.ts';
  });
  await page.getByRole('button', { name: /^Edit / }).click();
  const code = page.locator('.code-view .cm-content[contenteditable=true]');
  await code.focus();
  await page.keyboard.press('Control+End');
  await page.waitForTimeout(SETTLED_MS);
  await page.evaluate(() => {
    globalThis.watched.tasks = [];
  });
  for (let letter = 0; letter < LETTERS; letter++) {
    await page.keyboard.type('x');
    await page.waitForTimeout(BETWEEN_LETTERS_MS);
  }
  await page.waitForTimeout(SETTLED_MS);
  const tasks = await page.evaluate(() => globalThis.watched.tasks);
  const longest = Math.max(0, ...tasks);
  return [
    `  ${LETTERS} letters at the end of ${(BYTES / 1e6).toFixed(1)} MB of TypeScript, until what follows is over`,
    `  longest task on the page's thread: ${longest.toFixed(0)} ms, ${tasks.length} over 50 ms (none)`,
  ];
}

function largeText(): string {
  const parts: string[] = [];
  for (let [bytes, number] = [0, 0]; bytes < BYTES; number++) {
    const part = `export function sum${number}(first: number, second: number): number {
  const sum = first + second * ${number};
  return sum > 100 ? sum - 1 : sum;
}
`;
    parts.push(part);
    bytes += part.length;
  }
  return parts.join('');
}

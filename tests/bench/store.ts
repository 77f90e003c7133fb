/**
 * Prints what the store's work costs, over memory in Node and over IndexedDB in Chromium. By hand:
 * `npx tsx tests/bench/store.ts`, with `CHROMIUM` for a browser that is not at /usr/bin/chromium.
 */

import { chromium } from 'playwright-core';
import { startStorePage } from '../e2e/store/serve';
import { benchStore } from '../store/bench';
import { MemoryStorage } from '../store/memory-host';

async function overMemory(): Promise<Record<string, number>> {
  const storage = new MemoryStorage();
  return benchStore(() => storage.makeTab());
}

async function overIndexedDb(): Promise<Record<string, number>> {
  const page = await startStorePage();
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const tab = await browser.newPage();
    await tab.goto(page.address);
    await tab.waitForFunction(() => 'storePage' in window);
    return await tab.evaluate(() => window.storePage.bench());
  } finally {
    await browser.close();
    await page.close();
  }
}

async function main(): Promise<void> {
  const memory = await overMemory();
  const indexedDb = await overIndexedDb();
  for (const [name, figure] of Object.entries(memory)) {
    console.log(
      `${name.padEnd(52)} memory ${String(figure).padStart(8)}   IndexedDB ${String(indexedDb[name]).padStart(8)}`,
    );
  }
}

await main();

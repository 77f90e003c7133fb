/// <reference lib="dom" />
/**
 * What the browser's ways to find out about a dropped folder cost, in processor time: whatever asks for the size and time
 * of every file cannot be cheaper. A page has handles, in a worker, or entries, on its own thread.
 */
import type { Browser } from 'playwright-core';
import { browserCpu, cpuBetween, describeCpu } from './cpu';
import { dropFolder } from './drop';

/** Runs in the page; text, since its steps are chosen by name. Sets `listed` when it is over. */
const STEPS = `
const lanes = (count, queue, work) => Promise.all(Array.from({ length: count }, async () => {
  for (let next = queue.pop(); next; next = queue.pop()) await work(next);
}));
const byHandles = async (root) => {
  const folders = [root], files = [];
  while (folders.length > 0) await lanes(16, folders, async (folder) => {
    for await (const child of folder.values()) (child.kind === 'file' ? files : folders).push(child);
  });
  return files;
};
const byEntries = async (root) => {
  const folders = [root], files = [];
  while (folders.length > 0) await lanes(8, folders, async (folder) => {
    const reader = folder.createReader();
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) return;
      for (const child of some) (child.isFile ? files : folders).push(child);
    }
  });
  return files;
};
const steps = {
  handles: async ({ handle }) => { await byHandles(handle); },
  files: async ({ handle }) => { await lanes(64, await byHandles(handle), async (file) => (await file.getFile()).size); },
  entries: async ({ entry }) => { await byEntries(entry); },
  metadata: async ({ entry }) => {
    await lanes(64, await byEntries(entry), (file) => new Promise((resolve, reject) => file.getMetadata(resolve, reject)));
  },
};
`;

const WAYS = {
  handles: 'handles listed',
  files: 'handles listed and files asked for',
  entries: 'entries listed',
  metadata: 'entries listed and their metadata asked for',
} as const;

/** Lines of the report. */
export async function benchListing(browser: Browser, address: string, folder: string): Promise<string[]> {
  const lines: string[] = [];
  for (const [step, what] of Object.entries(WAYS)) {
    lines.push(`  ${what}: processor time ${describeCpu(await cost(browser, address, folder, step))}`);
  }
  return lines;
}

async function cost(browser: Browser, address: string, folder: string, step: string) {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(new URL('THIRD-PARTY-NOTICES.txt', address).href);
  await page.evaluate(`(() => {
    const WORKER = ${JSON.stringify(`${STEPS} onmessage = async ({ data }) => { await steps[data.step](data); postMessage('over'); };`)};
    ${STEPS}
    const over = () => { globalThis.listed = true; };
    addEventListener('dragover', (event) => event.preventDefault());
    addEventListener('drop', async (event) => {
      event.preventDefault();
      const item = event.dataTransfer.items[0];
      const step = ${JSON.stringify(step)};
      if (step === 'entries' || step === 'metadata') {
        await steps[step]({ entry: item.webkitGetAsEntry() });
        return over();
      }
      const worker = new Worker(URL.createObjectURL(new Blob([WORKER])));
      worker.onmessage = over;
      worker.postMessage({ step, handle: await item.getAsFileSystemHandle() });
    });
  })()`);
  const before = browserCpu();
  await dropFolder(page, folder);
  await page.waitForFunction('globalThis.listed', undefined, { timeout: 300_000 });
  const spent = cpuBetween(before, browserCpu());
  await context.close();
  return spent;
}

/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * The least that any page needs for a dropped folder: a worker that lists it and reads every file, and does nothing else.
 * What a scan takes beyond that is its own.
 */
import type { Browser } from 'playwright-core';
import { dropFolder } from './drop';

/** Folders listed, and files read, at the same time: more of either is not faster. */
const AT_ONCE = 16;

/** The worker. Text, since it runs in a page that has none of this program's files. */
const WORKER = `onmessage = async ({ data: root }) => {
  const folders = [root], files = [];
  let bytes = 0;
  const lanes = (queue, work) => Promise.all(Array.from({ length: ${AT_ONCE} }, async () => {
    for (let next = queue.pop(); next; next = queue.pop()) await work(next);
  }));
  while (folders.length > 0) {
    await lanes(folders, async (folder) => {
      for await (const child of folder.values()) (child.kind === 'file' ? files : folders).push(child);
    });
  }
  const count = files.length;
  await lanes(files, async (handle) => { bytes += (await (await handle.getFile()).arrayBuffer()).byteLength; });
  postMessage({ count, bytes });
}`;

export interface Floor {
  ms: number;
  files: number;
  bytes: number;
}

declare global {
  var floor: Floor | undefined;
}

/** Lists and reads a folder on a page of its own in this browser. */
export async function benchFloor(browser: Browser, address: string, folder: string): Promise<Floor> {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  // Any document of the site will do, as long as none of its scripts run.
  await page.goto(new URL('THIRD-PARTY-NOTICES.txt', address).href);
  await page.evaluate((text) => {
    const worker = new Worker(URL.createObjectURL(new Blob([text])));
    addEventListener('dragover', (event) => event.preventDefault());
    addEventListener('drop', async (event) => {
      event.preventDefault();
      const began = performance.now();
      worker.onmessage = ({ data }) => {
        globalThis.floor = { ms: performance.now() - began, files: data.count, bytes: data.bytes };
      };
      const item = event.dataTransfer?.items[0] as unknown as {
        getAsFileSystemHandle(): Promise<FileSystemHandle>;
      };
      worker.postMessage(await item.getAsFileSystemHandle());
    });
  }, WORKER);
  await dropFolder(page, folder);
  await page.waitForFunction(() => globalThis.floor !== undefined, undefined, { timeout: 300_000 });
  const floor = await page.evaluate(() => globalThis.floor as Floor);
  await context.close();
  return floor;
}

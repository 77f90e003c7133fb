/// <reference lib="dom" />
/** Hands folders and files to the page as a person does. */
import type { Page } from 'playwright-core';

/** Drops a folder or file of the disk onto the page. */
export async function dropFolder(page: Page, path: string): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await protocol.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  }
  await protocol.detach();
}

/** The page says for screen readers when a scan is over. */
export async function scanIsOver(page: Page): Promise<void> {
  await page.getByText('Scan finished').first().waitFor({ state: 'attached', timeout: 300_000 });
}

/** The status bar says how far the index is, until it knows every file. */
export async function indexIsOver(page: Page): Promise<void> {
  const bar = page.locator('.status-index');
  await bar.waitFor({ timeout: 10_000 }).catch(() => {});
  await bar.waitFor({ state: 'hidden', timeout: 300_000 });
}

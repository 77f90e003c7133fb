/** axe-core finds nothing on any view, in both themes and in a narrow window. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Violations as `rule: target`, short enough to be read in a failure. */
async function violations(page: Page): Promise<string[]> {
  // Evaluated over the protocol, which the page's own policy does not concern.
  await page.evaluate(AXE);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  // So that a run that looked at nothing does not count.
  expect(results.passes.length).toBeGreaterThan(10);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`),
  );
}

const VIEWS = ['/findings', '/files', '/summary', '/rules', '/settings', '/'];
const LOOKS = [
  { name: 'light', colorScheme: 'light', width: 1280 },
  { name: 'dark', colorScheme: 'dark', width: 1280 },
  { name: 'narrow', colorScheme: 'light', width: 360 },
] as const;

for (const { name, colorScheme, width } of LOOKS) {
  test(`no violations on any view, ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    await page.goto('/');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Open an example project' }).click();
    await expect(page.getByRole('treegrid')).toContainText('label.c', { timeout: 30_000 });
    await page.keyboard.press('F8');
    for (const view of VIEWS) {
      await page.goto(`/#${view}`);
      await page.waitForTimeout(700);
      expect(await violations(page), view).toEqual([]);
    }
    await page.keyboard.press('Control+p');
    await page.waitForTimeout(300);
    expect(await violations(page), 'palette').toEqual([]);
  });
}

/** Asks axe-core what is wrong with a page for people who use it in other ways. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Violations as `rule: target`, short enough to be read in a failure. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated over the protocol, which the page's own policy does not concern.
  await page.evaluate(AXE);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
      // Who speaks to the machine says what can be read on a button.
      rules: { 'label-content-name-mismatch': { enabled: true } },
    }),
  );
  // So that a run that looked at nothing does not count.
  expect(results.passes.length).toBeGreaterThan(10);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`),
  );
}

/**
 * The server gives something else than the page's files. Whatever it is, for each kind of file: a person reads that it
 * could not be loaded, nothing is said to be without findings, and all goes on, without a reload, when the server is back.
 */
import { expect, type Locator, type Page, type Route, test } from '@playwright/test';
import { drop, makeFolder, openExample, scanIsOver } from './project';

const FAULTS: Record<string, (route: Route) => Promise<void>> = {
  missing: (route) => route.fulfill({ status: 404, body: 'not found' }),
  'a page instead': (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html><title>Welcome</title>' }),
  empty: async (route) => route.fulfill({ response: await route.fetch(), body: '' }),
  truncated: async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, headers: typeOf(response), body: body.subarray(0, body.length >> 1) });
  },
  'with flipped bytes': async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    for (let at = 100; at < body.length; at += 4096) body[at] = (body[at] ?? 0) ^ 0x55;
    await route.fulfill({ response, headers: typeOf(response), body });
  },
  reset: (route) => route.abort('connectionreset'),
  hanging: () => new Promise(() => {}),
};

function typeOf(response: { headers(): Record<string, string> }): Record<string, string> {
  return { 'content-type': response.headers()['content-type'] ?? '' };
}

/** By the words that name it to people: where the file is. */
const RUN_FILES: Record<string, RegExp> = {
  'The engine could not be loaded': /assay_wasm_bg-[^/]*\.wasm/,
  'The analysis code could not be loaded': /analysis-worker-/,
  'The file reader could not be loaded': /intake-worker-/,
  'The built-in rules could not be loaded': /rules\/builtin\.json/,
};
const FOLDER = { 'a.py': 'def f(x=[]):\n    return x\n', 'b.js': 'export const b = 1;\n' };

const failure = (page: Page) =>
  page.locator('.notice, .completeness').filter({ hasText: 'could not be loaded' });

/**
 * Answers requests for the address with one fault after the other, without a moment between them in which a try that
 * is still under way could be answered rightly.
 */
async function inTurn(page: Page, address: RegExp, each: (fault: string) => Promise<void>): Promise<void> {
  let answer: (route: Route) => Promise<void> = (route) => route.continue();
  await page.route(address, (route) => answer(route).catch(() => {}));
  for (const [fault, wrong] of Object.entries(FAULTS)) {
    answer = wrong;
    await test.step(fault, () => each(fault));
  }
}

/** A hanging load is given up after fifteen seconds, which nobody should wait for here. */
async function passTime(page: Page, fault: string, until: Locator): Promise<void> {
  if (fault !== 'hanging') return;
  await expect(async () => {
    await page.clock.fastForward(16_000);
    await expect(until).not.toHaveCount(0, { timeout: 500 });
  }).toPass();
}

async function isNotCalledClean(page: Page): Promise<void> {
  await expect(page.getByText(/^No findings|no rule matched|Every file was/i)).toHaveCount(0);
}

async function recovers(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await drop(page, makeFolder(FOLDER));
  await expect(page.getByText('Scan finished: 1 finding in 2 files')).toBeAttached({ timeout: 60_000 });
  await expect(page.getByRole('treegrid')).toContainText('a.py');
}

for (const [words, address] of Object.entries(RUN_FILES)) {
  test(`${words}: the scan fails by that name, whatever came instead`, async ({ page }) => {
    await page.clock.install();
    await inTurn(page, address, async (fault) => {
      if (page.url() === 'about:blank') await page.goto('/');
      await drop(page, makeFolder(FOLDER));
      await passTime(page, fault, failure(page));
      await expect(failure(page).first(), fault).toContainText(words, { timeout: 30_000 });
      await isNotCalledClean(page);
      await expect(page.getByRole('region', { name: 'Completeness' })).toContainText('The scan failed.');
    });
    await recovers(page);
  });
}

for (const [what, address] of Object.entries({ program: /wa-sqlite-async-/, worker: /store-worker-/ })) {
  test(`the ${what} of the database: the page says so, whatever came instead, and starts when it is there`, async ({
    page,
  }) => {
    await page.clock.install();
    await inTurn(page, address, async (fault) => {
      if (page.url() === 'about:blank') await page.goto('/');
      else await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
      await passTime(
        page,
        fault,
        page.getByRole('alert').getByRole('button', { name: 'Try again', disabled: false }),
      );
      await expect(page.getByRole('alert'), fault).toContainText('The database code could not be loaded.');
      await expect(page.getByRole('alert').getByRole('button', { name: 'Try again' })).toBeEnabled();
    });
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('button', { name: 'Open an example project' })).toBeVisible();
    await recovers(page);
  });
}

test('a grammar: its files are named as not checked, whatever came instead, and are checked when it is there', async ({
  page,
}) => {
  await page.clock.install();
  const told = page.getByRole('region', { name: 'Completeness' });
  await inTurn(page, /grammars\/python\.wasm/, async (fault) => {
    if (page.url() === 'about:blank') await page.goto('/');
    await drop(page, makeFolder(FOLDER, `with ${fault}`));
    await passTime(page, fault, told.filter({ hasText: 'could not be parsed' }));
    await scanIsOver(page);
    await expect(told, fault).toContainText('1 file could not be parsed because a grammar did not load.');
    await isNotCalledClean(page);
  });
  await recovers(page);
  await expect(told).toHaveCount(0);
});

test('a view whose code does not come says so in its place, and comes with another try', async ({ page }) => {
  await openExample(page);
  await page.route(/SummaryPage-[^/]*\.js/, (route) => route.abort('connectionreset'));
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Summary' }).click();
  const failed = page.getByRole('alert');
  await expect(failed).toContainText('Summary could not be shown');
  await expect(failed).toContainText('This part of the page could not be loaded.');
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Files' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Files' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Summary' }).click();
  await expect(failed).toContainText('Summary could not be shown');
  await page.unrouteAll();
  await failed.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('region', { name: 'Languages' })).toBeVisible();
});

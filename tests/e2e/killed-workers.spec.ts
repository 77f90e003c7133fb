/** Workers are killed in the middle of a scan, as a browser does that runs out of memory: nothing is lost, and no reload is needed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { makeRandom } from '../faults/random';
import { drop, makeFolder, scanIsOver, switchCycles } from './project';

// One that dies before its first word is missed after half a minute, and the next may die like that, too.
test.describe.configure({ timeout: 260_000 });

const FILES = 600;
/** Large enough that far from all of it has been read when the first finding is seen. */
const CODE = `def f(x=[]):\n    return x\n# ${'-'.repeat(80_000)}\n`;

/** A session with a worker over the protocol; Playwright itself has none. */
interface WorkerTarget {
  id: string;
  name: string;
  send(method: string, params?: object): Promise<void>;
  /** Settles when the browser has let go of it. */
  gone: Promise<void>;
}

/** Opens the page; answers with the workers that it has by the time of the call. */
async function openPage(page: Page): Promise<() => WorkerTarget[]> {
  const protocol = await page.context().newCDPSession(page);
  const targets = new Map<string, WorkerTarget>();
  const leave = new Map<string, () => void>();
  protocol.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const gone = new Promise<void>((resolve) => leave.set(sessionId, resolve));
    const send = async (method: string, params: object = {}) => {
      const message = JSON.stringify({ id: 1, method, params });
      // One that has gone by itself meanwhile is as good as killed.
      await protocol.send('Target.sendMessageToTarget', { sessionId, message }).catch((error: unknown) => {
        if (targets.has(sessionId)) throw error;
      });
    };
    targets.set(sessionId, { id: sessionId, name: targetInfo.title, send, gone });
  });
  protocol.on('Target.detachedFromTarget', ({ sessionId }) => {
    leave.get(sessionId)?.();
    targets.delete(sessionId);
  });
  // Not flat: Playwright cannot speak to sessions below a session.
  const params = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false };
  await protocol.send('Target.setAutoAttach', params);
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  return () => [...targets.values()];
}

/** Ends workers without a word to the page, as the browser does that runs out of memory. */
async function kill(workers: readonly WorkerTarget[]): Promise<void> {
  expect(workers).not.toEqual([]);
  for (const { send } of workers) await send('Runtime.evaluate', { expression: 'self.close()' });
  await Promise.all(workers.map(({ gone }) => gone));
}

/** Stops what workers are doing or do next, in the middle: their event loops go on, and answer. */
async function interrupt(workers: readonly WorkerTarget[]): Promise<void> {
  expect(workers).not.toEqual([]);
  for (const { send } of workers) await send('Runtime.terminateExecution');
}

async function dropMany(page: Page): Promise<void> {
  const names = Array.from({ length: FILES }, (_, at) => `a${String(at).padStart(4, '0')}.py`);
  await drop(page, makeFolder(Object.fromEntries(names.map((name) => [name, CODE]))));
  await expect(page.getByRole('treegrid')).toContainText('a0000.py', { timeout: 30_000 });
}

const banner = (page: Page) => page.getByRole('region', { name: 'Completeness' });
const over = (page: Page) => page.getByText(`Scan finished: ${FILES} findings in ${FILES} files`);

/**
 * The whole project has been checked in the end, and that is what the page says. Where the scan does not go on by
 * itself, the page says that it is partial, and a click goes on.
 */
async function everythingIsThere(page: Page): Promise<void> {
  const rest = banner(page).getByRole('button', { name: /^Scan (the rest|again)$/ });
  await expect(async () => {
    if (await rest.isVisible()) await rest.click();
    await expect(over(page)).toBeAttached({ timeout: 2000 });
  }).toPass({ timeout: 200_000 });
  await scanIsOver(page);
  await expect(page.locator('.findings-count')).toHaveText(`${FILES} findings`);
  await expect(banner(page)).toBeHidden();
}

const named = (workers: WorkerTarget[], name: string) => workers.filter((worker) => worker.name === name);

for (const name of ['analysis', 'store']) {
  test(`the ${name} workers are killed, and the scan goes on by itself to its end`, async ({ page }) => {
    const workers = await openPage(page);
    await dropMany(page);
    await kill(named(workers(), name));
    await everythingIsThere(page);
  });
}

for (const name of ['analysis', 'store']) {
  test(`the ${name} workers are stopped in the middle of a call, which is noticed and done again`, async ({
    page,
  }) => {
    const workers = await openPage(page);
    await dropMany(page);
    await interrupt(named(workers(), name));
    await everythingIsThere(page);
  });
}

const DEATHS: Record<string, (workers: readonly WorkerTarget[]) => Promise<void>> = {
  killed: kill,
  'made to hang': async (workers) => {
    expect(workers).not.toEqual([]);
    for (const { send } of workers) await send('Runtime.evaluate', { expression: 'for (;;);' });
  },
};

for (const [what, end] of Object.entries(DEATHS)) {
  test(`the index worker is ${what}, and another one answers`, async ({ page }) => {
    const workers = await openPage(page);
    const folder = makeFolder({ 'a.ts': "import './b';\n", 'b.ts': "import './a';\n" });
    await drop(page, folder);
    await expect(page.getByText('No findings', { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(page.locator('.status-index')).toBeHidden({ timeout: 30_000 });
    // It starts when there is something to ask.
    expect(named(workers(), 'index')).toEqual([]);
    await switchCycles(page);
    const row = page.getByRole('row', { name: /Import cycle/ }).last();
    await expect(row).toBeVisible({ timeout: 30_000 });

    await end(named(workers(), 'index'));
    writeFileSync(join(folder, 'b.ts'), '\n\nimport "./a";\n');
    writeFileSync(join(folder, 'c.ts'), "import './d';\n");
    writeFileSync(join(folder, 'd.ts'), "import './c';\n");
    await page.keyboard.press('Control+Shift+U');
    await expect(page.getByRole('row', { name: /Import cycle/ }).filter({ hasText: 'c.ts:1' })).toBeVisible({
      timeout: 60_000,
    });
    await expect(banner(page)).toBeHidden();
  });
}

const DECIDABLE = 8;

/** Searches until there is an answer: what went wrong on the way is said, and asking again is all it takes. */
async function searchFindsAll(page: Page): Promise<void> {
  const box = page.getByRole('combobox', { name: 'Search in all files' });
  const status = page.locator('.search-status');
  await expect(async () => {
    const isWrong = await status.locator('.search-wrong').isVisible();
    if (isWrong) await box.fill('');
    await box.fill('"return x"');
    await expect(status).toContainText(`${DECIDABLE} matches in ${DECIDABLE} files`, { timeout: 5000 });
  }).toPass({ timeout: 60_000 });
}

for (let seed = 1; seed <= 4; seed++) {
  test(`workers die while somebody searches and decides: nothing is silent or lost (seed ${seed})`, async ({
    page,
  }) => {
    const random = makeRandom(seed);
    const workers = await openPage(page);
    const names = Array.from({ length: DECIDABLE }, (_, at) => `a${at}.py`);
    await drop(page, makeFolder(Object.fromEntries(names.map((name) => [name, CODE]))));
    await scanIsOver(page);
    const rows = page.locator('.finding-row');
    await expect(rows).toHaveCount(DECIDABLE, { timeout: 30_000 });
    const strike = async () => {
      const name = random.pick(['index', 'store', 'analysis']);
      const there = named(workers(), name);
      // A call to the store that was lost in its middle is noticed after longer than a journey may take.
      if (there.length > 0) await random.pick(name === 'store' ? [kill] : [kill, interrupt])(there);
    };

    let open = DECIDABLE;
    for (let round = 0; round < 3; round++) {
      await page.goto('/#/search');
      const box = page.getByRole('combobox', { name: 'Search in all files' });
      await box.fill('');
      await Promise.all([box.fill('"return x"'), strike()]);
      await searchFindsAll(page);

      await page.goto('/#/findings');
      await expect(rows).toHaveCount(open);
      await rows.first().click();
      await page.keyboard.press('t');
      const dialog = page.getByRole('dialog', { name: /Decide about/ });
      await dialog.getByLabel('Reason').fill(`round ${round}`);
      const save = dialog.getByRole('button', { name: 'Save' });
      await Promise.all([save.click(), strike()]);
      const made = page.locator('.notice').filter({ hasText: '1 finding accepted.' }).last();
      // A store that was killed may have taken the decision before it could say so: trying again gives the same.
      const again = page.getByRole('button', { name: 'Try again' });
      await expect(made.or(again).first()).toBeVisible({ timeout: 60_000 });
      if (!(await made.isVisible())) await again.first().click();
      await expect(made).toBeVisible({ timeout: 60_000 });
      open -= 1;
      for (const close of await page.locator('.notice').getByRole('button', { name: 'Dismiss' }).all())
        await close.click();
      if (await dialog.isVisible()) await page.keyboard.press('Escape');
    }

    await page.reload();
    await expect(rows).toHaveCount(open, { timeout: 30_000 });
    await expect(banner(page)).toBeHidden();
    await page.goto('/#/search');
    await searchFindsAll(page);
  });
}

test('both kinds are killed at once, and those in their places before they can be followed', async ({
  page,
}) => {
  const workers = await openPage(page);
  await dropMany(page);
  for (let time = 0; time < 2; time++) {
    await expect.poll(() => named(workers(), 'store').length).toBe(1);
    await kill(workers().filter((worker) => worker.name !== 'intake'));
  }
  await everythingIsThere(page);
});

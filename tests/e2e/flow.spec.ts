/**
 * A person follows the way of data through the code, step by step. The finding is put into the page's own database,
 * as a scan would put it there.
 */
import { expect, type Page, test } from '@playwright/test';
import type { FlowStep, Position } from '../../workers/protocol';
import { violations } from './axe';
import { type StorePageServer, startStorePage } from './store/serve';

const CODE = `import os
from flask import request

def run(command):
    os.system(command)

def page():
    name = request.args["name"]
    # nobody looks at it
    command = "ls " + name
    run(command)
`;

/** The stretch of a text in a line; both occur. */
function place(line: number, text: string): { start: Position; end: Position } {
  const lines = CODE.split('\n');
  const col = (lines[line - 1]?.indexOf(text) ?? -1) + 1;
  const offset = lines.slice(0, line - 1).join('\n').length + col;
  return {
    start: { line, col, offset },
    end: { line, col: col + text.length, offset: offset + text.length },
  };
}

function step(kind: FlowStep['kind'], line: number, text: string, note?: string): FlowStep {
  const excerpt = CODE.split('\n')[line - 1]?.trim() ?? '';
  return { kind, range: place(line, text), excerpt, ...(note && { note }) };
}

const FLOW: FlowStep[] = [
  step('source', 8, 'request.args["name"]'),
  step('propagation', 8, 'name'),
  step('propagation', 10, '"ls " + name'),
  step('propagation', 11, 'run(command)', 'deep: through `run`'),
  step('sink', 5, 'os.system(command)'),
];

let server: StorePageServer;
test.beforeAll(async () => {
  server = await startStorePage();
});
test.afterAll(() => server.close());

/** Stores a project with one finding, from a page of the same origin, and opens the finding. */
async function openFlow(page: Page): Promise<void> {
  await page.route('**/seed/**', async (route) => {
    const path = new URL(route.request().url()).pathname.replace('/seed/', '');
    const response = await fetch(new URL(path, server.address));
    const body = Buffer.from(await response.arrayBuffer());
    await route.fulfill({ body, contentType: response.headers.get('content-type') ?? 'text/plain' });
  });
  await page.goto('/seed/index.html');
  await page.waitForFunction(() => 'storePage' in window);
  await page.evaluate(
    async ({ code, flow, range }) => {
      const { store, kill } = window.storePage.startWorker();
      await store.open();
      const projectId = await store.createProject('flows', 'files');
      const { runId } = await store.beginRun({ projectId, ruleSetHash: 'r' });
      const bytes = new TextEncoder().encode(code);
      const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
      const text = new Uint8Array(await new Response(packed).arrayBuffer());
      const plain = window.storePage.makeFinding(1, {
        ...{ ruleId: 'python/command-injection', language: 'python', severity: 'critical' },
        message: 'A command is made from a request',
      });
      const finding = { ...plain, range, excerpt: 'os.system(command)', metavars: {}, labels: [], flow };
      delete finding.fix;
      await store.addFiles(runId, [{ path: 'app.py', size: bytes.length, modifiedMs: 1 }]);
      await store.putResults(runId, [window.storePage.makeResult('app.py', [finding], { text })]);
      const summary = { startedMs: 1, elapsedMs: 1, files: 1, unchanged: 0, parsed: 1, skipped: 0 };
      await store.walked(runId);
      await store.endRun(runId, 'done', summary);
      kill();
    },
    { code: CODE, flow: FLOW, range: FLOW.at(-1)?.range as FlowStep['range'] },
  );
  await page.goto('/');
  await page.getByRole('button', { name: /^flows/ }).click();
  await page.locator('.finding-row').first().click();
  await expect(steps(page)).toHaveCount(5);
}

const path = (page: Page) => page.getByRole('region', { name: 'Data flow' });
const steps = (page: Page) => path(page).getByRole('listitem');
const current = (page: Page) => path(page).locator('[aria-current="step"]');
/** What the code sets off, in the viewer's shadow root. */
const shown = (page: Page) => page.locator('.code-view .cm-step-current');
/** In one box, also when the colours of the words arrive after it. */
const expectShown = (page: Page, text: string) => expect(shown(page)).toHaveText(text);

test('steps are clicked through, and the code goes along', async ({ page }) => {
  await openFlow(page);
  await expect(steps(page).first()).toContainText('Source');
  await expect(steps(page).nth(3)).toContainText('through run');
  await expect(steps(page).last()).toContainText('Sink');
  await expect(current(page)).toHaveCount(0);
  await steps(page).nth(2).getByRole('button').click();
  await expectShown(page, '"ls " + name');
  await expect(path(page).getByRole('status')).toHaveText('Step 3 of 5, line 10');
  await expect(page.locator('.code-view .cm-step-mark-current')).toHaveText('3');
});

test('a line that several steps are on is shown once, and then only the part that each is about', async ({
  page,
}) => {
  await openFlow(page);
  const codes = steps(page).locator('.flow-code');
  await expect(codes).toHaveText([
    'name = request.args["name"]',
    'name',
    'command = "ls " + name',
    'run(command)',
    'os.system(command)',
  ]);
  await expect(path(page).getByText('line 8', { exact: true })).toHaveCount(1);
});

test('the arrow keys go through the steps', async ({ page }) => {
  await openFlow(page);
  await steps(page).first().getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expectShown(page, 'request.args["name"]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(current(page)).toContainText('line 10');
  await expect(current(page)).toBeFocused();
  await page.keyboard.press('End');
  await expectShown(page, 'os.system(command)');
  await page.keyboard.press('ArrowDown');
  await expect(current(page)).toContainText('line 5');
  await page.keyboard.press('Home');
  await expect(current(page)).toContainText('Source');
});

test('the number beside a line goes to its steps, one after the other', async ({ page }) => {
  await openFlow(page);
  const mark = page.locator('.code-view .cm-step-mark', { hasText: '1+' });
  await mark.click();
  await expect(current(page)).toContainText('Source');
  await mark.click();
  await expect(current(page)).toContainText('Step');
});

for (const { name, colorScheme, width } of [
  { name: 'light', colorScheme: 'light', width: 1280 },
  { name: 'dark', colorScheme: 'dark', width: 1280 },
  { name: 'narrow', colorScheme: 'light', width: 360 },
] as const) {
  test(`axe finds nothing on the steps, ${name}`, async ({ page }, info) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    await openFlow(page);
    await steps(page).nth(3).getByRole('button').click();
    await expectShown(page, 'run(command)');
    await page.screenshot({ path: info.outputPath(`flow-${name}.png`) });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
}

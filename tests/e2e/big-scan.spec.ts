/** A big project is scanned: the page stays alive, and nothing that is on it moves by itself. */
import { expect, type Page, test } from '@playwright/test';
import { drop, makeFolder, scanIsOver } from './project';

/** What the browser counts as a shift of the layout, as `PerformanceObserver` gives it. */
interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node?: Node; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
}

interface Watched {
  shift: number;
  /** What moved, the largest shifts first in mind. */
  moved: string[];
  frames: number;
}

/** Notes from its start on what the page draws. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched: Watched = { shift: 0, moved: [], frames: 0 };
    Object.assign(window, { watched });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        watched.shift += entry.value;
        const names = entry.sources.map(({ node, previousRect: a, currentRect: b }) => {
          const element = node instanceof Element ? node : node?.parentElement;
          return `${element?.getAttribute('class')} ${[a.x, a.y, a.width, a.height]}>${[b.x, b.y, b.width, b.height]}`;
        });
        watched.moved.push(`${entry.startTime | 0} ${entry.value.toFixed(4)} ${names.join('; ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
    const draw = () => {
      watched.frames++;
      requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
  });
}

const watched = (page: Page) => page.evaluate(() => (window as unknown as { watched: Watched }).watched);

/** 2,000 files in 40 folders, every tenth with a finding, of three rules. */
function manyFiles(): string {
  const bad = ['def f(x=[]):\n    return x\n', 'eval(input())\n', 'try:\n    f()\nexcept:\n    pass\n'];
  const files: Record<string, string> = {};
  for (let at = 0; at < 2000; at++) {
    const name = `part${Math.floor(at / 50)}/file${at}.py`;
    files[name] = at % 10 === 0 ? (bad[(at / 10) % bad.length] ?? '') : `a${at} = ${at}\n`;
  }
  return makeFolder(files, 'big');
}

test('nothing moves by itself while findings stream in', async ({ page }) => {
  await watch(page);
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  await drop(page, manyFiles());
  await expect(page.getByRole('treegrid')).toContainText('.py', { timeout: 60_000 });
  await scanIsOver(page);
  const { shift, moved } = await watched(page);
  expect(shift, moved.join('\n')).toBeLessThan(0.02);
});

test('two thousand folders in one another are refused without holding up the page', async ({ page }) => {
  await watch(page);
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  await drop(
    page,
    makeFolder({ 'a.py': 'def f(x=[]):\n    return x\n', [`${'d/'.repeat(1900)}deep.py`]: 'a = 1\n' }),
  );
  const before = (await watched(page)).frames;
  await expect(page.getByText('Scan finished with partial results: 1 finding in 1 file')).toBeAttached({
    timeout: 60_000,
  });
  await expect(page.getByRole('region', { name: 'Completeness' })).toContainText('Partial results');
  expect((await watched(page)).frames).toBeGreaterThan(before + 5);
});

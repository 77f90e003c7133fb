/** A person drags the borders between panes as far as they go: nothing is lost on either side, and it is kept. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { openExample } from './project';

interface Border {
  view: string;
  name: string;
  direction: 'row' | 'column';
  /** The least of the panes before and after it; px. */
  least: [before: number, after: number];
}

const BORDERS: readonly Border[] = [
  { view: '/findings', name: 'Width of the list', direction: 'row', least: [280, 320] },
  { view: '/findings', name: 'Height of the finding', direction: 'column', least: [176, 96] },
  { view: '/files', name: 'Width of the tree', direction: 'row', least: [220, 320] },
  { view: '/files', name: 'Height of the list of findings', direction: 'column', least: [120, 60] },
  { view: '/rules', name: 'Width of the list', direction: 'row', least: [280, 360] },
];

/** Opens what has the border: a finding, a file with findings, or a rule. */
async function show(page: Page, view: string): Promise<void> {
  await page.goto(`/#${view}${view === '/files' ? '?path=labels/label.c' : ''}`);
  if (view === '/findings') await page.locator('.finding-row').first().click();
}

/** px of the panes before and after it. */
async function panes(border: Locator, direction: Border['direction']): Promise<[number, number]> {
  return border.evaluate((element, isRow) => {
    const size = (pane: Element | null) => {
      const box = pane?.getBoundingClientRect();
      return Math.round((isRow ? box?.width : box?.height) ?? 0);
    };
    return [size(element.previousElementSibling), size(element.nextElementSibling)];
  }, direction === 'row');
}

async function dragTo(page: Page, border: Locator, x: number, y: number): Promise<void> {
  const box = await border.boundingBox();
  if (!box) throw new Error('The border is not there.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.up();
}

for (const { view, name, direction, least } of BORDERS) {
  test(`${view}, ${name.toLowerCase()}: both sides keep their least`, async ({ page }) => {
    await openExample(page);
    await show(page, view);
    const border = page.getByRole('separator', { name });
    await expect(border).toBeVisible();
    await dragTo(page, border, 0, 0);
    const first = await panes(border, direction);
    expect(first[0]).toBeGreaterThanOrEqual(least[0]);
    await dragTo(page, border, 1280, 800);
    const last = await panes(border, direction);
    expect(last[1]).toBeGreaterThanOrEqual(least[1]);
    expect(last[0]).toBeGreaterThan(first[0]);
    await page.reload();
    await show(page, view);
    await expect.poll(() => panes(border, direction)).toEqual(last);
    await page.setViewportSize({ width: 900, height: 560 });
    const [before, after] = await panes(border, direction);
    expect(before).toBeGreaterThanOrEqual(least[0]);
    expect(after).toBeGreaterThanOrEqual(least[1]);
    await border.focus();
    await page.keyboard.press('Enter');
    await border.dblclick();
  });
}

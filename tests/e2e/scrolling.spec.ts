/** Wherever a person scrolls, and however large the window is: nothing covers what is read, and the page itself stays. */
import { expect, type Page, test } from '@playwright/test';
import { groupBy, openExample, openFiles, viewIsShown } from './project';

const list = (page: Page) => page.getByRole('treegrid', { name: 'Findings' });

/** 200 % zoom of a 1280 × 800 window is a page of half the size. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 640, height: 400 },
  { width: 360, height: 740 },
];

/** Runs in the page: scrolls all the way down, and says what is wrong on it, and at how many places it looked. */
async function scrollDown(scroller: Element): Promise<{ wrong: string[]; places: number }> {
  const wrong: string[] = [];
  /** Rows and heads that are drawn over one another; the head on top of the list may be. */
  const noteCovered = (bounds: DOMRect) => {
    const boxes = [...scroller.querySelectorAll('.finding-row, .findings-head')]
      .map((element) => ({ name: element.textContent ?? '', element, box: element.getBoundingClientRect() }))
      .filter(({ element, box }) => !element.closest('.findings-stuck') && box.bottom > bounds.top)
      .filter(({ box }) => box.top < bounds.bottom)
      .sort((a, b) => a.box.top - b.box.top);
    for (const [at, { name, box }] of boxes.slice(1).entries()) {
      const above = boxes[at];
      if (above && above.box.bottom > box.top + 1)
        wrong.push(`${name} under ${above.name} at ${scroller.scrollTop}`);
    }
  };
  /** The head over the rows is that of the first row that can be seen whole. */
  const noteWrongHead = (bounds: DOMRect) => {
    const shown = document.elementFromPoint(bounds.left + bounds.width / 2, bounds.top + 0.5);
    const head = shown?.closest('.findings-head')?.querySelector('.findings-head-title');
    const row = [...scroller.querySelectorAll('.finding-row')].find((one) => {
      const box = one.getBoundingClientRect();
      return box.top <= bounds.top + 1 && box.bottom > bounds.top + 1;
    });
    const own = row?.closest('.findings-group')?.querySelector('.findings-head-title');
    if (own && own.textContent !== head?.textContent)
      wrong.push(`${head?.textContent} over rows of ${own.textContent}`);
  };
  let places = 0;
  for (let top = 0; top < scroller.scrollHeight; top += 83) {
    scroller.scrollTop = top;
    scroller.dispatchEvent(new Event('scroll'));
    noteCovered(scroller.getBoundingClientRect());
    await new Promise(requestAnimationFrame);
    noteWrongHead(scroller.getBoundingClientRect());
    places++;
  }
  scroller.scrollTo(0, 0);
  return { wrong, places };
}

for (const size of SIZES) {
  test(`heads stand over their own rows at any scroll position, ${size.width} px wide`, async ({ page }) => {
    await page.setViewportSize(size);
    await openExample(page);
    for (const fold of [false, true]) {
      if (fold) await page.locator('.findings-head').first().click();
      const { wrong, places } = await list(page).evaluate(scrollDown);
      expect(wrong).toEqual([]);
      expect(places).toBeGreaterThan(10);
    }
  });
}

test('a click on the head over the rows folds its group where it stands', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 500 });
  await openExample(page);
  await groupBy(page, 'severity');
  await list(page).evaluate((scroller) => scroller.scrollTo(0, 400));
  const stuck = page.locator('.findings-stuck .findings-head');
  const name = (await stuck.textContent()) ?? '';
  await stuck.click();
  await expect(page.locator('.findings-group .findings-head').filter({ hasText: name })).toHaveAttribute(
    'aria-expanded',
    'false',
  );
  await expect(page.locator('.findings-group .findings-head').filter({ hasText: name })).toBeInViewport();
});

const VIEWS = ['/findings', '/files', '/summary', '/rules', '/settings', '/'];

/** What of document, main and panes is larger than the room that it has and can therefore be pushed around. */
function scrollable(): string[] {
  const page = document.documentElement;
  const main = document.querySelector('main');
  return [page, document.body, main].flatMap((element) => {
    if (!element) return ['missing'];
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element;
    const isTaller = scrollHeight > clientHeight ? [`${element.localName} is taller than its room`] : [];
    return scrollWidth > clientWidth
      ? [...isTaller, `${element.localName} is wider than its room`]
      : isTaller;
  });
}

for (const size of SIZES) {
  test(`no view makes the page itself scroll, ${size.width} px wide`, async ({ page }) => {
    await page.setViewportSize(size);
    await openExample(page);
    for (const view of VIEWS) {
      await page.goto(`/#${view}`);
      await viewIsShown(page, view);
      expect(await page.evaluate(scrollable), view).toEqual([]);
    }
    await page.goto('/#/findings');
    for (let at = 0; at < 12; at++) {
      await page.keyboard.press('F8');
      await expect(page.locator('.code-view .cm-match').first()).toBeVisible();
      expect(await page.evaluate(scrollable), `finding ${at}`).toEqual([]);
    }
  });
}

const LONG = `        ${'value = value + '.repeat(30)}1\n`;

test('code opens at the beginning of its lines, and wraps when that is asked for', async ({ page }) => {
  await openFiles(page, { 'long.py': `def f(x=[]):\n    if x:\n${LONG}    return x\n` });
  await page.locator('.finding-row').first().click();
  const scroller = page.locator('.code-view .cm-scroller');
  await expect(scroller).toBeVisible();
  await scroller.evaluate((element) => element.scrollTo(400, 0));
  await page.keyboard.press('F8');
  await page.locator('.finding-row').first().click();
  const sideways = () => scroller.evaluate(({ scrollLeft }) => scrollLeft);
  const isTooWide = () => scroller.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
  expect(await isTooWide()).toBe(true);
  await page.getByRole('button', { name: 'Wrap lines' }).click();
  await expect.poll(isTooWide).toBe(false);
  expect(await sideways()).toBe(0);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Wrap lines' })).toHaveAttribute('aria-pressed', 'true');
});

for (const size of [
  { width: 640, height: 400 },
  { width: 640, height: 360 },
]) {
  test(`at 200 % of ${2 * size.width} × ${2 * size.height} at least eight lines of code are shown`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    await openExample(page);
    await page.locator('.finding-row').first().click();
    const code = page.locator('.code-view');
    await expect(code).toBeVisible();
    expect((await code.boundingBox())?.height).toBeGreaterThanOrEqual(8 * 20);
  });
}

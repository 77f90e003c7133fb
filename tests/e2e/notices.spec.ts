/** Messages tell what happened without standing in the way, and go by themselves. */
import { expect, type Page, test } from '@playwright/test';
import { openExample } from './project';

const notices = (page: Page) => page.locator('.notice');

/** What can be pressed and lies below a notice. */
function covered(): string[] {
  const cards = [...document.querySelectorAll('.notice')].map((card) => card.getBoundingClientRect());
  return [...document.querySelectorAll('button, a[href], input, [role="separator"]')]
    .filter((one) => !one.closest('.notices, [popover], .skip-link'))
    .filter((one) => {
      const box = one.getBoundingClientRect();
      if (box.width === 0) return false;
      return cards.some(
        (card) =>
          card.left < box.right && card.right > box.left && card.top < box.bottom && card.bottom > box.top,
      );
    })
    .map((one) => one.textContent || one.getAttribute('aria-label') || one.tagName);
}

for (const { width, height } of [
  { width: 1280, height: 800 },
  { width: 640, height: 400 },
  { width: 360, height: 740 },
]) {
  test(`no notice covers what can be pressed, ${width} px wide`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.setViewportSize({ width, height });
    await openExample(page);
    await page.locator('.finding-row').nth(2).click();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect(notices(page)).toHaveCount(1);
    await expect.poll(() => page.evaluate(covered)).toEqual([]);
    for (const view of ['/settings', '/summary', '/findings']) {
      await page.goto(`/#${view}`);
      await page.locator('.notice').hover();
      await expect.poll(() => page.evaluate(covered), view).toEqual([]);
    }
  });
}

test('never more than three, and they leave unless somebody is at them', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openExample(page);
  await page.locator('.finding-row').nth(2).click();
  await page.clock.install();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(notices(page)).toHaveCount(1);
  await notices(page).hover();
  await page.clock.runFor(60_000);
  await expect(notices(page)).toHaveCount(1);
  await page.mouse.move(300, 300);
  await page.clock.runFor(20_000);
  await expect(notices(page)).toHaveCount(0);
});

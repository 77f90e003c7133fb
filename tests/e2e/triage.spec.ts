/** A person decides about findings: one by keyboard, many at once, takes it back, and finds it kept. */
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { chooseCommand, openFiles, scanIsOver } from './project';

const rows = (page: Page) => page.locator('.finding-row');
const dialog = (page: Page) => page.getByRole('dialog', { name: /Decide about/ });

async function openThree(page: Page): Promise<void> {
  await openFiles(page, {
    'a.py': 'def area(shape):\n    raise NotImplemented\n',
    'b.py': 'def size(shape):\n    raise NotImplemented\n',
    'c.py': 'def name(shape):\n    raise NotImplemented\n',
  });
  await expect(rows(page)).toHaveCount(3, { timeout: 30_000 });
  await scanIsOver(page);
}

test('a finding is accepted by keyboard, with reason, owner and end, and keeps that over a reload', async ({
  page,
}) => {
  await openThree(page);
  await rows(page).first().click();
  await page.keyboard.press('t');
  await expect(dialog(page)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const save = dialog(page).getByRole('button', { name: 'Save' });
  await expect(save).toBeDisabled();
  await expect(dialog(page).getByLabel('Reason')).toBeFocused();
  await page.keyboard.type('only in tests');
  await dialog(page).getByLabel('Until').fill('2099-12-31');
  await dialog(page).getByLabel('Owner').fill('kim');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 finding accepted.')).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  // It has gone on to the next one.
  await expect(page.locator('.finding-panel')).toContainText('b.py');
  await page.goto('/#/findings?state=accepted');
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await rows(page).first().click();
  await expect(page.locator('.finding-card')).toContainText('Accepted until Dec 31, 2099: only in tests');
  await expect(page.locator('.finding-card')).toContainText('Owner: kim.');
});

test('all that is marked is decided at once, and taken back', async ({ page }) => {
  await openThree(page);
  await rows(page).first().click();
  await page.keyboard.press('Control+a');
  await page
    .getByRole('toolbar', { name: 'Filter and order' })
    .getByRole('button', { name: 'Decide…' })
    .click();
  await expect(page.getByRole('dialog', { name: 'Decide about 3 findings' })).toBeVisible();
  await dialog(page).getByLabel('False positive').check();
  await dialog(page).getByLabel('Reason').fill('an example');
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('No open findings')).toBeVisible();
  await expect(page.getByText('3 findings are hidden by decisions.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press('Control+z');
  await expect(page.getByText('No open findings')).toBeVisible();
  await page.getByRole('button', { name: 'Show hidden findings' }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).first()).toContainText('false positive');
});

test('the palette asks for the reason, and exports mark what was decided', async ({ page }) => {
  await openThree(page);
  await rows(page).first().click();
  await chooseCommand(page, 'Accept the risk…');
  await page.getByRole('combobox', { name: 'Reason' }).fill('a known risk');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(2);
  await page
    .getByRole('button', { name: /^Export/ })
    .first()
    .click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('dialog')
      .getByRole('button', { name: /Save|Export/ })
      .last()
      .click(),
  ]);
  const sarif = JSON.parse(await readFile(await download.path(), 'utf8'));
  const suppressed = sarif.runs[0].results.filter((one: { suppressions?: unknown }) => one.suppressions);
  expect(suppressed).toHaveLength(1);
  expect(suppressed[0].suppressions).toEqual([
    { kind: 'external', status: 'accepted', justification: 'a known risk' },
  ]);
});

/** A project brings rule files: they are offered, and run only when the person says so. */
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { choose, drop, makeFolder, scanIsOver } from './project';

const SEMGREP = `rules:
  - id: house-print
    languages: [python]
    severity: WARNING
    message: No print in this house
    pattern: announce(...)
  - id: house-input
    languages: [python]
    severity: ERROR
    message: No input in this house
    pattern: input(...)
`;
const AST_GREP = `id: house-exit
language: python
severity: warning
message: No exit in this house
rule: { pattern: exit() }
`;
const FILES = {
  'app.py': 'def f(x=[]):\n    announce(x)\n    exit()\n    return x\n',
  '.semgrep/house.yml': SEMGREP,
  'tools/rules/exit.yml': AST_GREP,
  'deploy.yml': 'rules:\n  - host: example.org\n',
};

const notice = (page: Page) => page.getByRole('status').filter({ hasText: 'rule files' });
const list = (page: Page) => page.getByRole('treegrid');

async function openFolder(page: Page): Promise<string> {
  const folder = makeFolder(FILES);
  await page.goto('/');
  await drop(page, folder);
  await expect(list(page)).toContainText('app.py', { timeout: 60_000 });
  await expect(notice(page)).toContainText('This project contains 2 rule files with 3 rules.', {
    timeout: 30_000,
  });
  return folder;
}

test('rules of the project run when that is asked for', async ({ page }) => {
  await openFolder(page);
  await expect(notice(page)).toContainText('.semgrep/house.yml');
  await expect(list(page)).not.toContainText('in this house');
  await notice(page).getByRole('button', { name: 'Run them' }).click();
  await expect(list(page)).toContainText('No print in this house', { timeout: 30_000 });
  await expect(list(page)).toContainText('No exit in this house');
  await scanIsOver(page);
  await expect(notice(page)).toHaveCount(0);
  await page.goto('/#/rules');
  const files = page.getByRole('region', { name: 'Rule files of this project' });
  await expect(files).toContainText('2 rules, Semgrep YAML');
  await page.getByLabel('Search rules').fill('house-print');
  const option = page.getByRole('option').filter({ hasText: 'house-print' });
  await expect(option).toContainText('project');
  await option.click();
  await page.getByText('How it is found').click();
  await expect(page.locator('.rule-workings')).toContainText('announce');
  await expect(page.locator('.rule-workings')).toContainText(/ms in 1 file/);
  await files.getByRole('button', { name: 'Stop running them' }).click();
  await expect(option).toHaveCount(0);
});

test('"Not now" runs nothing, and the rules page still has them', async ({ page }, info) => {
  await openFolder(page);
  await page.screenshot({ path: info.outputPath('offer.png') });
  expect(await violations(page)).toEqual([]);
  await notice(page).getByRole('button', { name: 'Not now' }).click();
  await page.goto('/#/rules');
  const files = page.getByRole('region', { name: 'Rule files of this project' });
  await expect(files).toContainText('They do not run unless you turn them on.');
  await page.screenshot({ path: info.outputPath('rules.png') });
  expect(await violations(page)).toEqual([]);
  await files.getByRole('button', { name: 'Run them' }).click();
  await page.goto('/#/findings?q=house');
  await expect(list(page)).toContainText('No print in this house', { timeout: 30_000 });
});

test('"Always" is remembered for the project, and for no other', async ({ page }) => {
  const folder = await openFolder(page);
  await notice(page).getByRole('button', { name: 'Always for this project' }).click();
  await expect(list(page)).toContainText('No print in this house', { timeout: 30_000 });
  await scanIsOver(page);
  await page.reload();
  await drop(page, folder);
  await expect(list(page)).toContainText('No print in this house', { timeout: 30_000 });
  await scanIsOver(page);
  await expect(notice(page)).toHaveCount(0);
  await page.goto('/#/');
  await drop(page, makeFolder(FILES, 'another'));
  await expect(notice(page)).toBeVisible({ timeout: 30_000 });
  await expect(list(page)).not.toContainText('in this house');
});

test('the dearest rules come first when that is asked for', async ({ page }) => {
  await openFolder(page);
  await page.goto('/#/rules');
  await choose(page, 'Sort', 'cost');
  const first = page.getByRole('listbox', { name: 'Rules' }).getByRole('option').first();
  await expect(first).toContainText('ms');
});

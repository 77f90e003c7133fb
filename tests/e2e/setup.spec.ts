/** The wizard: choices with what each would report, and the files that follow from them, by mouse and by keyboard alone. */
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { chooseCommand, chooseWritable, onDisk, openFiles, scanIsOver } from './project';

const FILES = {
  'a.py': 'assert (1, 2)\n',
  'tests/test_b.py': 'assert (3, 4)\n',
  'key.py': 'password = "hunter2hunter2"\nAWS_SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"\n',
  'package.json': '{"dependencies":{"express":"4"}}\n',
  '.eslintignore': 'dist\n',
};

const total = (page: Page) => page.locator('.setup-total strong');
const config = (page: Page) => page.getByRole('group', { name: 'The configuration' });

test('choices show what they would report, and are written into the project, which is scanned by them', async ({
  page,
}) => {
  await chooseWritable(page, FILES);
  await page.goto('/#/rules');
  await page.getByRole('link', { name: 'Set a project up' }).click();
  await expect(page.getByRole('heading', { name: 'Set up writable' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'What is here' })).toContainText('Express');

  const matters = page.getByRole('group', { name: 'What matters' });
  await expect(matters.getByLabel('Bugs')).toBeChecked();
  // One of assert, one of the key; that in the test is of low confidence.
  await expect(total(page)).toHaveText('2 findings');
  await matters.getByLabel('Secrets in code').uncheck();
  await expect(total(page)).toHaveText('1 finding');
  await matters.getByLabel('Secrets in code').check();
  await page.getByRole('radio', { name: /^All, even/ }).check();
  await expect(total(page)).toHaveText('3 findings');
  await page.getByLabel('Tests and examples').check();
  await expect(total(page)).toHaveText('2 findings');
  await expect(config(page)).toContainText('leave-out = ["third-party", "generated", "tests"]');

  await page.getByText('What it finds').first().click();
  await expect(page.locator('.setup-why[open]')).toContainText('Why it matters');
  await page.getByLabel('.eslintignore').check();
  await expect(config(page)).toContainText('ignore = ["dist"]');
  await page.getByLabel('GitHub workflow').check();
  await page.getByLabel('How Assay is called there').fill('a; b');
  await expect(page.getByRole('alert')).toContainText('Only words, paths and flags');
  await page.getByLabel('How Assay is called there').fill('npx assay');
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Write 2 files' }).click();
  await expect(page.getByText(/\.assay\/config\.toml, .* written/)).toBeVisible({ timeout: 30_000 });
  expect(await onDisk(page, '.assay/config.toml')).toContain(
    'leave-out = ["third-party", "generated", "tests"]',
  );
  expect(await onDisk(page, '.github/workflows/assay.yml')).toContain('run: npx assay scan .');
  await expect(page.getByRole('button', { name: 'Write 2 files' })).toBeDisabled();
  await page.getByRole('checkbox', { name: 'Replace .assay/config.toml' }).check();
  await page.getByRole('checkbox', { name: 'Replace .github/workflows/assay.yml' }).check();
  await expect(page.getByRole('button', { name: 'Write 2 files' })).toBeEnabled();

  await page.goto('/#/findings');
  await expect(page.getByRole('region', { name: 'The project’s own configuration' })).toContainText(
    'leaves out findings in third-party code, generated code, tests and examples',
  );
  await expect(page.getByRole('treegrid')).not.toContainText('test_b.py');
  await page.getByRole('button', { name: 'Undo' }).click();
  await scanIsOver(page);
  await expect(page.getByRole('treegrid')).toContainText('test_b.py');
  expect(await onDisk(page, '.assay/config.toml')).toBeUndefined();
});

test('everything can be chosen and written by keyboard alone', async ({ page }) => {
  await chooseWritable(page, FILES);
  await chooseCommand(page, 'Set this project up…');
  await expect(page.getByRole('heading', { name: 'Set up writable' })).toBeVisible();
  const focused = () => page.evaluate(() => document.activeElement?.closest('label')?.textContent ?? '');
  const tabTo = async (label: RegExp) => {
    for (let step = 0; step < 120; step++) {
      await page.keyboard.press('Tab');
      if (label.test(await focused())) return;
    }
    throw new Error(`Tab never comes to ${label}.`);
  };
  await tabTo(/^Maintainability/);
  await page.keyboard.press('Space');
  await expect(config(page)).toContainText('concerns = ["security", "secrets", "bugs"]');
  await tabTo(/^Those that are likely/);
  await page.keyboard.press('ArrowDown');
  await expect(config(page)).toContainText('min-confidence = "high"');
  await tabTo(/^Git hook/);
  await page.keyboard.press('Space');
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.textContent)) === 'Write 2 files') break;
  }
  await page.keyboard.press('Enter');
  await expect(async () => {
    expect(await onDisk(page, '.githooks/pre-commit')).toContain('assay scan --fail-on high');
  }).toPass();
  expect(await onDisk(page, '.assay/config.toml')).toContain('min-confidence = "high"');
});

test('where the folder cannot be written the files are downloaded', async ({ page }) => {
  await openFiles(page, { 'a.py': 'assert (1, 2)\n' });
  await page.goto('/#/setup');
  await expect(total(page)).toHaveText('1 finding');
  await expect(page.getByRole('button', { name: /^Write/ })).toHaveCount(0);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('config.toml');
});

for (const { name, colorScheme, width, height } of [
  { name: 'dark', colorScheme: 'dark', width: 1280, height: 800 },
  { name: 'narrow', colorScheme: 'light', width: 360, height: 740 },
  { name: 'low', colorScheme: 'light', width: 640, height: 400 },
] as const) {
  test(`no violations with everything open, ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    await openFiles(page, FILES);
    await page.goto('/#/setup');
    await expect(total(page)).toHaveText(/finding/);
    await page.getByLabel('GitHub workflow').check();
    await page.getByText('What it finds').first().click();
    expect(await violations(page)).toEqual([]);
    const { scrolls } = await page.evaluate(() => ({
      scrolls: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    }));
    expect(scrolls).toBe(false);
  });
}

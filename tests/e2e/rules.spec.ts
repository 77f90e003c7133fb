/** A person reads the rules, switches one off, and brings their own. */
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { choose, openExample, scanExample } from './project';

const option = (page: Page, id: string) => page.getByRole('option').filter({ hasText: id });

const OWN = `id: no-print
language: python
severity: warning
message: No print here
rule:
  pattern: print($$$)
`;
const SEMGREP = `rules:
  - id: no-print-semgrep
    languages: [python]
    severity: WARNING
    message: No print here
    pattern: announce(...)
`;
const BAD = `id: broken
language: python
rule:
  patern: print($$$)
`;

async function importRules(page: Page, name: string, text: string): Promise<void> {
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import…' }).click();
  await (await asked).setFiles({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) });
}

test('rules are searched and read with their cases', async ({ page }) => {
  await openExample(page);
  await page.goto('/#/rules');
  await page.getByLabel('Search rules').fill('buffer gets');
  await option(page, 'c/buffer-overflow-gets').click();
  await expect(page.getByRole('heading', { name: 'Buffer overflow through gets' })).toBeVisible();
  await expect(page.locator('.rule-ids')).toHaveText('c/buffer-overflow-gets, formerly c/gets');
  await expect(page.getByRole('heading', { name: 'Why it matters' })).toBeVisible();
  await expect(page.locator('.rule-case.bad .found').first()).toContainText('gets(line)');
  await expect(page.locator('.rule-case.good').first()).toContainText('fgets');
});

test('a rule page begins with what and why; how it is found, with its source, is a click away', async ({
  page,
}) => {
  await openExample(page);
  await page.goto('/#/rules?rule=c/buffer-overflow-gets');
  await expect(page.getByRole('heading', { name: 'Why it matters' })).toBeVisible();
  await expect(page.locator('.rule-workings')).toHaveCount(0);
  await page.getByText('How it is found').click();
  await expect(page.locator('.rule-workings')).toContainText('gets');
  await expect(page.locator('.rule-source .cm-content')).toContainText('id: c/buffer-overflow-gets');
  await expect(page.locator('.rule-source .tok-function').first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('a link to a rule by a former id shows the rule, and the search knows other names', async ({ page }) => {
  await openExample(page);
  await page.goto('/#/rules?rule=c/gets');
  await expect(page.getByRole('heading', { name: 'Buffer overflow through gets' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'CWE-242' })).toHaveAttribute(
    'href',
    'https://cwe.mitre.org/data/definitions/242.html',
  );
  await page.getByLabel('Search rules').fill('python sqli');
  await expect(page.getByRole('option').first()).toContainText('SQL injection');
  await expect(page.getByRole('option').first()).toContainText('python/sql-injection');
  await page.keyboard.press('Control+p');
  await page.keyboard.type('python sqli');
  await expect(page.locator('.palette-row').first()).toContainText('python/sql-injection');
  await page.keyboard.press('Escape');
  await page.goto('/#/findings?rule=c/gets');
  await expect(page).toHaveURL(/rule=c\/buffer-overflow-gets/);
  await expect(page.locator('.findings-head').first()).toContainText('Buffer overflow through gets');
});

test('rules are narrowed down by severity with the keyboard alone', async ({ page }) => {
  await scanExample(page);
  await page.goto('/#/rules');
  await page.getByRole('button', { name: 'Severity' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('c');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Severity' })).toContainText('critical');
  await expect(page.getByRole('option').first()).toBeVisible();
  const marks = page.getByRole('option').getByRole('img');
  const names = await marks.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  expect(new Set(names)).toEqual(new Set(['Critical']));
});

test('a rule that is switched off finds nothing in the next scan', async ({ page }) => {
  await scanExample(page);
  await page.goto('/#/rules?rule=c/buffer-overflow-gets');
  await page.getByRole('switch').click();
  await expect(page.getByRole('switch')).not.toBeChecked();
  await page.getByRole('button', { name: 'Scan again' }).click();
  await page.goto('/#/findings?q=gets');
  await expect(page.getByText('No matches')).toBeVisible();
});

test('own rules are imported, used, and taken out with a way back', async ({ page }) => {
  await openExample(page);
  await page.goto('/#/rules');
  await importRules(page, 'own.yml', OWN);
  await page.getByLabel('Search rules').fill('no-print');
  await expect(option(page, 'no-print')).toContainText('yours');
  await page.getByRole('button', { name: 'Remove own.yml' }).click();
  await expect(option(page, 'no-print')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(option(page, 'no-print')).toHaveCount(1);
});

test('Semgrep rules are imported like any others', async ({ page }) => {
  await openExample(page);
  await page.goto('/#/rules');
  await importRules(page, 'semgrep.yml', SEMGREP);
  await choose(page, 'Format', 'Semgrep YAML');
  await choose(page, 'Origin', 'yours');
  await option(page, 'no-print-semgrep').click();
  await expect(page.locator('.rule-facts')).toContainText('Semgrep YAML');
  await page.getByText('How it is found').click();
  await expect(page.locator('.rule-workings')).toContainText('announce');
});

test('a broken rule file says where and what', async ({ page }) => {
  await openExample(page);
  await page.goto('/#/rules');
  await importRules(page, 'bad.yml', BAD);
  await expect(page.locator('.rule-problem').first()).toContainText(/bad\.yml:\d+/);
});

test('a pattern that cannot be read says so before any scan comes upon it', async ({ page }) => {
  await openExample(page);
  await page.goto('/#/rules');
  const text = SEMGREP.replace('announce(...)', '"announce((("').replace('python', 'kotlin');
  await importRules(page, 'unreadable.yml', text);
  await expect(page.locator('.rule-problem').first()).toContainText(/unreadable\.yml:6:\d+.*Kotlin/s);
  await page.getByLabel('Search rules').fill('no-print-semgrep');
  await expect(option(page, 'no-print-semgrep')).toContainText('broken');
  await choose(page, 'State', 'on');
  await expect(option(page, 'no-print-semgrep')).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove unreadable.yml' }).click();
  await expect(page.locator('.rule-problem')).toHaveCount(0);
});

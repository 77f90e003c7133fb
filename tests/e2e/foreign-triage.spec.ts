/** Findings of other programs are decided about, and their file is handed on with the decisions in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe';
import { drop, makeFolder } from './project';

const FIXTURES = join(import.meta.dirname, '../fixtures/findings');

const rows = (page: Page) => page.locator('.finding-row');

async function open(page: Page, ...names: string[]): Promise<void> {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  await drop(page, ...names.map((name) => join(FIXTURES, name)));
  await expect(rows(page).first()).toBeVisible({ timeout: 30_000 });
}

async function acceptFirst(page: Page, reason: string): Promise<void> {
  await rows(page).first().click();
  await page.keyboard.press('t');
  await expect(page.getByLabel('Reason')).toBeFocused();
  await page.keyboard.type(reason);
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 finding accepted.')).toBeVisible();
}

/** The saved file, by the button of the dialog for exports. */
async function saved(page: Page): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: 'Export' }).click();
  expect(await violations(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save it with decisions' }).press('Enter');
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a decision about foreign SARIF is in the file that is saved, beside all that was in it: ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, 'bandit.sarif');
    await acceptFirst(page, 'only trusted text');
    const { name, bytes } = await saved(page);
    expect(name).toBe('bandit.sarif');
    const after = JSON.parse(bytes.toString());
    const before = JSON.parse(readFileSync(join(FIXTURES, 'bandit.sarif'), 'utf8'));
    before.runs[0].results[0].suppressions = [
      {
        ...{ kind: 'external', status: 'accepted', justification: 'only trusted text' },
        properties: { assay: { decision: 'accepted' } },
      },
    ];
    expect(after).toEqual(before);
    await expect(page.getByText('1 SARIF file saved with your decisions.')).toBeVisible();
  });
}

test('files that were dropped together are saved together', async ({ page }) => {
  await open(page, 'bandit.sarif', 'checkov.sarif');
  await acceptFirst(page, 'looked at');
  const { name, bytes } = await saved(page);
  expect(name).toMatch(/\.zip$/);
  const text = bytes.toString('latin1');
  for (const part of ['bandit.sarif', 'checkov.sarif', 'looked at']) expect(text).toContain(part);
  await expect(page.getByText('2 SARIF files saved with your decisions.')).toBeVisible();
});

/** SARIF of one result, of a rule about code that is evaluated. */
const sarifOf = (tool: string, id: string, line: number) => ({
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: tool, rules: [{ id, properties: { tags: ['external/cwe/cwe-078'] } }] } },
      results: [
        {
          ruleId: id,
          message: { text: `${tool} says no` },
          locations: [
            { physicalLocation: { artifactLocation: { uri: 'app/views.py' }, region: { startLine: line } } },
          ],
        },
      ],
    },
  ],
});

test('what two programs found of one fault is one finding that names both, and is decided in both files', async ({
  page,
}) => {
  const folder = makeFolder({
    'one.sarif': JSON.stringify(sarifOf('First', 'F1', 4)),
    'two.sarif': JSON.stringify(sarifOf('Second', 'S2', 4)),
  });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  await drop(page, join(folder, 'one.sarif'), join(folder, 'two.sarif'));
  await expect(rows(page)).toHaveCount(1, { timeout: 30_000 });
  const tools = page.getByRole('region', { name: 'Tool' }).getByRole('listitem');
  await expect(tools).toContainText(['First1', 'Second1']);
  await tools.getByRole('button', { name: /^Second/ }).click();
  await expect(rows(page)).toHaveCount(1);
  await rows(page).first().click();
  const finding = page.getByRole('region', { name: 'Selected finding' });
  await expect(finding).toContainText('First, Second: F1 + S2');
  await expect(finding.getByRole('list', { name: 'Related places' })).toContainText(
    'Second (S2): Second says no',
  );
  await acceptFirst(page, 'both are wrong');
  const { bytes } = await saved(page);
  expect(bytes.toString('latin1').split('both are wrong')).toHaveLength(3);
});

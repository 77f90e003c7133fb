/** Packs in the page: installed, updated with a diff, switched, rolled back, and refused where they were changed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { packHash } from '../../workers/protocol';
import { violations } from './axe';
import { chooseWritable, makeFolder, onDisk, scanIsOver } from './project';

const rule = (id: string, pattern: string) =>
  `rules:\n  - id: ${id}\n    languages: [python]\n    severity: ERROR\n    message: found by ${id}\n    pattern: ${pattern}\n`;

function packZip(version: string, rules: Record<string, string>, seal?: string): string {
  const files = {
    'pack.toml': `name = "house"\nversion = "${version}"\nlicence = "MIT"\ndescription = "Rules of the house"\n`,
    ...rules,
    ...(seal && { 'pack.sha256': seal }),
  };
  const bytes = zipSync(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`house/${path}`, strToU8(text)])),
  );
  const path = join(makeFolder({}), `house-${version}.zip`);
  writeFileSync(path, bytes);
  return path;
}

async function choose(page: Page, zip: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Install a zip…' }).click();
  await (await chooser).setFiles(zip);
}

test('a pack is installed, updated with a diff, switched and rolled back', async ({ page }) => {
  await chooseWritable(page, {
    'a.py': 'old_call()\nnew_call()\nassert (1, 2)\n',
    '.eslintignore': 'dist\n',
  });
  await page.goto('/#/rules');
  await page.getByRole('link', { name: 'Packs and other tools' }).click();
  await expect(page.getByText('This project has no packs.')).toBeVisible();
  await choose(page, packZip('1.0.0', { 'rules/a.yml': rule('house-old', 'old_call()') }));
  const proposal = page.getByRole('region', { name: 'The pack that was read' });
  await expect(proposal).toContainText('new: house-old');
  await expect(proposal).toContainText('It is not sealed');
  expect(await violations(page)).toEqual([]);
  await proposal.getByRole('button', { name: 'Install' }).click();
  await expect(page.getByText('house 1.0.0 installed.')).toBeVisible({ timeout: 30_000 });
  // Rules of packs are not offered as rule files that somebody left in the project.
  await expect(page.getByText(/This project contains/)).toHaveCount(0);
  expect(await onDisk(page, '.assay/packs/packs.json')).toContain('"version": "1.0.0"');
  await page.goto('/#/findings');
  await expect(page.getByRole('treegrid')).toContainText('found by house-old');

  await page.goto('/#/ecosystem');
  await choose(page, packZip('1.1.0', { 'rules/a.yml': rule('house-new', 'new_call()') }));
  await expect(proposal).toContainText('1.0.0 → 1.1.0');
  await expect(proposal).toContainText('new: house-new; gone: house-old');
  await proposal.getByRole('button', { name: 'Update' }).click();
  await expect(page.getByText('house: 1.0.0 → 1.1.0.')).toBeVisible({ timeout: 30_000 });
  expect(await violations(page)).toEqual([]);

  await page.getByRole('switch', { name: 'Use house in this project' }).click();
  await scanIsOver(page);
  await expect(page.getByRole('switch', { name: 'Use house in this project' })).not.toBeChecked();
  await page.goto('/#/findings');
  await expect(page.getByRole('treegrid')).toContainText('Assertion on a tuple');
  await expect(page.getByText('found by house-new')).toHaveCount(0);
  await page.goto('/#/ecosystem');
  await page.getByRole('switch', { name: 'Use house in this project' }).click();
  await scanIsOver(page);
  await page.getByRole('button', { name: 'Roll back to 1.0.0' }).click();
  await expect(page.getByText('house: 1.1.0 → 1.0.0.')).toBeVisible({ timeout: 30_000 });
  await page.goto('/#/findings');
  await expect(page.getByRole('treegrid')).toContainText('found by house-old');

  await page.goto('/#/ecosystem');
  await expect(page.getByText('ESLint', { exact: true })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export house' }).click();
  expect((await download).suggestedFilename()).toBe('house-1.0.0.zip');
  await page.getByRole('button', { name: 'Remove house' }).click();
  await expect(page.getByText('This project has no packs.')).toBeVisible({ timeout: 30_000 });
  expect(await onDisk(page, '.assay/packs/house/pack.toml')).toBeUndefined();
});

test('a pack that was changed is refused with the reason, before it is installed and after', async ({
  page,
}) => {
  const text = rule('house-a', 'a()');
  const manifest = 'name = "house"\nversion = "1.0.0"\nlicence = "MIT"\n';
  const encode = (path: string, content: string) => ({ path, bytes: new TextEncoder().encode(content) });
  const hash = await packHash([encode('pack.toml', manifest), encode('rules/a.yml', text)]);
  const lock = { version: 1, packs: { house: { version: '1.0.0', hash, earlier: [] } } };
  await chooseWritable(page, {
    'a.py': 'a()\nassert (1, 2)\n',
    '.assay/packs/house/pack.toml': manifest,
    '.assay/packs/house/rules/a.yml': `${text}# changed\n`,
    '.assay/packs/packs.json': JSON.stringify(lock),
  });
  await scanIsOver(page);
  await page.goto('/#/findings');
  await expect(page.getByRole('treegrid')).toContainText('Assertion on a tuple');
  await expect(page.getByText('found by house-a')).toHaveCount(0);
  await page.goto('/#/ecosystem');
  await expect(page.getByText(/Not used\. The pack house was changed since it was installed/)).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Use house in this project' })).toBeDisabled();
  await choose(page, packZip('1.1.0', { 'rules/a.yml': text }, hash));
  await expect(page.getByText(/is not what its author sealed/)).toBeVisible();
  await page.goto('/#/rules');
  await expect(page.getByLabel('Your rule files and problems')).toContainText(
    'was changed since it was installed',
  );
});

/** A dropped folder is read whole, whatever its files are called; and names show what is in them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { drop, makeFolder, scanIsOver } from './project';

const FINDING = 'def f(x=[]):\n    x.append(1)\n    return x\n';

/** Names that Chromium's handles keep quiet about, and some that they give. */
const NAMES = [
  'plain.py',
  'a:b.py',
  'a|b.py',
  'a>b.py',
  'a<b.py',
  'a?b.py',
  'a*b.py',
  'a"b.py',
  'a\\b.py',
  'tab\tin.py',
  'new\nline.py',
  'esc\u001b[31m.py',
  'evil\u202egpj.py',
  'zero\u200bwidth.py',
  'bad<dir>/inside.py',
  'bad<dir>/deep/er.py',
  'good/b:ad.py',
  '.gitignore',
];

test('files whose names handles hide are scanned, in a folder that is dropped', async ({ page }) => {
  await page.goto('/');
  const folder = makeFolder(
    Object.fromEntries(NAMES.map((name) => [name, name === '.gitignore' ? 'ignored/\n' : FINDING])),
  );
  await drop(page, folder);
  const count = NAMES.length - 1;
  await expect(page.getByText(`Scan finished: ${count} findings in ${count + 1} files`)).toBeAttached({
    timeout: 60_000,
  });
  await scanIsOver(page);
  const findings = page.getByRole('treegrid', { name: 'Findings' });
  for (const shown of [
    'a:b.py',
    'inside.py',
    'er.py',
    'evil\\u{202e}gpj.py',
    'esc\\u{1b}[31m.py',
    'new\\u{a}line.py',
  ]) {
    await expect(findings).toContainText(shown);
  }
});

test('a second scan of the dropped folder keeps them', async ({ page }) => {
  await page.goto('/');
  const folder = makeFolder({ 'a:b.py': FINDING, 'c.py': FINDING });
  await drop(page, folder);
  await expect(page.getByText('Scan finished: 2 findings in 2 files')).toBeAttached({ timeout: 60_000 });
  await scanIsOver(page);
  writeFileSync(join(folder, 'c.py'), `${FINDING}\n\n${FINDING.replace('def f', 'def g')}`);
  await page.keyboard.press('Control+Shift+U');
  await expect(page.getByText('Scan finished: 3 findings in 2 files')).toBeAttached({ timeout: 60_000 });
  await expect(page.getByRole('treegrid', { name: 'Findings' })).toContainText('a:b.py');
});

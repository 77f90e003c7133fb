/** A folder of everything that goes wrong with files: each has a result or a reason, and marks are where they belong. */
import { expect, test } from '@playwright/test';
import { drop, makeFolder, scanIsOver } from './project';

const MB = 1024 * 1024;
const CODE = 'int main(void) {\r\n  char line[9]; /* 😀é */ gets(line);\r\n}\r\n';

function utf16(text: string, order: 'le' | 'be', mark: boolean): Buffer {
  const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

/** Files in which the call must be found and marked. */
const FOUND = {
  'be-mark.c': utf16(CODE, 'be', true),
  'be.c': utf16(CODE, 'be', false),
  'cr.c': CODE.replaceAll('\r\n', '\r'),
  'invalid.c': Buffer.concat([
    Buffer.from('/* '),
    Buffer.from([0xff, 0xc3, 0x28, 0xed, 0xa0]),
    Buffer.from(` */ ${CODE}`),
  ]),
  'le-mark.c': utf16(CODE, 'le', true),
  'le.c': utf16(CODE, 'le', false),
  'mark.c': `\uFEFF${CODE}`,
};

test('every hostile file has a result or a reason, and findings are marked where they are', async ({
  page,
}) => {
  await page.goto('/');
  const folder = makeFolder({
    ...FOUND,
    'brackets.js': '[\n'.repeat(100_000),
    'empty.c': '',
    'large.c': Buffer.alloc(21 * MB, 'x'),
    'line.js': `f(${'1,'.repeat(5 * MB)}1);`,
    'zeros.bin': Buffer.from([0, 1, 2, 0, 255, 0, 0, 3]),
  });
  await drop(page, folder);
  await expect(page.getByRole('treegrid')).toContainText('.c', { timeout: 60_000 });
  await scanIsOver(page);
  for (const path of Object.keys(FOUND)) {
    await page
      .locator('.finding-row')
      .filter({ hasText: `${path}:` })
      .filter({ hasText: 'gets' })
      .first()
      .click();
    await expect(page.locator('.finding-path')).toContainText(path);
    await expect(page.locator('.code-view .cm-match').first()).toHaveText('gets(line)');
  }
  await page.goto('/#/files?path=empty.c');
  await expect(page.locator('.file-facts')).toContainText('not parsed');
  await page.goto('/#/files?path=brackets.js');
  await expect(page.locator('.file-facts')).toContainText('parsed');
  await page.goto('/#/files?skipped=1');
  // Left out on reading, these are no files of the project any more.
  await expect(page.getByRole('tab', { name: 'Scanned 9' })).toBeVisible();
  const skipped = (path: string) => page.getByRole('listitem').filter({ hasText: path });
  await expect(skipped('large.c')).toContainText('Too large');
  await expect(skipped('zeros.bin')).toContainText('Binary');
  await expect(skipped('line.js')).toContainText('Minified');
});

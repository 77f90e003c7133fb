/** A person drops an archive: good ones are scanned, hostile ones are explained and harm nothing. */

import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { drop, makeFolder, scanIsOver } from './project';

const FINDING = 'def f(x=[]):\n    return x\n';
const MB = 1024 * 1024;

/** A ustar archive, as small as it gets. */
function tar(files: Record<string, string>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write('0000644\0', 100);
    header.write(`${Buffer.byteLength(text).toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000001\0', 136);
    header.write('        ', 148);
    header.write('0', 156);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    const data = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512);
    data.write(text);
    return [header, data];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function zip(files: Record<string, string>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
}

async function dropArchive(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await drop(page, join(makeFolder({ [name]: bytes }), name));
}

const findings = (page: Page) => page.getByRole('treegrid', { name: 'Findings' });
const notices = (page: Page) => page.locator('.notices');

const GOOD = { 'repo-main/src/a.py': FINDING, 'repo-main/README.md': '# Read me\n' };
for (const [name, bytes] of [
  ['repo.zip', zip(GOOD)],
  ['repo.tar.gz', gzipSync(tar(GOOD))],
] as const) {
  test(`a dropped ${name} is scanned, without the folder around everything`, async ({ page }) => {
    await page.goto('/');
    await dropArchive(page, name, bytes);
    await expect(findings(page)).toContainText('src/a.py', { timeout: 30_000 });
    await scanIsOver(page);
    await expect(findings(page)).not.toContainText('repo-main');
    await page.goto('/#/files?path=README.md');
    await expect(page.locator('.code-view .cm-content')).toContainText('Read me');
  });
}

test('paths that leave the archive are left out by name, the rest is scanned', async ({ page }) => {
  await page.goto('/');
  await dropArchive(
    page,
    'slip.zip',
    zip({ '../../etc/evil.py': FINDING, '/root.py': FINDING, 'ok.py': FINDING }),
  );
  await expect(findings(page)).toContainText('ok.py', { timeout: 30_000 });
  await scanIsOver(page);
  await expect(findings(page)).not.toContainText('evil.py');
  await page.goto('/#/files?skipped=1');
  await expect(page.getByRole('listitem').filter({ hasText: 'evil.py' })).toContainText('leaves the archive');
});

test('a zip bomb is left out by name, the rest is scanned', async ({ page }) => {
  await page.goto('/');
  const bomb = zip({ 'bomb.py': 'x'.repeat(40 * MB), 'ok.py': FINDING });
  expect(bomb.length).toBeLessThan(MB);
  await dropArchive(page, 'bomb.zip', bomb);
  await expect(findings(page)).toContainText('ok.py', { timeout: 30_000 });
  await scanIsOver(page);
  await page.goto('/#/files?skipped=1');
  await expect(page.getByRole('listitem').filter({ hasText: 'bomb.py' })).toContainText('200 times');
});

const whole = zip({ 'a.py': FINDING, 'b.py': FINDING });
const packed = gzipSync(tar({ 'a.py': FINDING, 'b.py': FINDING }));
const BROKEN: [name: string, bytes: Uint8Array, message: RegExp][] = [
  ['bomb.tar.gz', gzipSync(tar({ 'bomb.py': 'x'.repeat(40 * MB) })), /unpacks to more than/],
  ['cut.zip', whole.subarray(0, whole.length - 30), /cannot be read: it has no table of contents/],
  ['cut.tar.gz', packed.subarray(0, packed.length / 2), /cannot be read: its compressed data ends early/],
];

for (const [name, bytes, message] of BROKEN) {
  test(`${name} is refused with its reason, and the page goes on`, async ({ page }) => {
    await page.goto('/');
    await dropArchive(page, name, bytes);
    await expect(notices(page)).toContainText(message, { timeout: 30_000 });
    await dropArchive(page, 'good.zip', zip(GOOD));
    await expect(findings(page)).toContainText('src/a.py', { timeout: 30_000 });
  });
}

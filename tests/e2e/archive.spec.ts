/** A person drops an archive: good ones are scanned, hostile ones are explained and harm nothing. */

import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { tarOf, zipOf } from '../../workers/intake/testing-archives';
import { drop, makeFolder, scanIsOver } from './project';

const FINDING = 'def f(x=[]):\n    return x\n';
const MB = 1024 * 1024;

function tar(files: Record<string, string>): Uint8Array {
  return tarOf(Object.entries(files).map(([name, text]) => ({ name, text })));
}

function zip(files: Record<string, string>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
}

async function dropArchive(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await drop(page, join(makeFolder({ [name]: bytes }), name));
}

const findings = (page: Page) => page.getByRole('treegrid', { name: 'Findings' });
const banner = (page: Page) => page.getByRole('region', { name: 'Completeness' });

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
  await expect(page.getByRole('listitem').filter({ hasText: 'evil.py' })).toContainText('leaves the root');
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

const noise = Array.from({ length: 9000 }, (_, at) => String.fromCharCode(33 + ((at * at * 7) % 89))).join(
  '',
);
const packed = gzipSync(tar({ 'a.py': FINDING, 'b.py': noise }));
const A = { name: 'a.py', text: FINDING };
const PARTLY: [name: string, bytes: Uint8Array, skipped: string, why: string][] = [
  ['encrypted.zip', zipOf([A, { name: 'b.py', text: 'x', both: { flags: 1 } }]), 'b.py', 'password'],
  ['lzma.zip', zipOf([A, { name: 'b.py', text: 'x', both: { method: 14 } }]), 'b.py', 'LZMA'],
  ['checksum.zip', zipOf([A, { name: 'b.py', text: 'x', both: { crc: 1 } }]), 'b.py', 'checksum is wrong'],
  ['cut.zip', zipOf([A], { isCut: true }), 'cut', 'table of contents is missing'],
  ['cut.tar.gz', packed.subarray(0, packed.length / 2), 'cut', 'its end is missing'],
];

for (const [name, bytes, path, why] of PARTLY) {
  test(`of ${name} what can be read is scanned, and the rest is named`, async ({ page }) => {
    await page.goto('/');
    await dropArchive(page, name, bytes);
    await expect(findings(page)).toContainText('a.py', { timeout: 30_000 });
    await scanIsOver(page);
    await page.goto('/#/files?skipped=1');
    await expect(page.getByRole('listitem').filter({ hasText: path }).first()).toContainText(why);
  });
}

const BROKEN: [name: string, bytes: Uint8Array, message: RegExp][] = [
  ['bomb.tar.gz', gzipSync(tar({ 'bomb.py': 'x'.repeat(40 * MB) })), /unpacks to more than/],
  ['text.zip', Buffer.from('hello'), /could not be read: it is neither a zip nor a tar archive/],
  [
    'x.tar.gz',
    Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 1, 2]),
    /Archives in xz format are not supported/,
  ],
];

for (const [name, bytes, message] of BROKEN) {
  test(`${name} is refused with its reason, and the page goes on`, async ({ page }) => {
    await page.goto('/');
    await dropArchive(page, name, bytes);
    await expect(banner(page)).toContainText(message, { timeout: 30_000 });
    await dropArchive(page, 'good.zip', zip(GOOD));
    await expect(findings(page)).toContainText('src/a.py', { timeout: 30_000 });
  });
}

test('an archive is known by its content, whatever it is called, and one inside it is opened', async ({
  page,
}) => {
  await page.goto('/');
  const inner = { 'inner.zip': zip({ 'deep.py': FINDING }), 'top.py': strToU8(FINDING) };
  await dropArchive(page, 'setup.exe', Buffer.concat([Buffer.alloc(5000, 'MZ'), zipSync(inner)]));
  await expect(findings(page)).toContainText('inner.zip/deep.py', { timeout: 30_000 });
  await scanIsOver(page);
  await expect(findings(page)).toContainText('top.py');
});

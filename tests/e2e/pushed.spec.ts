/** A browser that gives entries instead of handles: the page lists the folder itself, and only what will be scanned. */
import { expect, test } from '@playwright/test';
import { drop, makeFolder, scanIsOver } from './project';

const FINDING = 'def f(x=[]):\n    return x\n';

test('a folder of entries gives the same findings, and folders that are left out are never listed', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(DataTransferItem.prototype, 'getAsFileSystemHandle');
    const listed: string[] = [];
    // Not every browser gives the interface of folders a name: it is found on the first folder.
    const { webkitGetAsEntry } = DataTransferItem.prototype;
    DataTransferItem.prototype.webkitGetAsEntry = function () {
      const entry = webkitGetAsEntry.call(this) as FileSystemDirectoryEntry;
      const prototype = Object.getPrototypeOf(entry) as FileSystemDirectoryEntry;
      const { createReader } = prototype;
      prototype.createReader = function () {
        listed.push(this.fullPath);
        return createReader.call(this);
      };
      return entry;
    };
    Object.assign(window, { listed });
  });
  await page.goto('/');
  const many = Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`src/many/m${at}.py`, FINDING]));
  const folder = makeFolder({
    '.gitignore': 'secret/\n',
    'package.json': '{}\n',
    'a.py': FINDING,
    'node_modules/x/b.py': FINDING,
    'secret/c.py': FINDING,
    ...many,
  });
  await drop(page, folder);
  await expect(page.getByText('Scan finished: 121 findings in 123 files')).toBeAttached({ timeout: 60_000 });
  await scanIsOver(page);
  const listed = await page.evaluate(() => (window as unknown as { listed: string[] }).listed);
  expect(listed.sort()).toEqual(['/project', '/project/src', '/project/src/many']);
});

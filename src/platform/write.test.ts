/** Files that are written below a folder, of which this one is kept in memory. */
import { expect, it } from 'vitest';
import { filesBelow, hasFile, moveFile } from './write';

type Tree = { [name: string]: Tree | string };

/** What the browser hands out for a folder; `failing` is a file that nothing can be written into. */
function folder(tree: Tree, failing?: string): FileSystemDirectoryHandle {
  const missing = () => new DOMException('There is none.', 'NotFoundError');
  const handle = {
    kind: 'directory',
    async getDirectoryHandle(name: string, { create = false } = {}) {
      if (tree[name] === undefined && create) tree[name] = {};
      const below = tree[name];
      if (typeof below !== 'object') throw missing();
      return folder(below, failing);
    },
    async getFileHandle(name: string, { create = false } = {}) {
      if (tree[name] === undefined && create) tree[name] = '';
      if (typeof tree[name] !== 'string') throw missing();
      return {
        getFile: async () => new Blob([tree[name] as string]),
        createWritable: async () => ({
          async write(content: Blob) {
            if (name === failing) throw new DOMException('The disk is full.', 'QuotaExceededError');
            tree[name] = await content.text();
          },
          close: async () => {},
        }),
      };
    },
    async removeEntry(name: string) {
      const entry = tree[name];
      if (entry === undefined) throw missing();
      if (typeof entry === 'object' && Object.keys(entry).length > 0)
        throw new DOMException('Not empty.', 'InvalidModificationError');
      delete tree[name];
    },
    async *entries() {
      for (const [name, entry] of Object.entries(tree))
        yield [name, typeof entry === 'object' ? folder(entry, failing) : { kind: 'file' }];
    },
  };
  return handle as unknown as FileSystemDirectoryHandle;
}

it('moves a file, and leaves nothing behind where that fails', async () => {
  const moved: Tree = { a: { 'x.ts': 'x' } };
  await moveFile(folder(moved), 'a/x.ts', 'b/y.ts');
  expect(moved).toEqual({ b: { 'y.ts': 'x' } });
  const failed: Tree = { a: { 'x.ts': 'x' } };
  await expect(moveFile(folder(failed, 'y.ts'), 'a/x.ts', 'b/y.ts')).rejects.toThrow('full');
  expect(failed).toEqual({ a: { 'x.ts': 'x' } });
});

it('takes only what is not found for absent', async () => {
  const there = folder({ a: { 'x.ts': 'x' } });
  expect(await hasFile(there, 'a/x.ts')).toBe(true);
  expect(await hasFile(there, 'b/x.ts')).toBe(false);
  const denied = { getFileHandle: () => Promise.reject(new DOMException('No.', 'NotAllowedError')) };
  await expect(hasFile(denied as unknown as FileSystemDirectoryHandle, 'x')).rejects.toThrow('No.');
});

it('lists a folder of very many files', async () => {
  const many = Object.fromEntries(Array.from({ length: 150_000 }, (_, at) => [`f${at}`, '']));
  expect(await filesBelow(folder({ a: { b: many } }), 'a')).toHaveLength(150_000);
});

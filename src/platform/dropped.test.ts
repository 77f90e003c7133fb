import { expect, it } from 'vitest';
import { classifyFiles, folderOfFiles } from './dropped';
import { type Lister, listFolder, pickedFolder } from './listing';
import { isOutside } from './requests';

const file = (name: string, path = '') =>
  Object.defineProperty(new File(['x'], name), 'webkitRelativePath', { value: path });

it.each([
  [[], 'nothing'],
  [['a.zip'], 'archive'],
  [['a.tar.gz'], 'archive'],
  [['a.tgz'], 'archive'],
  [['a.yml', 'b.TOML'], 'rules'],
  [['a.json'], 'folder'],
  [['a.zip', 'b.ts'], 'folder'],
])('takes %j for %s', (names, kind) => {
  expect(classifyFiles(names.map((name) => file(name))).kind).toBe(kind);
});

it('names a picked folder after its root', () => {
  const dropped = folderOfFiles([file('a.ts', 'shop/src/a.ts')]);
  expect(dropped).toMatchObject({ kind: 'folder', name: 'shop', source: { kind: 'pushed', name: 'shop' } });
});

it('lists level by level and only what is to be entered', async () => {
  const paths = ['shop/.gitignore', 'shop/src/a.ts', 'shop/src/deep/known.ts', 'shop/node_modules/c/d.js'];
  const told: string[] = [];
  const lister: Lister = {
    shouldEnter: async (folders) => {
      told.push(`? ${folders.join(' ')}`);
      return folders.map((folder) => folder !== 'node_modules');
    },
    has: async (folder, files, folders) => {
      told.push(`${folder}/ has ${folders.length}`);
      return files.filter((name) => name !== 'known.ts');
    },
    push: async (files, done) => {
      told.push(...files.map(({ path }) => path), ...(done ? ['done'] : []));
    },
    listed: async (folder) => void told.push(`${folder}/ listed`),
    stopped: () => false,
  };
  await listFolder(pickedFolder(paths.map((path) => file(path, path))), lister);
  expect(told).toEqual([
    '/ has 2',
    '.gitignore',
    '/ listed',
    '? src node_modules',
    'src/ has 1',
    'src/a.ts',
    'src/ listed',
    '? src/deep',
    'src/deep/ has 0',
    'done',
  ]);
});

it('tells of what cannot be had, and goes on', async () => {
  const told: string[] = [];
  const lister: Lister = {
    shouldEnter: async (folders) => folders.map(() => true),
    has: async (_, files) => files,
    push: async (files) =>
      void told.push(...files.map((one) => ('why' in one ? `${one.path}: ${one.why}` : one.path))),
    listed: async (folder, why) => void told.push(`${folder}/ ${why ?? 'listed'}`),
    stopped: () => false,
  };
  const locked = { read: () => Promise.reject(new DOMException('no permission')) };
  await listFolder(
    {
      read: async () => ({
        files: [
          { name: 'a', file: async () => file('a') },
          { name: 'b', file: () => Promise.reject(new DOMException('locked')) },
        ],
        folders: [{ name: 'c', folder: locked }],
      }),
    },
    lister,
  );
  expect(told).toEqual(['a', 'b: locked', '/ listed', 'c/ no permission']);
});

it('says nothing any more when told to stop, for what is open by then is another list', async () => {
  const pushed: boolean[] = [];
  const lister: Lister = {
    shouldEnter: async () => {
      throw new Error('nothing is asked after the stop');
    },
    has: async (_, files) => files,
    push: async (_, done) => void pushed.push(done),
    listed: async () => {},
    stopped: () => true,
  };
  await listFolder(pickedFolder([file('a', 'shop/src/a')]), lister);
  expect(pushed).toEqual([]);
});

it.each([
  ['http://localhost:4273/a.js', false],
  ['data:text/plain,x', false],
  ['blob:http://localhost:4273/1', false],
  ['http://localhost:4274/a.js', true],
  ['https://example.org/', true],
])('says whether %s is outside', (address, outside) => {
  expect(isOutside(address, 'http://localhost:4273')).toBe(outside);
});

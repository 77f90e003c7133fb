import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openArchive } from './archive';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './limits';
import type { FileTree } from './tree';

type Bytes = Uint8Array<ArrayBuffer>;

const asFile = (bytes: Uint8Array, name: string) => new File([new Uint8Array(bytes)], name);
const bytesOf = (text: string): Bytes => new TextEncoder().encode(text);

interface TarEntry {
  name: string;
  text?: string;
  type?: string;
}

/** A ustar archive, as small as it gets. */
function tar(entries: TarEntry[]): Bytes {
  const blocks = entries.flatMap(({ name, text = '', type = '0' }) => {
    const header = new Uint8Array(512);
    const put = (at: number, value: string) => header.set(bytesOf(value), at);
    put(0, name);
    put(100, '0000644\0');
    put(124, `${bytesOf(text).length.toString(8).padStart(11, '0')}\0`);
    put(136, '00000000001\0');
    put(148, '        ');
    put(156, type);
    put(257, 'ustar\x0000');
    const sum = header.reduce((total, byte) => total + byte, 0);
    put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
    const data = new Uint8Array(Math.ceil(bytesOf(text).length / 512) * 512);
    data.set(bytesOf(text));
    return [header, data];
  });
  const all = [...blocks, new Uint8Array(1024)];
  const out = new Uint8Array(all.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of all) {
    out.set(block, at);
    at += block.length;
  }
  return out;
}

async function filesOf(tree: FileTree, folder = ''): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await tree.list(folder)) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.kind === 'folder') Object.assign(found, await filesOf(tree, path));
    else if (entry.kind === 'file') found[path] = new TextDecoder().decode(await (await entry.open()).read());
  }
  return found;
}

const whyOf = (tree: FileTree) =>
  tree.refused.map(({ path, reason, detail }) => `${path}: ${reason}: ${detail}`);
const code = (value: string) => ({ envelope: { code: value } });
const small = (limits: Partial<ArchiveLimits>): ArchiveLimits => ({ ...ARCHIVE_LIMITS, ...limits });

/** An archive with this one name, in each format. */
const FORMATS: [string, (names: string[]) => File][] = [
  [
    'zip',
    (names) => asFile(zipSync(Object.fromEntries(names.map((name) => [name, strToU8(name)]))), 'a.zip'),
  ],
  ['tar', (names) => asFile(tar(names.map((name) => ({ name, text: name }))), 'a.tar')],
  ['tar.gz', (names) => asFile(gzipSync(tar(names.map((name) => ({ name, text: name })))), 'a.tar.gz')],
];

describe.each(FORMATS)('%s', (_, pack) => {
  it('gives its files, and the folder around them as its name', async () => {
    const tree = await openArchive(pack(['repo-main/a.ts', 'repo-main/src/b.ts']));
    expect(tree.name).toBe('repo-main');
    expect(await filesOf(tree)).toEqual({ 'a.ts': 'repo-main/a.ts', 'src/b.ts': 'repo-main/src/b.ts' });
    expect(tree.refused).toEqual([]);
  });

  it('keeps every path below its root', async () => {
    const hostile = ['../up.ts', 'a/../../up.ts', '/etc/passwd', 'C:/x.ts', 'a\\..\\b.ts', 'ok/./fine.ts'];
    const tree = await openArchive(pack(hostile));
    expect(await filesOf(tree)).toEqual({ 'fine.ts': 'ok/./fine.ts' });
    expect(whyOf(tree)).toEqual([
      '../up.ts: unsafe-path: its path leaves the root with ".."',
      'a/../../up.ts: unsafe-path: its path leaves the root with ".."',
      '/etc/passwd: unsafe-path: its path is absolute',
      'C:/x.ts: unsafe-path: its path starts with a drive letter',
      'a\\..\\b.ts: unsafe-path: its path holds a backslash',
    ]);
  });

  it('refuses a file in the place of a folder', async () => {
    const tree = await openArchive(pack(['a', 'a/b.ts', 'c/d.ts', 'c']));
    expect(Object.keys(await filesOf(tree)).sort()).toEqual(['a', 'c/d.ts']);
    expect(tree.refused.map(({ path }) => path)).toEqual(['a/b.ts', 'c']);
  });

  it('names what is over the limits', async () => {
    const many = await openArchive(pack(['a.ts', 'b.ts', 'c.ts']), small({ entries: 2 }));
    expect(Object.keys(await filesOf(many))).toEqual(['a.ts', 'b.ts']);
    expect(whyOf(many)).toEqual(['c.ts: archive-limit: the archive has more than 2 entries']);
  });

  it('says that it is cut short', async () => {
    const whole = pack(['a.ts', 'b.ts']);
    for (const length of [1, 50, Math.floor(whole.size / 2)]) {
      const cut = new File([whole.slice(0, length)], whole.name);
      await expect(openArchive(cut)).rejects.toMatchObject(code('archive-broken'));
    }
  });
});

describe('zip', () => {
  it('refuses bombs before it unpacks them', async () => {
    const bomb = zipSync({ 'bomb.txt': new Uint8Array(20 * 1024 * 1024), 'a.ts': strToU8('a') });
    const tree = await openArchive(asFile(bomb, 'bomb.zip'));
    expect(await filesOf(tree)).toEqual({ 'a.ts': 'a' });
    expect(whyOf(tree)).toEqual([
      'bomb.txt: archive-limit: it unpacks to more than 200 times its packed size',
    ]);
  });

  it('stops unpacking an entry that is larger than it says', async () => {
    const bytes = zipSync({ 'a.ts': strToU8('x'.repeat(5000)) });
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 46 < bytes.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    }
    const tree = await openArchive(asFile(bytes, 'liar.zip'));
    await expect(filesOf(tree)).rejects.toMatchObject(code('archive-broken'));
  });

  it('counts all entries against the total, also those that share their data', async () => {
    const tree = await openArchive(
      asFile(zipSync({ 'a.ts': strToU8('x'.repeat(80)), 'b.ts': strToU8('y'.repeat(80)) }), 'a.zip'),
      small({ totalBytes: 100 }),
    );
    expect(whyOf(tree)).toEqual(['b.ts: archive-limit: the archive unpacks to more than 100 bytes']);
  });

  it('does not follow links', async () => {
    const zip = zipSync({
      link: [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }],
      'a.ts': strToU8('a'),
    });
    const tree = await openArchive(asFile(zip, 'a.zip'));
    expect(whyOf(tree)).toEqual(['link: link: links in archives are not followed']);
  });

  it('never fails other than by saying so, however it is damaged', async () => {
    const whole = zipSync({ 'a.ts': strToU8('a'.repeat(300)), 'b/c.ts': strToU8('c') });
    for (let at = 0; at < whole.length; at++) {
      const damaged = whole.slice();
      damaged[at] = (damaged[at] as number) ^ 0xff;
      const opened = openArchive(asFile(damaged, 'a.zip')).then((tree) => filesOf(tree));
      await opened.catch((error: Error) => expect(error.message).not.toBe(''));
    }
  });
});

describe('tar', () => {
  it('takes long names and leaves special entries', async () => {
    const long = `${'long/'.repeat(40)}x.ts`;
    const record = ` path=${long}\n`;
    const length = record.length + 3;
    const bytes = tar([
      { name: 'pax', type: 'x', text: `${length}${record}` },
      { name: 'short.ts', text: 'pax' },
      { name: '././@LongLink', type: 'L', text: `gnu/${long}\0` },
      { name: 'short.ts', text: 'gnu' },
      { name: 'link', type: '2' },
      { name: 'pipe', type: '6' },
    ]);
    const tree = await openArchive(asFile(bytes, 'a.tar'));
    expect(await filesOf(tree)).toEqual({ [long]: 'pax', [`gnu/${long}`]: 'gnu' });
    expect(tree.refused.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      'link link',
      'pipe unreadable',
    ]);
  });

  it('refuses a gzip bomb while it unpacks', async () => {
    const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024));
    const limits = small({ ratioFloorBytes: 1024 * 1024, ratio: 20 });
    await expect(openArchive(asFile(bomb, 'a.tar.gz'), limits)).rejects.toMatchObject(code('archive-limit'));
  });

  it('says of other files that they are no archive', async () => {
    await expect(openArchive(asFile(bytesOf('hello '.repeat(200)), 'a.zip'))).rejects.toMatchObject(
      code('archive-broken'),
    );
    await expect(openArchive(asFile(new Uint8Array(0), 'a.zip'))).rejects.toMatchObject(
      code('archive-broken'),
    );
  });
});

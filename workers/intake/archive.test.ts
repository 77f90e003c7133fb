import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openArchive } from './archive';
import { unreadReason } from './archive-errors';
import { crc32 } from './crc32';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './limits';
import {
  bytesOf,
  concat,
  pax,
  type TarEntrySpec,
  tarOf,
  type ZipEntrySpec,
  type ZipSpec,
  zipOf,
} from './testing-archives';
import type { FileTree, OpenedFile } from './tree';

const asFile = (bytes: Uint8Array, name: string) => new File([new Uint8Array(bytes)], name);

/** The texts of all files; where one cannot be read, what is said of it. */
async function filesOf(tree: FileTree, folder = ''): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await tree.list(folder)) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.kind === 'folder') Object.assign(found, await filesOf(tree, path));
    else if (entry.kind === 'file') found[path] = await textOf(await entry.open());
  }
  return found;
}

async function textOf(file: OpenedFile): Promise<string> {
  try {
    return new TextDecoder().decode(await file.read());
  } catch (error) {
    return `${unreadReason(error)}: ${(error as Error).message}`;
  }
}

const whyOf = (tree: FileTree) =>
  tree.refused.map(({ path, reason, detail }) => `${path}: ${reason}: ${detail}`);
const code = (value: string) => ({ envelope: { code: value } });
const small = (limits: Partial<ArchiveLimits>): ArchiveLimits => ({ ...ARCHIVE_LIMITS, ...limits });

/** An archive with this one name, in each format. */
const FORMATS: [string, (names: string[]) => File][] = [
  ['zip', (names) => asFile(zipOf(names.map((name) => ({ name, text: name }))), 'a.zip')],
  ['tar', (names) => asFile(tarOf(names.map((name) => ({ name, text: name }))), 'a.tar')],
  ['tar.gz', (names) => asFile(gzipSync(tarOf(names.map((name) => ({ name, text: name })))), 'a.tar.gz')],
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
      '../up.ts: unsafe-path: its path leaves the root with “..”',
      'a/../../up.ts: unsafe-path: its path leaves the root with “..”',
      '/etc/passwd: unsafe-path: its path is absolute',
      'C:/x.ts: unsafe-path: its path starts with a drive letter',
      'a\\..\\b.ts: unsafe-path: its path leaves the root with “..”',
    ]);
  });

  it('reads files whatever they are called', async () => {
    const odd = [
      'a\tb.py',
      'a\nb.py',
      'c:olon.py',
      'back\\slash.py',
      '\u202egpj.py',
      '\u200b.py',
      'constructor',
      '<b>.py',
    ];
    expect(Object.keys(await filesOf(await openArchive(pack(odd)))).sort()).toEqual([...odd].sort());
  });

  it('bears folders in folders, and names what lies too deep', async () => {
    const tree = await openArchive(pack([`${'d/'.repeat(2000)}a.py`, 'ok.py']));
    expect(await filesOf(tree)).toEqual({ 'ok.py': 'ok.py' });
    expect(whyOf(tree)).toEqual([`${'d/'.repeat(100)}…: unsafe-path: it lies more than 256 folders deep`]);
  });

  it('names a file in the place of a folder', async () => {
    const tree = await openArchive(pack(['a', 'a/b.ts', 'c/d.ts', 'c']));
    expect(Object.keys(await filesOf(tree)).sort()).toEqual(['a', 'c/d.ts']);
    expect(tree.refused.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      'a/b.ts damaged',
      'c (2) damaged',
    ]);
  });

  it('stops at its limits and says so', async () => {
    const many = await openArchive(pack(['a.ts', 'b.ts', 'c.ts']), small({ entries: 2 }));
    expect(Object.keys(await filesOf(many))).toEqual(['a.ts', 'b.ts']);
    expect(whyOf(many)).toEqual(['a: archive-limit: it has more than 2 entries; the rest were not read']);
    const exact = await openArchive(pack(['a.ts', 'b.ts']), small({ entries: 2 }));
    expect(exact.refused).toEqual([]);
  });

  it('reads what there is of an archive that is cut short, and says so', async () => {
    const whole = pack(['a.ts', 'b.ts', 'c.ts']);
    for (let length = 0; length < whole.size - 1024; length += 7) {
      const cut = new File([whole.slice(0, length)], whole.name);
      const tree = await openArchive(cut).catch((error: unknown) => {
        expect(error).toMatchObject(code('archive-broken'));
      });
      if (tree) expect(tree.refused.some(({ reason }) => reason === 'damaged')).toBe(true);
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
    const bytes = tarOf([
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
      'pipe special',
    ]);
  });

  it('refuses a gzip bomb while it unpacks', async () => {
    const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024));
    const limits = small({ ratioFloorBytes: 1024 * 1024, ratio: 20 });
    await expect(openArchive(asFile(bomb, 'a.tar.gz'), limits)).rejects.toMatchObject(code('archive-limit'));
  });

  it('says of other files that they are no archive', async () => {
    for (const bytes of [
      bytesOf('hello '.repeat(200)),
      bytesOf('PK'),
      new Uint8Array(0),
      new Uint8Array(3),
    ]) {
      await expect(openArchive(asFile(bytes, 'a.zip'))).rejects.toMatchObject(code('archive-broken'));
    }
  });

  it.each([
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]],
    ['bzip2', [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59]],
    ['Zstandard', [0x28, 0xb5, 0x2f, 0xfd]],
    ['7-Zip', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
    ['RAR', [0x52, 0x61, 0x72, 0x21, 0x1a, 7]],
  ])('says that %s is not supported', async (format, bytes) => {
    const file = asFile(new Uint8Array([...bytes, ...new Array(600).fill(1)]), 'a.tar.gz');
    await expect(openArchive(file)).rejects.toMatchObject({
      envelope: { code: 'archive-unsupported', message: `Archives in ${format} format are not supported.` },
    });
  });
});

/** Each with what is read of it and what is said of the rest. */
interface HostileCase {
  files: Record<string, string>;
  why?: string[];
}

const A: ZipEntrySpec = { name: 'a.py', text: 'let a' };
const B: ZipEntrySpec = { name: 'b.py', text: 'let b' };
const AB = { 'a.py': 'let a', 'b.py': 'let b' };
const damaged = (path: string, why: string) => `${path}: damaged: ${why}`;
const SIZES = 'its two headers give it different sizes or checksums';
const NO_TABLE = damaged('x', 'its table of contents is missing, so files may be missing');
const CUT_TABLE = damaged('x', 'its table of contents is damaged, so files may be missing');
const flipped = (bytes: Uint8Array, at: number) =>
  bytes.map((byte, index) => (index === at ? byte ^ 0x55 : byte));

const ZIPS: [what: string, entries: ZipEntrySpec[], spec: ZipSpec, expected: HostileCase][] = [
  [
    'an encrypted entry',
    [{ ...A, both: { flags: 1 } }, B],
    {},
    { files: { 'b.py': 'let b' }, why: ['a.py: encrypted: it needs a password'] },
  ],
  ...[
    [1, 'shrink'],
    [9, 'Deflate64'],
    [12, 'bzip2'],
    [14, 'LZMA'],
    [93, 'Zstandard'],
    [95, 'XZ'],
    [97, 'method 97'],
  ].map(([method, name]): (typeof ZIPS)[number] => [
    `an entry packed with ${name}`,
    [{ ...A, both: { method: method as number } }, B],
    {},
    {
      files: { 'b.py': 'let b' },
      why: [`a.py: unsupported: its compression method (${name}) is not supported`],
    },
  ]),
  [
    'a size too small in the table',
    [{ ...A, central: { size: 2 } }, B],
    {},
    { files: AB, why: [damaged('a.py (2)', SIZES)] },
  ],
  [
    'a size too large in the table',
    [{ ...A, central: { size: 0xfffffffe } }],
    {},
    { files: { 'a.py': 'let a' }, why: [damaged('a.py (2)', SIZES)] },
  ],
  [
    'a packed size beyond the end',
    [{ ...A, central: { packedSize: 0x7fffffff } }],
    {},
    { files: { 'a.py': 'let a' }, why: [damaged('a.py (2)', SIZES)] },
  ],
  [
    'a size too small everywhere',
    [{ ...A, both: { size: 2 } }],
    {},
    { files: { 'a.py': damaged('', 'it is larger than the archive says').slice(2) } },
  ],
  [
    'a size too large everywhere',
    [{ ...A, both: { size: 9 } }],
    {},
    { files: { 'a.py': damaged('', 'it is shorter than the archive says').slice(2) } },
  ],
  [
    'a stored entry with two sizes',
    [{ ...A, isStored: true, both: { size: 900 } }],
    {},
    { files: {}, why: [damaged('a.py', 'its two sizes contradict each other')] },
  ],
  [
    'a wrong checksum',
    [
      { ...A, both: { crc: 1 } },
      { ...B, isStored: true, both: { crc: 1 } },
    ],
    {},
    { files: { 'a.py': 'damaged: its checksum is wrong', 'b.py': 'damaged: its checksum is wrong' } },
  ],
  [
    'corrupt data',
    [{ ...A, data: bytesOf('\xff\xff\xff\xff') }, B],
    {},
    { files: { 'a.py': 'damaged: its compressed data is damaged', 'b.py': 'let b' } },
  ],
  [
    'different names in two headers',
    [{ ...A, central: { name: 'a.png' } }, B],
    {},
    { files: AB, why: [damaged('a.png', 'its two headers give it different names')] },
  ],
  [
    'different methods in two headers',
    [{ ...A, central: { method: 0, packedSize: 5 } }],
    {},
    {
      files: { 'a.py': 'let a' },
      why: [damaged('a.py (2)', 'its two headers name different compression methods')],
    },
  ],
  [
    'an entry that is not where the table says',
    [{ ...A, offset: 3 }, B],
    {},
    { files: AB, why: [damaged('a.py (2)', 'it is not where the table of contents says')] },
  ],
  [
    'an entry beyond the end',
    [{ ...A, offset: 0x7ffffff0 }, B],
    {},
    { files: AB, why: [damaged('a.py (2)', 'it is not where the table of contents says')] },
  ],
  [
    'entries that share their data',
    [A, { ...B, offset: 0 }],
    {},
    { files: AB, why: [damaged('b.py (2)', 'it shares its data with another entry')] },
  ],
  ['an entry that is not listed', [A, { ...B, isUnlisted: true }], {}, { files: AB }],
  [
    'an entry that is not listed and streamed',
    [A, { ...B, isUnlisted: true, isStreamed: true }],
    {},
    { files: AB },
  ],
  ['a streamed entry', [{ ...A, isStreamed: true }, B], {}, { files: AB }],
  ['no table', [A, { ...B, isStreamed: true }], { isCut: true }, { files: AB, why: [NO_TABLE] }],
  ['an end record of no entries', [A, B], { end: { entries: 0 } }, { files: AB }],
  [
    'an end record of no entries and no size',
    [A, B],
    { end: { entries: 0, size: 0, offset: 0 } },
    { files: AB },
  ],
  ['an end record of too many entries', [A, B], { end: { entries: 60000 } }, { files: AB }],
  ['a false size of the table', [A, B], { end: { size: 0xf0000000 } }, { files: AB }],
  ['a false place of the table', [A, B], { end: { offset: 0xf0000000 } }, { files: AB }],
  ['another end record in its comment', [A, B], { comment: zipOf([]) }, { files: AB }],
  ['another archive in its comment', [A], { comment: zipOf([B]) }, { files: AB }],
  [
    'duplicate names',
    [A, { ...B, name: 'a.py' }],
    {},
    { files: { 'a.py': 'let a' }, why: [damaged('a.py (2)', 'another entry has the same path')] },
  ],
  [
    'a folder with content',
    [{ ...A, name: 'dir/' }, B],
    {},
    { files: { 'b.py': 'let b' }, why: [damaged('dir', 'it is a folder with content')] },
  ],
  ['a split archive', [A], {}, { files: { 'a.py': 'let a' } }],
];

describe('a zip with', () => {
  it.each(ZIPS)('%s', async (_, entries, spec, { files, why = [] }) => {
    const tree = await openArchive(asFile(zipOf(entries, spec), 'x.zip'));
    expect(await filesOf(tree)).toEqual(files);
    expect(whyOf(tree)).toEqual(why);
  });

  it('a damaged table, whose files are searched for', async () => {
    const bytes = zipOf([A, B]);
    const second = bytes.lastIndexOf(0x02, bytes.length - 30);
    const tree = await openArchive(asFile(flipped(bytes, second), 'x.zip'));
    expect(await filesOf(tree)).toEqual(AB);
    expect(whyOf(tree)).toEqual([CUT_TABLE]);
  });

  it('a program in front', async () => {
    const tree = await openArchive(
      asFile(concat(bytesOf(`MZ${'x'.repeat(70_000)}`), zipOf([A, B])), 'x.exe'),
    );
    expect(await filesOf(tree)).toEqual(AB);
    expect(whyOf(tree)).toEqual([]);
  });
});

const SLIP = { name: 'a.py', text: 'let a' };
const TARS: [what: string, entries: TarEntrySpec[], expected: HostileCase][] = [
  ...['-1536', '10.5', '1e1', '1e400', 'Infinity', '0x10', '99999999999999999999'].map(
    (size): (typeof TARS)[number] => [
      `an extended header with size=${size}`,
      [pax(`size=${size}`), SLIP, { name: 'b.py', text: 'let b' }],
      {
        files: AB,
        why: [
          damaged(
            'x',
            `an extended header says size=${size}, which is not a valid size, so files may be missing`,
          ),
        ],
      },
    ],
  ),
  ...['1e400', '-5', 'x', 'NaN'].map((time): (typeof TARS)[number] => [
    `an extended header with mtime=${time}`,
    [pax(`mtime=${time}`), SLIP],
    { files: { 'a.py': 'let a' } },
  ]),
  [
    'a damaged extended header',
    [{ name: 'pax', type: 'x', text: '900 path=x\n' }, SLIP],
    {
      files: { 'a.py': 'let a' },
      why: [damaged('x', 'an extended header is damaged, so files may be missing')],
    },
  ],
  ['an extended header for all', [{ ...pax('mtime=5'), type: 'g' }, SLIP], { files: { 'a.py': 'let a' } }],
  [
    'a NUL in a name',
    [pax('path=a\0.py'), SLIP],
    { files: {}, why: ['a\0.py: unsafe-path: its path holds a NUL character'] },
  ],
  [
    'a size that is no number',
    [
      { ...SLIP, sizeField: '5x\0' },
      { name: 'b.py', text: 'let b' },
    ],
    {
      files: { 'b.py': 'let b' },
      why: [
        damaged('a.py', 'its header is damaged'),
        damaged('x', 'a header in it is damaged, so files may be missing'),
      ],
    },
  ],
  [
    'a file in a link',
    [{ ...SLIP, type: '2', data: tarOf([SLIP]).subarray(0, 1024) }],
    {
      files: { 'a.py': 'let a' },
      why: [
        damaged('a.py (2)', 'it is a link or a folder with content'),
        damaged('x', 'a header in it is damaged, so files may be missing'),
      ],
    },
  ],
  [
    'a sparse file',
    [
      { ...SLIP, type: 'S' },
      { name: 'b.py', text: 'let b' },
    ],
    { files: { 'b.py': 'let b' }, why: ['a.py: unsupported: it is a sparse file, which is not supported'] },
  ],
  [
    'a sparse file of pax',
    [pax('GNU.sparse.major=1', 'GNU.sparse.name=s.py'), SLIP],
    { files: {}, why: ['s.py: unsupported: it is a sparse file, which is not supported'] },
  ],
  [
    'an entry of an unknown type',
    [{ ...SLIP, type: 'Q' }],
    { files: {}, why: ['a.py: unsupported: it is an entry of type “Q”, which is not supported'] },
  ],
  [
    'duplicate names',
    [SLIP, { name: 'a.py', text: 'other' }],
    { files: { 'a.py': 'let a' }, why: [damaged('a.py (2)', 'another entry has the same path')] },
  ],
  ['a name that is empty', [{ ...SLIP, name: '' }], { files: {}, why: [': unsafe-path: its path is empty'] }],
];

describe('a tar with', () => {
  it.each(TARS)('%s', async (_, entries, { files, why = [] }) => {
    const tree = await openArchive(asFile(tarOf(entries), 'x.tar'));
    expect(await filesOf(tree)).toEqual(files);
    expect(whyOf(tree)).toEqual(why);
  });

  it('a negative size in binary', async () => {
    const bytes = tarOf([SLIP, { name: 'b.py', text: 'let b' }]);
    bytes.fill(0xff, 124, 136);
    bytes.fill(0x20, 148, 156);
    const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    bytes.set(bytesOf(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
    const tree = await openArchive(asFile(bytes, 'x.tar'));
    expect(await filesOf(tree)).toEqual({ 'b.py': 'let b' });
    expect(whyOf(tree)[0]).toBe(damaged('a.py', 'its header is damaged'));
  });

  it('a damaged header in the middle, behind which it is read on', async () => {
    const bytes = tarOf([SLIP, { name: 'b.py', text: 'let b' }, { name: 'c.py', text: 'let c' }]);
    const tree = await openArchive(asFile(flipped(bytes, 1024), 'x.tar'));
    expect(await filesOf(tree)).toEqual({ 'a.py': 'let a', 'c.py': 'let c' });
    expect(whyOf(tree)).toEqual([damaged('x', 'a header in it is damaged, so files may be missing')]);
  });

  it('another one behind its end', async () => {
    const joined = concat(tarOf([SLIP]), tarOf([{ name: 'b.py', text: 'let b' }]));
    expect(await filesOf(await openArchive(asFile(joined, 'x.tar')))).toEqual(AB);
  });
});

describe('a gzip', () => {
  const tar = tarOf([SLIP, { name: 'b.py', text: 'let b'.repeat(1000) }]);

  it('of several members is read to its end', async () => {
    const bytes = concat(
      ...[0, 100, 700].map((start, at, all) => gzipSync(tar.subarray(start, all[at + 1]))),
    );
    const tree = await openArchive(asFile(bytes, 'x.tar.gz'));
    expect(Object.keys(await filesOf(tree))).toEqual(['a.py', 'b.py']);
    expect(tree.refused).toEqual([]);
  });

  it('of a gzip, or of a zip, is opened', async () => {
    for (const inner of [gzipSync(tar), zipOf([A, B]), gzipSync(gzipSync(tar))]) {
      const tree = await openArchive(asFile(gzipSync(inner), 'x.tar.gz'));
      expect(Object.keys(await filesOf(tree))).toEqual(['a.py', 'b.py']);
    }
  });

  it('with a wrong checksum is not called whole', async () => {
    const bytes = gzipSync(tar);
    const tree = await openArchive(asFile(flipped(bytes, bytes.length - 6), 'x.tar.gz'));
    expect(whyOf(tree)).toEqual([
      damaged('x', 'its compressed data ends early or its checksum is wrong, so files may be missing'),
    ]);
  });

  it('that ends early gives what is in it', async () => {
    const noise = Array.from({ length: 9000 }, (_, at) =>
      String.fromCharCode(33 + ((at * at * 7) % 89)),
    ).join('');
    const bytes = gzipSync(tarOf([SLIP, { name: 'b.py', text: noise }]));
    const tree = await openArchive(asFile(bytes.subarray(0, bytes.length / 2), 'x.tar.gz'));
    expect(await filesOf(tree)).toEqual({ 'a.py': 'let a' });
    expect(tree.refused.length).toBeGreaterThan(0);
  });
});

describe('archives in archives', () => {
  const inner = zipOf([
    { name: 'top/a.py', text: 'let a' },
    { ...B, both: { flags: 1 } },
  ]);
  const stored = (name: string, data: Uint8Array): ZipEntrySpec => ({
    name,
    data,
    isStored: true,
    both: { crc: crc32(data), size: data.length, packedSize: data.length },
  });

  it('are opened as folders', async () => {
    const tree = await openArchive(asFile(zipOf([stored('lib/in.zip', inner), A]), 'x.zip'));
    expect(await filesOf(tree)).toEqual({ 'a.py': 'let a', 'lib/in.zip/top/a.py': 'let a' });
    expect(whyOf(tree)).toEqual(['lib/in.zip/b.py: encrypted: it needs a password']);
    expect(await textOf(await tree.open('lib/in.zip/top/a.py'))).toBe('let a');
  });

  it('are named where they cannot be opened', async () => {
    const tree = await openArchive(asFile(zipOf([stored('in.zip', bytesOf('text')), A]), 'x.zip'));
    expect(await filesOf(tree)).toEqual({ 'a.py': 'let a' });
    expect(whyOf(tree)).toEqual([
      damaged('in.zip', 'The archive could not be read: it is neither a zip nor a tar archive.'),
    ]);
  });

  it('are opened to a depth, and no more of them than fit', async () => {
    let nested: Uint8Array = zipOf([A]);
    for (let depth = 4; depth > 0; depth--) nested = zipOf([stored(`${depth}.zip`, nested), B]);
    const deep = await openArchive(asFile(nested, 'x.zip'));
    expect(whyOf(deep)).toEqual([
      '1.zip/2.zip/3.zip/4.zip: archive-limit: nested archives are opened up to 3 levels deep',
    ]);
    const large = await openArchive(
      asFile(zipOf([stored('in.zip', inner)]), 'x.zip'),
      small({ nestedBytes: 99 }),
    );
    expect(whyOf(large)).toEqual(['in.zip: archive-limit: the archives in it are larger than 99 bytes']);
  });
});

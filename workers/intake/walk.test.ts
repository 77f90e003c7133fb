import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_INTAKE_OPTIONS, type IntakeOptions, type SkippedFile } from '../protocol';
import { HandleTree } from './handle-tree';
import { NodeTree, outerIgnoreFiles } from './node-fs';
import { PathTree } from './path-tree';
import { PushedTree } from './pushed-tree';
import { Selector } from './select';
import type { FileTree } from './tree';
import { Walk, type WalkStart, WHOLE_TREE } from './walk';

type Files = Record<string, string>;

function treeOf(files: Files): PathTree {
  const tree = new PathTree('project');
  for (const [path, text] of Object.entries(files)) {
    const bytes = new TextEncoder().encode(text);
    tree.add(path, { size: bytes.length, modifiedMs: 1, read: () => bytes });
  }
  return tree;
}

/** A folder as Chromium gives it: names with certain characters are not there, and cannot be asked for. */
/** `listed` is told of each folder whose entries are asked for. */
function handleOf(files: Files, folder = '', listed: string[] = []): FileSystemDirectoryHandle {
  const isHidden = (name: string) => /[:<>]/.test(name);
  const find = (name: string) => {
    if (isHidden(name)) throw new TypeError('Name is not allowed.');
    const path = folder + name;
    if (path in files)
      return { kind: 'file', name, getFile: async () => new File([files[path] ?? ''], name) };
    if (Object.keys(files).some((other) => other.startsWith(`${path}/`)))
      return handleOf(files, `${path}/`, listed);
    throw new DOMException('There is none.', 'NotFoundError');
  };
  const names = () => [
    ...new Set(
      Object.keys(files)
        .filter((path) => path.startsWith(folder))
        .map((path) => path.slice(folder.length).split('/')[0] ?? ''),
    ),
  ];
  return {
    kind: 'directory',
    name: folder.split('/').at(-2) ?? 'project',
    async *entries() {
      listed.push(folder);
      for (const name of names().filter((one) => !isHidden(one))) yield [name, find(name)];
    },
    getFileHandle: async (name: string) => find(name),
    getDirectoryHandle: async (name: string) => find(name),
  } as unknown as FileSystemDirectoryHandle;
}

async function walk(
  tree: FileTree,
  options: Partial<IntakeOptions> = {},
  start: WalkStart = WHOLE_TREE,
  base = '',
  maxTests?: number,
) {
  const files: string[] = [];
  const skipped: SkippedFile[] = [];
  const sink = {
    file: ({ path }: { path: string }) => void files.push(path),
    skipped: (entry: SkippedFile) => void skipped.push(entry),
  };
  const selector = new Selector({ ...DEFAULT_INTAKE_OPTIONS, ...options }, base, maxTests);
  await new Walk(tree, selector, sink, new AbortController().signal).run(start);
  const why = Object.fromEntries(skipped.map(({ path, reason, detail }) => [path, `${reason}: ${detail}`]));
  return { files: files.sort(), why, skipped };
}

const PROJECT: Files = {
  '.gitignore': '*.log\nsecret/\n',
  '.git/HEAD': 'ref',
  '.git/info/exclude': 'scratch.txt\n',
  'package.json': '{}',
  'package-lock.json': '{}',
  'node_modules/left-pad/index.js': 'x',
  'dist/app.js': 'x',
  'dist/keep/me.js': 'x',
  'src/main.ts': 'x',
  'src/main.test.ts': 'x',
  'src/.gitignore': '!wanted.log\n',
  'src/wanted.log': 'x',
  'src/other.log': 'x',
  'secret/key.ts': 'x',
  'scratch.txt': 'x',
  'logo.png': 'x',
  'docs/.assayignore': 'draft.md\n',
  'docs/draft.md': 'x',
  'docs/book.md': 'x',
};

/** Lets everything run that waits for nothing but its turn. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('a walk', () => {
  it('takes what a person wrote and says why it leaves the rest', async () => {
    const { files, why } = await walk(treeOf(PROJECT));
    expect(files).toEqual([
      '.gitignore',
      'docs/.assayignore',
      'docs/book.md',
      'package.json',
      'src/.gitignore',
      'src/main.test.ts',
      'src/main.ts',
      'src/wanted.log',
    ]);
    expect(why).toEqual({
      '.git': 'version-control: folders named .git are skipped',
      node_modules: 'dependency: folders named node_modules are skipped',
      dist: 'build-output: folders named dist next to package.json are skipped',
      secret: 'ignored: .gitignore:2 secret/',
      'package-lock.json': 'generated: a lock file',
      'src/other.log': 'ignored: .gitignore:1 *.log',
      'scratch.txt': 'ignored: .git/info/exclude:1 scratch.txt',
      'logo.png': 'binary: .png files are not text',
      'docs/draft.md': 'ignored: docs/.assayignore:1 draft.md',
    });
  });

  it('is not held up by ignore files that were made for it', async () => {
    const name = `${'a'.repeat(200)}.ts`;
    const { files, why } = await walk(
      treeOf({
        '.gitignore': `${'*a'.repeat(30)}b\n*.log\n`,
        [name]: 'x',
        'x.log': 'x',
        'src/.ignore': 'y\n'.repeat(600_000),
        'src/y': 'x',
      }),
    );
    expect(files).toEqual(['.gitignore', name, 'src/.ignore', 'src/y'].sort());
    expect(why).toEqual({
      '.gitignore (as ignore file)':
        'too-large: line 1 has too many wildcards and was not applied; the same goes for similar lines',
      'src/.ignore (as ignore file)': 'too-large: ignore files over 1048576 bytes are not applied',
      'x.log': 'ignored: .gitignore:2 *.log',
    });
  });

  it('applies no ignore file any more after so many tests of names, and says from where on', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => [`d${String(at).padStart(2, '0')}/x.log`, 'x']),
    );
    const tree = treeOf({ '.gitignore': `${'unused-*\n'.repeat(99)}*.log\n`, ...files });
    const { files: taken, why } = await walk(tree, {}, WHOLE_TREE, '', 100 * 80);
    expect(why['d00/x.log']).toBe('ignored: .gitignore:100 *.log');
    expect(taken).toContain('d49/x.log');
    const [told] = Object.entries(why).filter(([, text]) => text.startsWith('too-large'));
    expect(told?.[0]).toMatch(/ \(and all that follows\)$/);
    expect(told?.[1]).toContain('ignore files are not applied');
  });

  it('holds names against no more than so many patterns, in all ignore files together', async () => {
    const { files, why } = await walk(
      treeOf({
        '.gitignore': `${'unused-*\n'.repeat(4998)}*.log\n`,
        'x.log': 'x',
        'src/.gitignore': '*.tmp\n*.old\n*.bak\n',
        'src/a.tmp': 'x',
        'src/a.old': 'x',
        'src/a.log': 'x',
      }),
    );
    expect(files).toEqual(['.gitignore', 'src/.gitignore', 'src/a.old']);
    expect(why['src/a.log']).toBe('ignored: .gitignore:4999 *.log');
    expect(why['src/a.tmp']).toBe('ignored: src/.gitignore:1 *.tmp');
    expect(why['src/.gitignore (as ignore file)']).toBe(
      'too-large: from line 2 on it is not applied: more than 5000 patterns would be in force',
    );
  });

  it('never lists a folder it leaves out', async () => {
    const tree = treeOf(PROJECT);
    const listed: string[] = [];
    const list = tree.list.bind(tree);
    tree.list = (folder) => {
      listed.push(folder);
      return list(folder);
    };
    await walk(tree);
    expect(listed.sort()).toEqual(['', 'docs', 'src']);
  });

  it('takes what is included, whatever else would leave it out', async () => {
    const { files, why } = await walk(treeOf(PROJECT), { include: ['/dist/keep/', '*.log'] });
    expect(files).toContain('dist/keep/me.js');
    expect(files).toContain('src/other.log');
    expect(files).not.toContain('dist/app.js');
    expect(why['dist/app.js']).toBe('build-output: folders named dist next to package.json are skipped');
  });

  it('leaves out by option, and narrows', async () => {
    expect((await walk(treeOf(PROJECT), { exclude: ['src/'] })).why.src).toBe(
      'excluded: the scan leaves out src/',
    );
    expect((await walk(treeOf(PROJECT), { only: ['*.ts'] })).files).toEqual([
      'src/main.test.ts',
      'src/main.ts',
    ]);
  });

  it('can do without ignore files and without defaults', async () => {
    expect((await walk(treeOf(PROJECT), { useIgnoreFiles: false })).files).toContain('secret/key.ts');
    expect((await walk(treeOf(PROJECT), { useDefaults: false })).files).toContain(
      'node_modules/left-pad/index.js',
    );
  });

  it('names files over the limit', async () => {
    const { files, why } = await walk(treeOf({ 'a.ts': 'x'.repeat(11), 'b.ts': 'x' }), { maxFileSize: 10 });
    expect(files).toEqual(['b.ts']);
    expect(why).toEqual({ 'a.ts': 'too-large: 11 bytes; the limit is 10' });
  });

  it('goes on after a folder or file that cannot be read', async () => {
    const tree = treeOf({ 'a/x.ts': 'x', 'b/y.ts': 'y' });
    const list = tree.list.bind(tree);
    tree.list = (folder) => {
      if (folder === 'a') throw new Error('no permission');
      const locked = { kind: 'file', name: 'c.ts', open: () => Promise.reject(new Error('locked')) } as const;
      return folder === '' ? [...tree.entries(''), locked] : list(folder);
    };
    const { files, why } = await walk(tree);
    expect(files).toEqual(['b/y.ts']);
    expect(why).toEqual({ a: 'unreadable: no permission', 'c.ts': 'unreadable: locked' });
  });

  it('bears very deep folders, and names what lies too deep to be entered', async () => {
    const { files, why } = await walk(
      treeOf({ [`${'d/'.repeat(2000)}x.ts`]: 'x', [`${'e/'.repeat(256)}y.ts`]: 'y' }),
    );
    expect(files).toEqual([`${'e/'.repeat(256)}y.ts`]);
    expect(why).toEqual({
      [`${'d/'.repeat(256)}d`]: 'unreadable: it lies more than 256 folders deep',
    });
  });
});

describe('pushed entries', () => {
  it('are entered as the walk would', async () => {
    const tree = new PushedTree('project');
    const file = (path: string, text = '') => ({ path, file: new File([text], path) });
    const options = DEFAULT_INTAKE_OPTIONS;
    tree.push([file('.gitignore', 'secret/\n'), file('package.json')], false);
    expect(await tree.shouldEnter(['src', 'secret', 'node_modules', '.git'], options)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    tree.push([file('src/.gitignore', 'gen/\n')], false);
    expect(await tree.shouldEnter(['src/gen', 'src/lib'], options)).toEqual([false, true]);
    tree.push([file('src/lib/a.ts')], true);
    const { files, why } = await walk(tree);
    expect(files).toEqual(['.gitignore', 'package.json', 'src/.gitignore', 'src/lib/a.ts']);
    expect(Object.keys(why).sort()).toEqual(['.git', 'node_modules', 'secret', 'src/gen']);
  });

  it('that cannot be read are named with the reason', async () => {
    const tree = new PushedTree('project');
    await tree.folderHas('', ['a.ts', 'b.ts'], ['locked']);
    tree.push(
      [
        { path: 'a.ts', file: new File(['x'], 'a.ts') },
        { path: 'b.ts', why: 'no permission' },
      ],
      false,
    );
    tree.folderListed('');
    tree.folderListed('locked', 'no permission');
    tree.push([], true);
    const { files, why } = await walk(tree);
    expect(files).toEqual(['a.ts']);
    expect(why).toEqual({ 'b.ts': 'unreadable: no permission', locked: 'unreadable: no permission' });
  });

  it('fail the walk where the root cannot be listed', async () => {
    const tree = new PushedTree('project');
    tree.folderListed('', 'no permission');
    tree.push([], true);
    await expect(walk(tree)).rejects.toMatchObject({ envelope: { code: 'folder-unreadable' } });
  });

  it('add to a folder of handles what these hide', async () => {
    const shown: Files = { 'a.ts': 'a', 'src/b.ts': 'b' };
    const tree = new PushedTree('project', new HandleTree(handleOf(shown)));
    const odd = (path: string) => ({ path, file: new File([path], path) });
    const listing = async () => {
      expect(await tree.folderHas('', ['a.ts', 'x:y.ts'], ['src', 'bad<dir>'])).toEqual(['x:y.ts']);
      tree.push([odd('x:y.ts')], false);
      tree.folderListed('');
      expect(await tree.shouldEnter(['src', 'bad<dir>'], DEFAULT_INTAKE_OPTIONS)).toEqual([true, true]);
      expect(await tree.folderHas('src', ['b.ts'], [])).toEqual([]);
      expect(await tree.folderHas('bad<dir>', ['c.ts'], [])).toEqual(['c.ts']);
      tree.push([odd('bad<dir>/c.ts')], false);
      tree.folderListed('bad<dir>');
      tree.push([], true);
    };
    const [{ files }] = await Promise.all([walk(tree), listing()]);
    expect(files).toEqual(['a.ts', 'bad<dir>/c.ts', 'src/b.ts', 'x:y.ts']);
    for (const path of files) expect((await (await tree.open(path)).read()).length).toBeGreaterThan(0);
    // Handles are asked anew, and what they hide is still there.
    shown['d.ts'] = 'd';
    expect((await walk(tree)).files).toEqual(['a.ts', 'bad<dir>/c.ts', 'd.ts', 'src/b.ts', 'x:y.ts']);
  });

  it('are listed once by handles, however far the page is ahead of the walk, and again for the next walk', async () => {
    const shown: Files = { 'a.ts': 'a', 'src/b.ts': 'b', 'src/lib/c.ts': 'c' };
    const listed: string[] = [];
    const tree = new PushedTree('project', new HandleTree(handleOf(shown, '', listed)));
    await tree.folderHas('', ['a.ts'], ['src']);
    await tree.shouldEnter(['src'], DEFAULT_INTAKE_OPTIONS);
    await tree.folderHas('src', ['b.ts'], ['lib']);
    await tree.shouldEnter(['src/lib'], DEFAULT_INTAKE_OPTIONS);
    await tree.folderHas('src/lib', ['c.ts'], []);
    tree.push([], true);
    const all = ['', 'src/', 'src/lib/'];
    expect((await walk(tree)).files).toEqual(['a.ts', 'src/b.ts', 'src/lib/c.ts']);
    expect(listed).toEqual(all);
    await walk(tree);
    expect(listed).toEqual([...all, ...all]);
  });

  it('of which there are very many are read, though not all are kept open', async () => {
    const shown: Files = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`f${at}.ts`, `${at}`]));
    const tree = new HandleTree(handleOf(shown));
    const opened = await Promise.all(
      (await tree.list('')).map(async (entry) => (entry.kind === 'file' ? entry.open() : undefined)),
    );
    // What is not kept is asked for again.
    for (const name of Object.keys(shown)) shown[name] = 'later';
    const texts = await Promise.all(opened.map(async (file) => new TextDecoder().decode(await file?.read())));
    const again = texts.filter((text) => text === 'later');
    expect(again).toHaveLength(904);
    expect(texts.every((text, at) => text === 'later' || text === `${at}`)).toBe(true);
  });

  it('are walked while they are being listed, and folders that nobody lists are not waited for', async () => {
    const tree = new PushedTree('project');
    const file = (path: string) => ({ path, file: new File([''], path) });
    const told: string[] = [];
    const sink = {
      file: ({ path }: { path: string }) => void told.push(path),
      skipped: ({ path, reason }: SkippedFile) => void told.push(`${path} ${reason}`),
    };
    const walking = new Walk(
      tree,
      new Selector(DEFAULT_INTAKE_OPTIONS),
      sink,
      new AbortController().signal,
    ).run();
    tree.push([file('package.json'), file('a.ts')], false);
    await turns();
    expect(told).toEqual([]);
    expect(await tree.folderHas('', ['package.json', 'a.ts'], ['src', 'node_modules'])).toEqual([
      'package.json',
      'a.ts',
    ]);
    tree.folderListed('');
    expect(await tree.shouldEnter(['src', 'node_modules'], DEFAULT_INTAKE_OPTIONS)).toEqual([true, false]);
    await turns();
    expect(told.sort()).toEqual(['a.ts', 'node_modules dependency', 'package.json']);
    await expect((async () => tree.list('.assay/rules'))()).rejects.toMatchObject({
      envelope: { code: 'file-gone' },
    });
    tree.push([file('src/b.ts'), file('../c.ts')], false);
    tree.folderListed('src');
    await turns();
    expect(told).toContain('src/b.ts');
    tree.push([], true);
    await walking;
    expect(told).toContain('../c.ts unsafe-path');
  });
});

describe('a folder on disk', () => {
  const made: string[] = [];
  const folder = (files: Files) => {
    const root = mkdtempSync(join(tmpdir(), 'assay-walk-'));
    made.push(root);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  };
  afterEach(() => {
    for (const root of made.splice(0)) rmSync(root, { recursive: true });
  });

  it('gives the same as the same tree in memory', async () => {
    const onDisk = await walk(new NodeTree(folder(PROJECT)));
    const inMemory = await walk(treeOf(PROJECT));
    expect(onDisk.files).toEqual(inMemory.files);
    expect(onDisk.why).toEqual(inMemory.why);
  });

  it('names links and loops, and follows none', async () => {
    const root = folder({ 'src/a.ts': 'x' });
    symlinkSync('..', join(root, 'src/up'));
    symlinkSync('a.ts', join(root, 'src/b.ts'));
    symlinkSync('self', join(root, 'self'));
    symlinkSync('nowhere', join(root, 'lost'));
    const { files, why } = await walk(new NodeTree(root));
    expect(files).toEqual(['src/a.ts']);
    expect(why).toEqual({
      'src/up': 'link: a link to .., which contains it (a loop)',
      'src/b.ts': 'link: a link to a.ts',
      self: 'link: a loop of links',
      lost: 'link: a link that leads nowhere',
    });
  });

  it('minds the ignore files above it in its repository', async () => {
    const root = folder({
      '.gitignore': '/app/gen/\n',
      'app/.ignore': 'x.ts\n',
      'app/gen/a.ts': '',
      'app/lib/x.ts': '',
      'app/lib/y.ts': '',
    });
    execFileSync('git', ['init', '-q'], { cwd: root });
    const app = await walk(
      new NodeTree(join(root, 'app')),
      {},
      { ...outerIgnoreFiles(join(root, 'app')), starts: [''] },
      'app/',
    );
    expect(app.files).toEqual(['.ignore', 'lib/y.ts']);
    expect(app.why).toEqual({
      gen: 'ignored: ../.gitignore:1 /app/gen/',
      'lib/x.ts': 'ignored: .ignore:1 x.ts',
    });
    const lib = join(root, 'app/lib');
    expect(
      (await walk(new NodeTree(lib), {}, { ...outerIgnoreFiles(lib), starts: [''] }, 'app/lib/')).files,
    ).toEqual(['y.ts']);
  });

  it('takes what it is told to start with, even if it is ignored', async () => {
    const { files } = await walk(treeOf(PROJECT), {}, { starts: ['src/other.log', 'dist'], outer: [] });
    expect(files).toEqual(['dist/app.js', 'dist/keep/me.js', 'src/other.log']);
  });

  it('takes what lies in a start that is ignored', async () => {
    const start = { starts: ['secret'], outer: [] };
    expect((await walk(treeOf(PROJECT), {}, start)).files).toEqual(['secret/key.ts']);
  });

  it('names pipes and sockets, and opens none', async () => {
    const root = folder({ 'a.ts': 'x' });
    execFileSync('mkfifo', [join(root, 'pipe.ts')]);
    const { files, why } = await walk(new NodeTree(root));
    expect(files).toEqual(['a.ts']);
    expect(why).toEqual({ 'pipe.ts': 'special: a pipe' });
    const tree = new NodeTree(root);
    expect(() => tree.open('pipe.ts').read()).toThrow('it is not a file any more');
  });

  it('follows a link that a person named, and no other', async () => {
    const root = folder({ 'src/a.ts': 'x' });
    symlinkSync('src', join(root, 'here'));
    symlinkSync('src', join(root, 'other'));
    const tree = new NodeTree(root, new Set(['here']));
    const { files } = await walk(tree, {}, { starts: ['here', 'other'], outer: [] });
    expect(files).toEqual(['here/a.ts']);
  });

  it('reads a file to its end, whatever its size is said to be', async () => {
    const tree = new NodeTree('/proc/self');
    expect((await tree.open('status')).size).toBe(0);
    expect((await (await tree.open('status')).read()).length).toBeGreaterThan(100);
  });

  it('names a file that cannot be opened in plain words', async () => {
    const root = folder({ 'a.ts': 'x' });
    const tree = new NodeTree(root);
    const entry = tree.list('').find(({ name }) => name === 'a.ts');
    rmSync(join(root, 'a.ts'));
    if (entry?.kind !== 'file') throw new Error('a.ts is a file');
    expect(() => entry.open()).toThrow(/^no such file or directory$/);
  });

  it('says that a start is not there', async () => {
    await expect(walk(treeOf(PROJECT), {}, { starts: ['src/gone.ts'], outer: [] })).rejects.toMatchObject({
      envelope: { code: 'file-gone' },
    });
  });
});

it('tells the size of what its name leaves out, and skips findings of a scan', async () => {
  const files = { 'logo.png': 'x'.repeat(1234), 'scan.sarif': '{}', 'a.js': '1' };
  for (const tree of [treeOf(files), new HandleTree(handleOf(files))]) {
    const { skipped } = await walk(tree);
    expect(skipped.map(({ path, size, reason }) => [path, size, reason]).sort()).toEqual([
      ['logo.png', 1234, 'binary'],
      ['scan.sarif', 2, 'generated'],
    ]);
  }
});

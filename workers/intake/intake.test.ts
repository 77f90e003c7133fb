import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  DEFAULT_INTAKE_OPTIONS,
  type FileEntry,
  type IntakeOptions,
  type IntakeTotals,
  type KnownFile,
  type SkippedFile,
} from '../protocol';
import { Intake } from './intake';
import { nodeHash } from './node-fs';
import { PathTree } from './path-tree';

afterEach(() => vi.useRealTimers());

/** Waits until nothing has been read for a while of turns: nobody takes, so it rests where its budget ends. */
async function readingRests(reads: string[]): Promise<void> {
  for (let before = -1, quiet = 0; quiet < 50; quiet = reads.length === before ? quiet + 1 : 0) {
    before = reads.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A store that remembers what it is told. */
function makeLedger(known: KnownFile[] = []) {
  const added: FileEntry[] = [];
  const skipped: SkippedFile[] = [];
  const unchanged: KnownFile[] = [];
  const ledger = {
    followUp: async () => undefined,
    knownFiles: async () => known,
    addFiles: async (_: number, entries: FileEntry[]) => void added.push(...entries),
    addSkipped: async (_: number, entries: SkippedFile[]) => void skipped.push(...entries),
    keepUnchanged: async (_: number, entries: KnownFile[]) => void unchanged.push(...entries),
    walked: async () => {},
  };
  return { ledger, added, skipped, unchanged };
}

interface Source {
  text?: string;
  bytes?: Uint8Array<ArrayBuffer>;
  modifiedMs?: number;
}

function makeTree(files: Record<string, Source>) {
  const reads: string[] = [];
  const tree = new PathTree('project');
  for (const [path, { text = '', bytes, modifiedMs = 5 }] of Object.entries(files)) {
    const whole = bytes ?? new TextEncoder().encode(text);
    tree.add(path, {
      size: whole.length,
      modifiedMs,
      read: () => {
        reads.push(path);
        return whole.slice();
      },
    });
  }
  return { tree, reads };
}

async function start(
  tree: PathTree,
  options: Partial<IntakeOptions> = {},
  known: KnownFile[] = [],
  revision = 1,
) {
  const intake = new Intake();
  intake.openTree(tree);
  const books = makeLedger(known);
  const progress: IntakeTotals[] = [];
  const run = {
    revision,
    projectId: 1,
    ruleSetHash: 'r',
    options: { ...DEFAULT_INTAKE_OPTIONS, ...options },
  };
  await intake.start(run, books.ledger, (totals) => progress.push(totals), nodeHash);
  return { intake, progress, ...books };
}

async function takeAll(intake: Intake, maxBytes = 1000, revision = 1): Promise<string[]> {
  const paths: string[] = [];
  for (;;) {
    const batch = await intake.take(revision, 1, maxBytes);
    if (batch.length === 0) return paths;
    paths.push(...batch.map(({ path }) => path));
  }
}

const hashOf = (text: string) => nodeHash(new TextEncoder().encode(text));

describe('intake', () => {
  it('gives a consumer that has died nothing, whenever it asked', async () => {
    const { tree } = makeTree({ 'a.ts': { text: 'a' }, 'b.ts': { text: 'b' }, 'c.ts': { text: 'c' } });
    const { intake } = await start(tree);
    const first = await intake.take(1, 1, 1);
    const lost = intake.handedOut(1, 1);
    expect(lost).toEqual(first.map(({ path }) => path));
    expect(await intake.take(1, 1, 100)).toEqual([]);
    const others: string[] = [];
    for (let batch = await intake.take(1, 2, 100); batch.length > 0; batch = await intake.take(1, 2, 100)) {
      others.push(...batch.map(({ path }) => path));
    }
    expect([...lost, ...others].sort()).toEqual(['a.ts', 'b.ts', 'c.ts']);
  });

  it('hands out text with its hash, and tells the ledger', async () => {
    const { tree } = makeTree({ 'a.ts': { text: 'let a;\n' }, 'b.ts': { text: '\uFEFFlet b;\n' } });
    const { intake, added, progress } = await start(tree);
    const files = [...(await intake.take(1, 1, 1)), ...(await intake.take(1, 1, 1))];
    expect(files.map(({ path }) => path)).toEqual(['a.ts', 'b.ts']);
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(files[1]?.bytes)).toBe('let b;\n');
    expect(files[1]?.hash).toBe(hashOf('\uFEFFlet b;\n'));
    expect(await intake.take(1, 1, 1)).toEqual([]);
    expect(await intake.finished(1)).toEqual({ files: 2, bytes: 17, unchanged: 0, skipped: 0, walked: true });
    expect(added.map(({ path }) => path)).toEqual(['a.ts', 'b.ts']);
    expect(progress.at(-1)?.walked).toBe(true);
    expect(intake.handedOut(1, 1)).toEqual(['a.ts', 'b.ts']);
  });

  it('does not read what has its size and time', async () => {
    const { tree, reads } = makeTree({ 'same.ts': { text: 'same' }, 'new.ts': { text: 'new' } });
    const known = [{ path: 'same.ts', size: 4, modifiedMs: 5, hash: hashOf('same') }];
    const { intake, unchanged } = await start(tree, {}, known);
    expect(await takeAll(intake)).toEqual(['new.ts']);
    await intake.finished(1);
    expect(reads).toEqual(['new.ts']);
    expect(unchanged).toEqual(known);
  });

  it('lets the hash decide where size or time differ', async () => {
    const { tree, reads } = makeTree({
      'touched.ts': { text: 'same', modifiedMs: 9 },
      'edited.ts': { text: 'after' },
    });
    const known = [
      { path: 'touched.ts', size: 4, modifiedMs: 5, hash: hashOf('same') },
      { path: 'edited.ts', size: 6, modifiedMs: 5, hash: hashOf('before') },
    ];
    const { intake, unchanged } = await start(tree, {}, known);
    expect(await takeAll(intake)).toEqual(['edited.ts']);
    await intake.finished(1);
    expect(reads.sort()).toEqual(['edited.ts', 'touched.ts']);
    expect(unchanged).toEqual([{ path: 'touched.ts', size: 4, modifiedMs: 9, hash: hashOf('same') }]);
  });

  it('hashes everything to verify, and trusts no time that is not known', async () => {
    const files = { 'a.ts': { text: 'new!' }, 'b.ts': { text: 'same', modifiedMs: 0 } };
    const known = [
      { path: 'a.ts', size: 4, modifiedMs: 5, hash: hashOf('old!') },
      { path: 'b.ts', size: 4, modifiedMs: 0, hash: hashOf('same') },
    ];
    const lazy = makeTree(files);
    const { intake } = await start(lazy.tree, {}, known);
    expect(await takeAll(intake)).toEqual([]);
    expect(lazy.reads).toEqual(['b.ts']);
    const verified = await start(makeTree(files).tree, { verify: true }, known);
    expect(await takeAll(verified.intake)).toEqual(['a.ts']);
  });

  it('leaves out by content what was found by name, and says so', async () => {
    const { tree } = makeTree({
      'data.txt': { bytes: new Uint8Array([1, 0, 2, 3]) },
      'gen.go': { text: '// Code generated by x. DO NOT EDIT.\n' },
      'wide.txt': { bytes: new Uint8Array([0x61, 0, 0x62, 0, 0x63, 0, 0x64, 0]) },
    });
    const { intake, skipped } = await start(tree);
    expect(await takeAll(intake)).toEqual(['wide.txt']);
    const totals = await intake.finished(1);
    expect(skipped.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      'data.txt binary',
      'gen.go generated',
    ]);
    expect(totals).toMatchObject({ files: 1, skipped: 2 });
  });

  it('goes on after a file that cannot be read', async () => {
    const { tree } = makeTree({ 'a.ts': { text: 'a' } });
    tree.add('bad.ts', {
      size: 1,
      modifiedMs: 1,
      read: () => Promise.reject(new Error('disk error')),
    });
    const { intake, skipped } = await start(tree);
    expect(await takeAll(intake)).toEqual(['a.ts']);
    await intake.finished(1);
    expect(skipped).toMatchObject([{ path: 'bad.ts', reason: 'unreadable', detail: 'disk error' }]);
  });

  it('reads no further ahead than its budget', async () => {
    const megabyte = new Uint8Array(1024 * 1024).fill(0x61);
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`f${at}.txt`, { bytes: megabyte }]),
    );
    const { tree, reads } = makeTree(files);
    const { intake } = await start(tree);
    await readingRests(reads);
    expect(reads.length).toBeGreaterThan(0);
    expect(reads.length).toBeLessThanOrEqual(8);
    expect((await takeAll(intake)).length).toBe(40);
  });

  it('names known files that the tree hides, and takes others for gone', async () => {
    const { tree } = makeTree({ 'a.ts': { text: 'a' } });
    Object.assign(tree, { hides: async (path: string) => path.includes(':') });
    const known = ['a.ts', 'x:y.ts', 'gone.ts'].map((path) => ({ path, size: 1, modifiedMs: 1, hash: 'h' }));
    const { intake, skipped } = await start(tree, {}, known);
    await takeAll(intake);
    await intake.finished(1);
    expect(skipped.map(({ path, reason }) => `${path} ${reason}`)).toEqual(['x:y.ts unreadable']);
  });

  it('hands out each file once, to whoever asks', async () => {
    const names = Array.from({ length: 300 }, (_, at) => `f${at}.ts`);
    const { tree } = makeTree(Object.fromEntries(names.map((name) => [name, { text: name }])));
    const { intake } = await start(tree);
    const pull = async (consumer: number) => {
      for (;;) if ((await intake.take(1, consumer, 20)).length === 0) return intake.handedOut(1, consumer);
    };
    const taken = (await Promise.all([pull(1), pull(2), pull(3)])).flat();
    expect(taken.sort()).toEqual(names.sort());
  });

  it('answers waiting consumers with nothing when it is cancelled', async () => {
    const { tree } = makeTree({});
    tree.add('slow.ts', { size: 1, modifiedMs: 1, read: () => new Promise(() => {}) });
    const { intake } = await start(tree);
    const waiting = intake.take(1, 1, 1);
    intake.cancel(1);
    expect(await waiting).toEqual([]);
    expect(await intake.take(1, 1, 1)).toEqual([]);
  });

  it('tells nothing any more after a cancel', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] });
    const { tree } = makeTree({ 'a.ts': { text: 'a' } });
    const { intake, added, progress } = await start(tree);
    intake.cancel(1);
    await expect(intake.finished(1)).rejects.toMatchObject({ envelope: { code: 'cancelled' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(added).toEqual([]);
    expect(progress).toEqual([]);
  });

  it('gives nothing of an older run', async () => {
    const { tree } = makeTree({ 'a.ts': { text: 'a' } });
    const { intake } = await start(tree, {}, [], 2);
    expect(await intake.take(1, 1, 1)).toEqual([]);
    expect((await intake.take(2, 1, 1)).length).toBe(1);
  });

  it('ends a run whose ledger fails', async () => {
    const { tree } = makeTree({ 'a.ts': { text: 'a' } });
    const intake = new Intake();
    intake.openTree(tree);
    const { ledger } = makeLedger();
    const failing = { ...ledger, addFiles: () => Promise.reject(new Error('disk full')) };
    const run = { revision: 1, projectId: 1, ruleSetHash: 'r', options: DEFAULT_INTAKE_OPTIONS };
    await intake.start(run, failing, () => {}, nodeHash);
    await takeAll(intake);
    await expect(intake.finished(1)).rejects.toThrow('disk full');
  });

  it('tells what folders say of a file before anything was walked', async () => {
    const { tree } = makeTree({
      'web/.assay/config.toml': { text: '[rules]\nr = "off"\n' },
      'web/in/.assay/config.toml': { text: '[rules]\nr = "high"\n' },
    });
    const intake = new Intake();
    intake.openTree(tree);
    expect(await intake.choiceAt('web/a.ts')).toEqual({ off: ['r'] });
    expect(await intake.choiceAt('web/in/a.ts')).toEqual({ severities: { r: 'high' } });
    expect(await intake.choiceAt('a.ts')).toBeUndefined();
  });

  it('reads one file for the viewer', async () => {
    const { tree } = makeTree({ 'src/a.ts': { text: 'a' } });
    const { intake } = await start(tree);
    expect((await intake.read('src/a.ts')).bytes).toEqual(new TextEncoder().encode('a'));
    await expect(intake.read('src/b.ts')).rejects.toMatchObject({ envelope: { code: 'file-gone' } });
    await expect(new Intake().read('a')).rejects.toMatchObject({ envelope: { code: 'no-project' } });
  });

  it('finds the rules of a project', async () => {
    const { tree } = makeTree({
      'sgconfig.yml': { text: 'ruleDirs:\n  - rules\n  - ../outside\nutilDirs: [utils]\n' },
      'rules/a.yml': { text: 'a' },
      'rules/deep/b.yaml': { text: 'b' },
      'rules/readme.md': { text: '' },
      'utils/u.yml': { text: 'u' },
      '.assay/rules/house.toml': { text: 't' },
      'other/c.yml': { text: 'c' },
    });
    const { intake } = await start(tree);
    expect((await intake.projectRules()).map(({ path }) => path)).toEqual([
      'sgconfig.yml',
      '.assay/rules/house.toml',
      'rules/a.yml',
      'rules/deep/b.yaml',
      'utils/u.yml',
    ]);
  });

  it('finds rule files that were not put there for us', async () => {
    const semgrep = 'rules:\n  - id: a\n    languages: [python]\n    message: a\n    pattern: a\n';
    const { tree } = makeTree({
      'sgconfig.yml': { text: 'ruleDirs: [rules]\n' },
      'rules/a.yml': { text: 'id: a\nlanguage: python\nrule: { pattern: a }\n' },
      '.semgrep/b.yaml': { text: semgrep },
      '.assay/rules/own.yml': { text: semgrep },
      '.assay/packs/house/rules/c.yml': { text: semgrep },
      'deploy.yml': { text: 'rules:\n  - host: a\n' },
    });
    const { intake } = await start(tree);
    await takeAll(intake);
    await intake.finished(1);
    const found = await intake.foundRules();
    expect(found.map(({ path, dialect, rules }) => [path, dialect, rules])).toEqual([
      ['sgconfig.yml', 'ast-grep', 0],
      ['rules/a.yml', 'ast-grep', 1],
      ['.semgrep/b.yaml', 'semgrep', 1],
    ]);
    expect((await intake.ownRules()).map(({ path }) => path)).toEqual(['.assay/rules/own.yml']);
    expect((await intake.foundRules(['.semgrep/b.yaml', 'gone.yml'])).map(({ path }) => path)).toEqual([
      'sgconfig.yml',
      'rules/a.yml',
      '.semgrep/b.yaml',
    ]);
  });
});

describe('whether files have changed since a run', () => {
  const files: Record<string, Source> = {
    'a.js': { text: 'a' },
    'inside/b.js': { text: 'b' },
    '.gitignore': { text: '*.log\n' },
    'node_modules/c.js': { text: 'c' },
  };

  /** A run over `files`, and then a tree in which these are other ones; those without a source are gone. */
  async function after(changes: Record<string, Source | undefined>) {
    const { intake, tree } = await walked(files);
    const now = Object.entries({ ...files, ...changes });
    const there = Object.fromEntries(
      now.filter((entry): entry is [string, Source] => entry[1] !== undefined),
    );
    const later = makeTree(there).tree;
    tree.list = (folder) => later.list(folder);
    tree.open = (path) => later.open(path);
    return { intake, tree };
  }

  async function walked(all: Record<string, Source>) {
    const { tree } = makeTree(all);
    const { intake } = await start(tree);
    await takeAll(intake);
    await intake.finished(1);
    return { intake, tree };
  }

  it.each([
    ['another size', { 'a.js': { text: 'aa' } }, 'a.js'],
    ['another time', { 'inside/b.js': { text: 'b', modifiedMs: 6 } }, 'inside/b.js'],
    ['a file that is gone', { 'inside/b.js': undefined }, 'inside/b.js'],
    ['a folder that is gone', { 'inside/b.js': undefined }, 'inside'],
    ['a new file', { 'inside/d.js': {} }, 'inside/d.js'],
    ['a new file of which only the folder is told', { 'new/deep/d.js': {} }, 'new'],
    ['an ignore file', { '.gitignore': { text: 'inside\n' } }, '.gitignore'],
  ])('tells %s', async (_, changes, path) => {
    const { intake } = await after(changes);
    expect(await intake.isOutdated()).toBe(true);
    expect(await intake.isOutdated([path])).toBe(true);
    expect(await intake.isOutdated(['node_modules/e.js'])).toBe(false);
  });

  it.each([
    ['nothing', {}, 'a.js'],
    ['a file that came and went', {}, 'a.js.tmp'],
    ['a new file that is ignored', { 'debug.log': {} }, 'debug.log'],
    ['a file of a dependency', { 'node_modules/c.js': { text: 'cc' } }, 'node_modules/c.js'],
  ])('is not moved by %s', async (_, changes, path) => {
    const { intake } = await after(changes);
    expect(await intake.isOutdated()).toBe(false);
    expect(await intake.isOutdated([path])).toBe(false);
  });

  it.each([
    ['changed', { 'a.js': { text: 'aa' } }, 'a.js', ['.gitignore', 'a.js', 'inside/b.js'], 1],
    ['gone', { 'a.js': undefined }, 'a.js', ['.gitignore', 'inside/b.js'], 1],
    ['new', { 'new.js': {} }, 'new.js', ['.gitignore', 'a.js', 'inside/b.js', 'new.js'], 3],
    ['ignored', { '.gitignore': { text: 'inside\n' } }, '.gitignore', ['.gitignore', 'a.js'], 2],
  ])('takes what is %s, and the rest as the run before found it', async (_, changes, path, found, listed) => {
    const { intake, tree } = await after(changes);
    const { ledger, added, skipped } = makeLedger();
    const run = { revision: 2, projectId: 1, ruleSetHash: 'r', options: DEFAULT_INTAKE_OPTIONS };
    const folders = vi.spyOn(tree, 'list');
    await intake.start({ ...run, changed: [path] }, ledger, () => {}, nodeHash);
    while ((await intake.take(2, 1, 1000)).length > 0);
    await intake.finished(2);
    expect(added.map((file) => file.path).sort()).toEqual(found);
    expect(skipped.map((entry) => entry.path)).toContain('node_modules');
    expect(folders).toHaveBeenCalledTimes(listed);
  });

  it('goes on from what the run before told where the ledger can, and tells, reads and lists nothing else', async () => {
    const { intake, tree } = await after({ 'a.js': { text: 'aa' } });
    const { ledger, added, skipped, unchanged } = makeLedger();
    const kept = { path: '.gitignore', size: 1, modifiedMs: 1, hash: 'h' };
    const asked: unknown[] = [];
    const following = {
      ...ledger,
      knownFiles: async () => Promise.reject(new Error('It was told what is known.')),
      followUp: async (...all: unknown[]) => {
        asked.push(all);
        return { files: 1, bytes: kept.size, skipped: 2, known: [], again: ['inside/b.js', 'gone.js'] };
      },
    };
    const run = { revision: 2, projectId: 1, ruleSetHash: 'r', options: DEFAULT_INTAKE_OPTIONS };
    const folders = vi.spyOn(tree, 'list');
    const opened = vi.spyOn(tree, 'open');
    await intake.start({ ...run, changed: ['a.js'] }, following, () => {}, nodeHash);
    const taken = await takeAll(intake, 1000, 2);
    expect(asked).toEqual([[2, 1, ['a.js']]]);
    expect(added.map(({ path }) => path)).toEqual(['a.js', 'inside/b.js']);
    expect([skipped, unchanged]).toEqual([[], []]);
    expect(taken).toEqual(['a.js', 'inside/b.js']);
    expect(await intake.finished(2)).toMatchObject({ files: 3, unchanged: 1, skipped: 2, walked: true });
    expect(folders).toHaveBeenCalledTimes(1);
    expect(opened.mock.calls.flat()).toEqual(['inside/b.js']);
    // The next one goes on from here.
    expect(await intake.isOutdated()).toBe(false);
  });

  it('leaves a run alone that was cancelled, and tries a place again that could not be read', async () => {
    const { tree } = makeTree(files);
    const { intake } = await start(tree);
    intake.cancel(1);
    await intake.finished(1).catch(() => {});
    expect(await intake.isOutdated()).toBe(false);

    const lost = makeTree(files).tree;
    const { list } = lost;
    lost.list = () => Promise.reject(new Error('moved away'));
    const { intake: other } = await start(lost);
    await other.finished(1).catch(() => {});
    expect(await other.isOutdated()).toBe(false);
    lost.list = list;
    expect(await other.isOutdated()).toBe(true);
    expect(await new Intake().isOutdated().catch(() => 'no project')).toBe('no project');
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GlobSet, IgnoreRules } from './ignore-rules';

interface Case {
  what: string;
  /** Ignore files by folder. */
  files: Record<string, string>;
  ignored: string[];
  kept: string[];
}

const CASES: Case[] = [
  {
    what: 'a plain name matches at any depth',
    files: { '': 'foo\n' },
    ignored: ['foo', 'a/b/foo', 'foo/x'],
    kept: ['foox', 'a/xfoo'],
  },
  { what: 'a leading slash anchors', files: { '': '/foo\n' }, ignored: ['foo', 'foo/a'], kept: ['a/foo'] },
  { what: 'an inner slash anchors', files: { '': 'a/foo\n' }, ignored: ['a/foo'], kept: ['b/a/foo'] },
  {
    what: 'a trailing slash means folders only',
    files: { '': 'foo/\n' },
    ignored: ['foo/a', 'b/foo/a'],
    kept: ['foo', 'c/foo'],
  },
  {
    what: 'an include of Semgrep is no pattern',
    files: { '': ':include .gitignore\n*.log\n' },
    ignored: ['a.log'],
    kept: ['.gitignore', 'a.txt'],
  },
  {
    what: 'a later line wins',
    files: { '': '*.log\n!keep.log\n' },
    ignored: ['a.log', 'b/a.log'],
    kept: ['keep.log', 'b/keep.log'],
  },
  {
    what: 'order decides, not strength',
    files: { '': '!keep.log\n*.log\n' },
    ignored: ['keep.log'],
    kept: ['keep.txt'],
  },
  {
    what: 'nothing below an ignored folder comes back',
    files: { '': 'out/\n!out/keep\n' },
    ignored: ['out/keep', 'out/a/b'],
    kept: ['outer/keep'],
  },
  {
    what: 'but below a folder whose content is ignored it does',
    files: { '': 'out/*\n!out/keep\n' },
    ignored: ['out/a'],
    kept: ['out/keep'],
  },
  {
    what: 'two stars cross folders',
    files: { '': 'a/**/z\n**/deep\nlogs/**\n' },
    ignored: ['a/z', 'a/b/c/z', 'x/deep', 'logs/x/y'],
    kept: ['b/z', 'logz/x'],
  },
  { what: 'one star does not', files: { '': 'a/*/z\n' }, ignored: ['a/b/z'], kept: ['a/b/c/z', 'a/z'] },
  {
    what: 'sets and escapes',
    files: { '': '[ab].txt\n\\#note\n\\!bang\nsp\\ \n' },
    ignored: ['a.txt', 'x/b.txt', '#note', '!bang', 'sp '],
    kept: ['c.txt', 'note', 'sp'],
  },
  {
    what: 'comments, blank lines, trailing spaces and CRLF',
    files: { '': '# foo\r\n\r\nbar   \r\n' },
    ignored: ['bar'],
    kept: ['foo', '# foo'],
  },
  { what: 'case counts', files: { '': 'Foo\n' }, ignored: ['Foo'], kept: ['foo'] },
  {
    what: 'a nested file counts from its folder',
    files: { a: '/foo\nbar/baz\nq\n' },
    ignored: ['a/foo', 'a/bar/baz', 'a/x/q'],
    kept: ['foo', 'b/foo', 'a/x/foo', 'q', 'a/x/bar/baz'],
  },
  {
    what: 'a nested file wins over its parent',
    files: { '': '*.log\n', a: '!*.log\n' },
    ignored: ['x.log', 'b/x.log'],
    kept: ['a/x.log', 'a/b/x.log'],
  },
  {
    what: 'a nested file can ignore what its parent kept',
    files: { '': '!*.log\n', a: '*.log\n' },
    ignored: ['a/x.log'],
    kept: ['x.log'],
  },
  {
    what: 'a nested file takes back a folder',
    files: { '': 'build/\n', a: '!build/\n' },
    ignored: ['build/x', 'b/build/x'],
    kept: ['a/build/x'],
  },
  {
    what: 'everything but',
    files: { '': '/*\n!/src/\n!.gitignore\n' },
    ignored: ['README', 'docs/x'],
    kept: ['src/x', 'src/a/b'],
  },
  {
    what: 'a folder with special characters',
    files: { 'we[i]rd*': 'x\n/y\n' },
    ignored: ['we[i]rd*/x', 'we[i]rd*/y'],
    kept: ['weird/x', 'we[i]rd*/z/y'],
  },
  {
    what: 'a double star in a nested file',
    files: { a: '**/z\nb/**\n' },
    ignored: ['a/z', 'a/b/c/z', 'a/b/q'],
    kept: ['z', 'b/q'],
  },
];

function rulesOf(files: Case['files']): IgnoreRules {
  const sorted = Object.entries(files).sort(([a], [b]) => a.length - b.length);
  return IgnoreRules.none.with(
    sorted.map(([folder, text]) => ({ folder, shown: `${folder}/.gitignore`, text })),
  );
}

/** What git says, so that the table itself is not taken on trust. */
function ignoredByGit({ files, ignored, kept }: Case): string[] {
  const root = mkdtempSync(join(tmpdir(), 'assay-ignore-'));
  try {
    execFileSync('git', ['init', '-q'], { cwd: root });
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    for (const [folder, text] of Object.entries(files)) write(join(folder, '.gitignore'), text);
    const options = { cwd: root, input: [...ignored, ...kept].join('\0'), encoding: 'utf8' } as const;
    const out = execFileSync('git', ['check-ignore', '--no-index', '--stdin', '-z'], options);
    return out.split('\0').filter((path) => path !== '');
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('ignore files', () => {
  it.each(CASES)('$what', (one) => {
    const rules = rulesOf(one.files);
    const ignored = (path: string) => rules.reason(path, false) !== undefined;
    expect(one.ignored.filter((path) => !ignored(path))).toEqual([]);
    expect(one.kept.filter(ignored)).toEqual([]);
  });

  it.each(CASES)('git agrees: $what', (one) => {
    expect(ignoredByGit(one).sort()).toEqual([...one.ignored].sort());
  });

  it('names file, line and pattern', () => {
    const rules = IgnoreRules.none.with([{ folder: 'a', shown: 'a/.gitignore', text: '# c\n\n*.log\n' }]);
    expect(rules.reason('a/x.log', false)).toBe('a/.gitignore:3 *.log');
  });
});

describe('globs', () => {
  it('match like ignore files do', () => {
    const globs = new GlobSet(['*.py', '/docs/']);
    expect(globs.match('a/b.py', false)).toBe('*.py');
    expect(globs.match('docs/x.md', false)).toBe('/docs/');
    expect(globs.match('a/docs/x.md', false)).toBeUndefined();
  });

  it('reach below a folder only where they are anchored', () => {
    expect(new GlobSet(['dist/app/*.js']).reachesBelow('dist')).toBe(true);
    expect(new GlobSet(['dist/app/*.js']).reachesBelow('dist/app')).toBe(true);
    expect(new GlobSet(['dist/app/*.js']).reachesBelow('lib')).toBe(false);
    expect(new GlobSet(['*.js', '**/x/*.js']).reachesBelow('dist')).toBe(false);
  });
});

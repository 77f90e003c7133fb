/**
 * All built-in fixes, safe or not, applied to copies of real projects: how many there are, what is refused and why, whether
 * a second run finds any left, whether the changed files still pass the checkers of their languages that are at hand, and
 * whether what could be built without a network before can be built still.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve, sep } from 'node:path';
import { inRoot } from '../lib/paths';
import { RunError } from '../lib/run';

interface Fixed {
  files: {
    path: string;
    applied: { ruleId: string }[];
    refused: { ruleId: string; refusal: string }[];
  }[];
}

/** What reads a file without running it; its exit code says whether it could. */
const CHECKERS: Record<string, (path: string) => [program: string, args: string[]]> = {
  '.py': (path) => ['python3', ['-c', 'import ast, sys; ast.parse(open(sys.argv[1], "rb").read())', path]],
  '.js': (path) => ['node', ['--check', path]],
  '.mjs': (path) => ['node', ['--check', path]],
  '.cjs': (path) => ['node', ['--check', path]],
  '.go': (path) => ['gofmt', ['-e', '-l', path]],
  '.sh': (path) => ['bash', ['-n', path]],
  '.bash': (path) => ['bash', ['-n', path]],
  '.php': (path) => ['php', ['-l', path]],
};

/** How a project with a file of this name is built offline. */
const BUILDS: Record<string, string> = {
  'go.mod': 'GOFLAGS=-mod=mod GOPROXY=off go build ./... && GOFLAGS=-mod=mod GOPROXY=off go vet ./...',
  'tsconfig.json': 'test -d node_modules && npx --no-install tsc --noEmit -p .',
  'pom.xml': 'mvn -o -q compile',
  'pyproject.toml': 'python3 -m compileall -q -f .',
  'setup.py': 'python3 -m compileall -q -f .',
};

/** Fixes a copy of each project, which is gone afterwards. */
export function benchFixes(sources: readonly string[]): string[] {
  return sources.flatMap((source) => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
    try {
      const isWanted = (path: string) =>
        ![`${sep}.git`, `${sep}node_modules`].some((end) => path.endsWith(end));
      cpSync(source, folder, { recursive: true, filter: isWanted, verbatimSymlinks: true });
      // What a project depends on is too much to copy.
      const modules = join(resolve(source), 'node_modules');
      if (existsSync(modules)) symlinkSync(modules, join(folder, 'node_modules'));
      return linesOf(basename(resolve(source)), folder, source);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function linesOf(name: string, folder: string, source: string): string[] {
  const build = Object.entries(BUILDS).find(([file]) => existsSync(join(folder, file)))?.[1];
  const before = build === undefined ? undefined : complaintsOf(build, folder);
  const first = fix(folder, '--write');
  const again = fix(folder, '--dry-run');
  const changed = first.files.filter(({ applied }) => applied.length > 0);
  const applied = changed.flatMap((file) => file.applied);
  const left = again.files.reduce((sum, file) => sum + file.applied.length, 0);
  const head = `${name}: ${applied.length} fixes in ${changed.length} files, a second run finds ${left}`;
  const refused = first.files.flatMap((file) => file.refused.map(({ refusal }) => refusal));
  if (applied.length + refused.length + left === 0) return [head];
  const checks = changed.map(({ path }) => check(join(folder, path), join(source, path)));
  const passed = checks.filter((one) => one === 'passed').length;
  const failed = changed.filter((_, at) => checks[at] === 'failed').map(({ path }) => path);
  return [
    head,
    `  by rule: ${tally(applied.map(({ ruleId }) => ruleId)) || 'none'}`,
    `  refused: ${tally(refused) || 'none'}`,
    ...(build === undefined || before === undefined
      ? []
      : [`  ${described(build, before, complaintsOf(build, folder))}`]),
    `  changed files that their language's checker reads: ${passed} of ${passed + failed.length}${failed.length > 0 ? `, not ${failed.join(', ')}` : ''}`,
  ];
}

/** What a build says, without the names of places in memory and time; empty where it passes. */
function complaintsOf(build: string, cwd: string): string[] {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', build], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  });
  if (status === 0) return [];
  return `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
}

function described(build: string, before: readonly string[], after: readonly string[]): string {
  if (before.length === 0)
    return `${build}: passed before, ${after.length === 0 ? 'passes' : 'FAILS'} afterwards`;
  // Lines move by fixes, so places say nothing.
  const plain = (lines: readonly string[]) =>
    lines
      .map((line) => line.replace(/\d+/g, '0'))
      .sort()
      .join('\n');
  const isSame = plain(before) === plain(after);
  return `${build}: failed before, ${isSame ? 'with the same afterwards' : 'with something else afterwards'}`;
}

/** A file that could not be read before either says nothing; nor does one whose checker is not here. */
function check(path: string, before: string): 'passed' | 'failed' | 'unknown' {
  const checker = CHECKERS[extname(path)];
  if (checker === undefined || !reads(checker(before))) return 'unknown';
  return reads(checker(path)) ? 'passed' : 'failed';
}

function reads([program, args]: [string, string[]]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

function fix(folder: string, how: string): Fixed {
  const args = [inRoot('dist-node/assay.mjs'), 'fix', folder, '--unsafe', '--format', 'json', how];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
    cwd: folder,
  });
  if (stdout.trim() === '') throw new RunError(`assay fix ended with exit code ${status}: ${stderr}`);
  return JSON.parse(stdout) as Fixed;
}

/** How often each name occurs, the most frequent first. */
function tally(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

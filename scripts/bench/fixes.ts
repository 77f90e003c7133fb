/**
 * All built-in fixes, safe or not, applied to copies of real projects: how many there are, what is refused and why, whether
 * a second run finds any left, and whether the changed files still pass the checkers of their languages that are at hand.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
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

/** Fixes a copy of each project, which is gone afterwards. */
export function benchFixes(sources: readonly string[]): string[] {
  return sources.flatMap((source) => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
    try {
      const isWanted = (path: string) =>
        ![`${sep}.git`, `${sep}node_modules`].some((end) => path.endsWith(end));
      cpSync(source, folder, { recursive: true, filter: isWanted, verbatimSymlinks: true });
      return linesOf(basename(resolve(source)), folder, source);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function linesOf(name: string, folder: string, source: string): string[] {
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
    `  changed files that their language's checker reads: ${passed} of ${passed + failed.length}${failed.length > 0 ? `, not ${failed.join(', ')}` : ''}`,
  ];
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

/** Semgrep's own program: from PyPI, in an environment of its own in the cache, for measuring only. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedCache } from '../lib/paths';
import { RunError, run } from '../lib/run';
import type { Corpus } from './corpus';
import type { Program } from './timing';

export const SEMGREP_VERSION = '1.182.0';

/** Installs it if it is not there; gives the folder of its programs. */
export async function semgrepFolder(): Promise<string> {
  const home = join(sharedCache, `semgrep-${SEMGREP_VERSION}`);
  const programs = join(home, process.platform === 'win32' ? 'Scripts' : 'bin');
  const done = join(home, 'installed');
  if (existsSync(done)) return programs;
  try {
    await run('python3', ['-m', 'venv', home]);
    await run(join(programs, 'python'), ['-m', 'pip', 'install', '--quiet', `semgrep==${SEMGREP_VERSION}`]);
  } catch (error) {
    const help = 'To compare with Semgrep, install Python 3.10 or later with venv and pip.';
    throw new RunError(`${help} ${(error as Error).message}`);
  }
  writeFileSync(done, '');
  return programs;
}

/**
 * A scan of a corpus by it; its findings go to a file. Its own list of what to leave out (tests among them)
 * is replaced by an empty one, and no file is too large for it, so that both programs see the same files.
 */
export function semgrep(programs: string, corpus: Corpus, rules: string, output: string): Program {
  writeFileSync(join(corpus.folder, '.semgrepignore'), '');
  const scan = ['scan', '-j', '2', '--metrics=off', '--disable-version-check', '--quiet'];
  const all = ['--no-git-ignore', '--max-target-bytes', '0'];
  const args = [...scan, ...all, '--json', '--output', output, '--config', rules, '.'];
  // It starts further programs by their names.
  const env = { PATH: `${programs}:${process.env.PATH ?? ''}` };
  return { name: 'semgrep', command: join(programs, 'semgrep'), args, cwd: corpus.folder, env };
}

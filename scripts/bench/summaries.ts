/** What summaries cost: beside parsing every file once, and in the time until the last finding. */
import { spawnSync } from 'node:child_process';
import { inRoot } from '../lib/paths';
import { RunError } from '../lib/run';
import type { Corpus } from './corpus';
import { ratio } from './headless';
import { type Program, runOnce } from './timing';

const RUNNER = inRoot('dist-node/assay.mjs');

/** Lines of the report. */
export function benchSummaries(corpus: Corpus, rounds: number): string[] {
  const [without = 0, withThem = 0] = [scan(corpus), scan(corpus, '--project')].map((program) => {
    const runs = Array.from({ length: rounds }, () => lastFinding(program));
    return runs.sort((a, b) => a - b)[rounds >> 1] ?? 0;
  });
  return [
    `${corpus.name}: until the last finding of a file, with summaries against without: ${ratio(withThem, without)} (at most 1.05)`,
    '  all summaries and parsing, against parsing alone, native (at most 1.4x):',
    ...costs(corpus).map((line) => `  ${line}`),
  ];
}

function scan({ folder }: Corpus, ...more: string[]): Program {
  const args = [RUNNER, 'scan', '.', '--format', 'json', '--output', '/dev/null', '--stats', ...more];
  return { name: 'assay', command: process.execPath, args, cwd: folder };
}

/** Seconds. */
function lastFinding(program: Program): number {
  const { seconds } = JSON.parse(runOnce(program)) as { seconds: Record<string, number> };
  return (seconds.analyse ?? 0) - (seconds.project ?? 0);
}

function costs({ folder }: Corpus): string[] {
  const features = ['--features', 'assay-languages/native-grammars'];
  const example = ['run', '--release', '-q', '-p', 'assay-analyses', '--example', 'cost', ...features];
  const args = [...example, '--', folder];
  const { status, stdout, stderr } = spawnSync('cargo', args, { cwd: inRoot('crates'), encoding: 'utf8' });
  if (status !== 0) throw new RunError(stderr);
  return stdout.trimEnd().split('\n');
}

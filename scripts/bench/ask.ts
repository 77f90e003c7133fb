/**
 * How often a question in plain words finds what it is about: questions are made of the comments of each project, which
 * the index is then made without.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { inRoot } from '../lib/paths';
import { RunError } from '../lib/run';
import { type Defined, type Question, questionsOf } from './questions';
import { shuffled } from './shuffled';

const MOST_BYTES = 1 << 30;
/** Of one project, so that no project is most of the questions. */
const MOST_QUESTIONS = 125;

interface Recall {
  questions: number;
  /** What is asked for comes first, among the first five, among the first ten. */
  first: number;
  five: number;
  ten: number;
}

/** Questions about a project, the same ones in every run. */
function questionsAbout(folder: string): Question[] {
  const { symbols } = JSON.parse(assay('symbols', folder, '--format', 'json')) as { symbols: Defined[] };
  const all = questionsOf(symbols, (file) => readFileSync(join(folder, file), 'utf8'));
  return shuffled(all).slice(0, MOST_QUESTIONS);
}

/** Lines of the report: a project each, and all of them. @param flags of `assay ask`, such as `--embedding`. */
export function benchAsk(folders: string[], flags: string[] = []): string[] {
  const recalls = folders.map((folder) => [basename(resolve(folder)), recallOf(folder, flags)] as const);
  const all = { questions: 0, first: 0, five: 0, ten: 0 };
  for (const [, recall] of recalls)
    for (const key of ['questions', 'first', 'five', 'ten'] as const) all[key] += recall[key];
  return [...recalls, ['all', all] as const].map(([name, recall]) => describe(name, recall));
}

function describe(name: string, { questions, first, five, ten }: Recall): string {
  const share = (part: number) => (part / Math.max(1, questions)).toFixed(3);
  return `${name}: ${questions} questions, recall@1 ${share(first)}, @5 ${share(five)}, @10 ${share(ten)}`;
}

function recallOf(folder: string, flags: string[]): Recall {
  const questions = questionsAbout(folder);
  const temporary = mkdtempSync(join(tmpdir(), 'assay-ask-'));
  const batch = join(temporary, 'questions.jsonl');
  writeFileSync(batch, questions.map(({ words }) => `${JSON.stringify({ words })}\n`).join(''));
  const lines = assay('ask', folder, '--without-comments', ...flags, '--batch', batch)
    .split('\n')
    .filter(Boolean);
  rmSync(temporary, { recursive: true });
  if (lines.length !== questions.length)
    throw new RunError(`Not every question about ${folder} has an answer.`);
  const ranks = questions.map(({ about }, which) => {
    const { results = [] } = JSON.parse(lines[which] ?? '{}') as { results?: Defined[] };
    const isIt = ({ name, file, line }: Defined) =>
      name === about.name && file === about.file && line === about.line;
    return results.findIndex(isIt);
  });
  const within = (count: number) => ranks.filter((rank) => rank >= 0 && rank < count).length;
  return { questions: questions.length, first: within(1), five: within(5), ten: within(10) };
}

function assay(...args: string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [inRoot('dist-node/assay.mjs'), ...args], {
    encoding: 'utf8',
    maxBuffer: MOST_BYTES,
  });
  // What could not be read is said, and the rest answers.
  if (status !== 0 && status !== 4) throw new RunError(`assay ${args[0]} failed: ${stderr}`);
  return stdout;
}

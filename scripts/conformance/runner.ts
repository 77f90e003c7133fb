/** Many cases in one process of the runner in `dist-node/`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../lib/paths';
import { output, RunError } from '../lib/run';

/** What the runner says of a case. */
export interface Answer {
  id: string;
  matches: {
    ruleId: string;
    startLine: number;
    endLine: number;
    startByte: number;
    endByte: number;
    fix?: { text: string };
  }[];
  fixed?: string;
  errors: string[];
}

/** The answers to lines of `assay batch`, by their ids. */
export function answersOf(scratch: string, jobs: object[]): Map<string, Answer> {
  const list = join(scratch, 'cases.jsonl');
  writeFileSync(list, jobs.map((job) => JSON.stringify(job)).join('\n'));
  // Each rule is another one and each text is short: to optimise the engine's code takes many times what that saves.
  const args = ['--liftoff-only', inRoot('dist-node/assay.mjs'), 'batch', list];
  const printed = output(process.execPath, args);
  if (printed === undefined) throw new RunError('The runner failed: node dist-node/assay.mjs batch');
  const answers = printed.split('\n').filter((line) => line !== '');
  return new Map(answers.map((line) => JSON.parse(line) as Answer).map((answer) => [answer.id, answer]));
}

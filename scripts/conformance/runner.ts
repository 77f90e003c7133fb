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
  const printed = output(process.execPath, [inRoot('dist-node/assay.mjs'), 'batch', list]);
  if (printed === undefined) throw new RunError('The runner failed: node dist-node/assay.mjs batch');
  const answers = printed.split('\n').filter((line) => line !== '');
  return new Map(answers.map((line) => JSON.parse(line) as Answer).map((answer) => [answer.id, answer]));
}

/** A folder as one project that can be asked about: its files are read, summarised by worker threads, and joined here. */
import type { JoinedProject } from '../../workers/index';
import { Intake } from '../../workers/intake';
import { AssayError, type Completeness } from '../../workers/protocol';
import { describeCompleteness, visibleText } from '../share';
import { analyse } from './analyse';
import { completenessOfScan } from './completeness';
import { openPlace } from './open-place';
import { scanOptions } from './options';
import { type Place, placeBelow } from './paths';
import { addTexts, joinProject, languagesOf, untoldProblems } from './project';
import { problemsOf, Results } from './results';

export interface ProjectIndex {
  project: JoinedProject;
  completeness: Completeness;
  place: Place;
  intake: Intake;
  /** By path; empty where it is unknown. */
  languages: Map<string, string>;
}

/** Reads a folder, or a single file or archive. Paths in answers start there. */
export async function openIndex(path: string): Promise<ProjectIndex> {
  const place = placeBelow(path);
  const intake = new Intake();
  intake.openTree(await openPlace(place));
  const results = new Results();
  let joined: JoinedProject | undefined;
  await analyse({
    ...{
      options: scanOptions({ paths: [path] }),
      place,
      intake,
      sources: [],
      builtin: [],
      results,
      known: undefined,
    },
    afterwards: async (found, pool) => {
      joined = await joinProject(found, pool);
    },
  });
  if (!joined) throw new AssayError({ code: 'internal', message: 'The files were not joined.' });
  const unread = await addTexts(joined, intake, results);
  const problems = [...problemsOf(results.reports()), ...untoldProblems(results), ...unread];
  return {
    ...{ project: joined, place, intake, languages: languagesOf(results) },
    completeness: completenessOfScan(results, problems, []),
  };
}

/** Says on standard error what the answers do not know of. */
export function sayMissing(completeness: Completeness): void {
  const text = describeCompleteness(completeness).split('\n').map(visibleText).join('\n');
  if (text !== '') process.stderr.write(`assay: ${text}\n`);
}

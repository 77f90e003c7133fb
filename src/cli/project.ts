/** The rules about the project as a whole: what all files tell is joined in this thread, and what comes of it reported. */
import { chosen } from '../../workers/analysis';
import { JoinedProject } from '../../workers/index';
import type { Intake } from '../../workers/intake';
import type { Pool } from '../../workers/pool';
import {
  AssayError,
  DEFAULT_ANALYSIS_OPTIONS,
  type Finding,
  type FindingsChoice,
  joinChoices,
  type Problem,
} from '../../workers/protocol';
import { compileEngine, loadEmbedding, loadGrammar } from './assets';
import { type Results, readReport } from './results';

/** The project, engine and files are those of this process. */
const ORDER = { projectId: 0, engine: '', fileBudgetMs: DEFAULT_ANALYSIS_OPTIONS.fileBudgetMs };

/** Joins what all files tell. `pool` is asked for only if files have told nothing yet. */
export async function joinProject(results: Results, pool: () => Pool): Promise<JoinedProject> {
  const project = new JoinedProject(await compileEngine(), loadGrammar, loadEmbedding);
  const covered = new Set(project.analyses().flatMap(({ languages }) => languages));
  const languages = languagesOf(results);
  const missing = [...results.files.values()].filter(
    ({ path, summaries }) => !summaries && covered.has(languages.get(path) ?? ''),
  );
  if (missing.length > 0)
    await summarise(
      pool(),
      missing.map(({ path }) => path),
    );
  for (const { path, summaries = [] } of results.files.values()) {
    const language = languages.get(path) ?? '';
    const isKnown = summaries.map((summary) => project.add({ ...summary, path, language }));
    if (isKnown.includes(false)) results.untold.push(path);
  }
  return project;
}

/** The language of each file; empty where it is unknown. */
export function languagesOf(results: Results): Map<string, string> {
  return new Map([...results.files.values()].map((file) => [file.path, readReport(file).language ?? '']));
}

/** Adds to the results what is found in all files together and counts by the choice for all and those of folders. */
export async function lookAtProject(
  intake: Intake,
  results: Results,
  pool: () => Pool,
  choice: FindingsChoice,
): Promise<void> {
  const project = await joinProject(results, pool);
  // A text that cannot be read makes findings less certain; why, its own problem says.
  await addTexts(project, intake, results);
  const rules = project.rules().map(({ id }) => id);
  const byPath = new Map<string, Finding[]>();
  for (const { path, finding } of project.combine(rules)) {
    byPath.set(path, [...(byPath.get(path) ?? []), finding]);
  }
  for (const [path, findings] of byPath) {
    const there = joinChoices(choice, (await intake.choiceAt(path)) ?? {});
    results.addFindings(path, chosen(findings, there));
  }
}

/** Gives it the texts of all files; answers with those that could not be read. */
export async function addTexts(project: JoinedProject, intake: Intake, results: Results) {
  const languages = languagesOf(results);
  const unread: { kind: 'unreadable'; path: string; message: string }[] = [];
  for (const path of results.files.keys()) {
    try {
      project.addText(path, languages.get(path) ?? '', (await intake.read(path)).bytes);
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      unread.push({ kind: 'unreadable', path, message: error.message });
    }
  }
  return unread;
}

function summarise(pool: Pool, paths: string[]): Promise<void> {
  return pool.summarise(ORDER, paths, () => {}, new AbortController().signal);
}

/** What is told of files that could not be taken into account. */
export function untoldProblems({ untold }: Results): Problem[] {
  return untold.map((path) => ({
    kind: 'timed-out',
    path,
    message: 'The rules about the project do not know this file, because it could not be read in time.',
  }));
}

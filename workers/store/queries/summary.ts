/** A project at a glance: languages, lines, findings by severity, rule and folder, what was slow, skipped or went wrong. */

import { type ProjectSummary, SEVERITIES, severityCounts } from '../../protocol';
import type { Sql } from '../connection';
import type { IndexedFile, ProjectIndex } from '../project-index';
import type { Query } from '../query';
import { parseProblems } from '../run-facts';
import { LAST_SKIPPED } from './skipped';

const SLOWEST = 20;
const MOST_PROBLEMS = 500;

type LanguageRow = [string | null, number, number, number, number, number, number, number, number];

export const summary: Query<'summary'> = {
  tables: ['files', 'findings', 'skipped', 'runs'],
  run: async ({ database, index }, { projectId }) => {
    const project = await index(projectId);
    const stored = await database.read((sql) => readStored(sql, projectId));
    return {
      ...totals(project),
      ...stored,
      rules: countRules(project),
      folders: countFolders(project.files),
      ...(project.completeness && { completeness: project.completeness }),
    };
  },
};

type Stored = Pick<ProjectSummary, 'languages' | 'lines' | 'slowest' | 'skipped' | 'problems'>;

async function readStored(sql: Sql, projectId: number): Promise<Stored> {
  const languages = (await sql.all<LanguageRow>(SELECT_LANGUAGES, [projectId])).map(toLanguage);
  const slowest = await sql.all<[string, number]>(SELECT_SLOWEST, [projectId, SLOWEST]);
  const skipped = await sql.all<[string, number]>(SELECT_SKIPPED, [projectId]);
  const problems = await sql.all<[string, string]>(SELECT_PROBLEMS, [projectId, MOST_PROBLEMS]);
  return {
    languages,
    lines: sumLines(languages),
    slowest: slowest.map(([path, elapsedMs]) => ({ path, elapsedMs })),
    skipped: skipped.map(([reason, count]) => ({ reason, count })),
    problems: problems.flatMap(([path, json]) =>
      parseProblems(json).map((problem) => ({ path, ...problem })),
    ),
  };
}

function toLanguage(row: LanguageRow): ProjectSummary['languages'][number] {
  const [language, files, bytes, code, comment, blank, errorFiles, nodes, errorBytes] = row;
  const lines = { code, comment, blank };
  return { language: language ?? '', files, bytes, lines, errorFiles, nodes, errorBytes };
}

function sumLines(languages: ProjectSummary['languages']): ProjectSummary['lines'] {
  const sum = { code: 0, comment: 0, blank: 0 };
  for (const { lines } of languages) {
    sum.code += lines.code;
    sum.comment += lines.comment;
    sum.blank += lines.blank;
  }
  return sum;
}

function totals({ files }: ProjectIndex): Pick<ProjectSummary, 'files' | 'bytes' | 'severities'> {
  const severities = SEVERITIES.map((_, rank) =>
    files.reduce((sum, file) => sum + (file.counts[rank] ?? 0), 0),
  );
  return {
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    severities: severityCounts(severities),
  };
}

/** Open findings by rule, the most frequent first; a rule has the severity of its worst finding. */
function countRules(index: ProjectIndex): ProjectSummary['rules'] {
  return index
    .openByRule()
    .map(({ count, worst }, rule) => ({
      ruleId: index.rules.values[rule] ?? '',
      severity: SEVERITIES[worst] ?? 'info',
      count,
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.ruleId < b.ruleId ? -1 : 1));
}

interface Folder {
  files: number;
  lines: number;
  findings: number;
  worst: number;
}

function countFolders(files: readonly IndexedFile[]): ProjectSummary['folders'] {
  const folders = new Map<string, Folder>();
  for (const file of files) {
    for (const path of foldersOf(file.path)) addToFolder(folders, path, file);
  }
  return [...folders].map(([path, { worst, ...counts }]) => {
    const severity = SEVERITIES[worst];
    return severity ? { path, ...counts, worst: severity } : { path, ...counts };
  });
}

function addToFolder(folders: Map<string, Folder>, path: string, { codeLines, counts }: IndexedFile): void {
  const folder = folders.get(path) ?? { files: 0, lines: 0, findings: 0, worst: -1 };
  folder.files += 1;
  folder.lines += codeLines;
  folder.findings += counts.reduce((sum, count) => sum + count, 0);
  folder.worst = Math.max(
    folder.worst,
    counts.findLastIndex((count) => count > 0),
  );
  folders.set(path, folder);
}

/** The root, which is '', and every folder above a file, without a slash at the end. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return ['', ...parts.map((_, at) => parts.slice(0, at + 1).join('/'))];
}

const SELECT_LANGUAGES = `SELECT language, count(*), sum(size), sum(code_lines), sum(comment_lines), sum(blank_lines),
  sum(errors > 0), sum(nodes), sum(error_bytes) FROM files
  WHERE project_id = ? AND result_run IS NOT NULL GROUP BY language ORDER BY sum(code_lines) DESC, language`;

const SELECT_SLOWEST = `SELECT path, elapsed_ms FROM files
  WHERE project_id = ? AND result_run IS NOT NULL AND elapsed_ms > 0 ORDER BY elapsed_ms DESC LIMIT ?`;

const SELECT_SKIPPED = `SELECT reason, count(*) FROM skipped WHERE ${LAST_SKIPPED}
  GROUP BY reason ORDER BY count(*) DESC`;

const SELECT_PROBLEMS = `SELECT path, problems FROM files
  WHERE project_id = ? AND problems IS NOT NULL ORDER BY path LIMIT ?`;

/** `type:finding` of `assay search`: findings of a scan as `assay scan` makes it, by the words that the page looks for, too. */
import type { Completeness, Finding } from '../../workers/protocol';
import { findingQuery } from '../share';
import type { Answer } from './answers';
import { check, openJob } from './check';
import { sayConfig } from './config';
import { placeBelow } from './paths';

interface Found {
  file: string;
  finding: Finding;
}

export interface FoundFindings {
  all: Found[];
  completeness: Completeness;
}

/** Scans what is at a path. */
export async function scanFor(path: string): Promise<FoundFindings> {
  const checked = await check(await openJob({ paths: [path] }, placeBelow(path)));
  sayConfig(checked.config);
  const reports = [...checked.results.reports()];
  const all = reports.flatMap(({ path: file, findings }) => findings.map((finding) => ({ file, finding })));
  return { all, completeness: checked.completeness };
}

/** Throws `bad-query` if the query cannot be read. */
export function findIn({ all, completeness }: FoundFindings, query: string): Answer {
  const { text, languages, notLanguages, fits, count } = findingQuery(query);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter(({ file, finding: { language, message, ruleId, excerpt } }) => {
    if (!fits(file) || notLanguages.includes(language)) return false;
    if (languages.length > 0 && !languages.includes(language)) return false;
    const said = [file, message, ruleId, excerpt].map((one) => one.toLowerCase());
    return words.every((word) => said.some((one) => one.includes(word)));
  });
  const listed = found.slice(0, count);
  const isWhole = found.length <= count && completeness.state === 'whole';
  const matches = listed.map(({ file, finding: { ruleId, message, range } }) => {
    const { start, end } = range;
    // Of several lines it is not said how far it goes.
    const length = start.line === end.line ? end.col - start.col : 0;
    return { file, line: start.line, col: start.col, length, ruleId, message };
  });
  return {
    json: { matches, total: found.length, whole: isWhole },
    lines: matches.map((one) => `${one.file}:${one.line}:${one.col}: ${one.message} (${one.ruleId})`),
  };
}

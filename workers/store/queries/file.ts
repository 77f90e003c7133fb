/** All that is known of one file but its findings. */

import {
  type FileRow,
  type NotParsed,
  type ParseOutcome,
  type Problem,
  severityCounts,
} from '../../protocol';
import { FILE_STATUS } from '../load-index';
import type { Query } from '../query';

/** Size, language, three counts of lines, why not parsed, four of parse health, time, status, problems, hash, text, severities. */
type Row = [
  number,
  string | null,
  number,
  number,
  number,
  NotParsed | null,
  number,
  number,
  number,
  number,
  number,
  FileRow['status'],
  string | null,
  string,
  number,
  ...number[],
];

export const file: Query<'file'> = {
  tables: ['files', 'findings', 'texts', 'runs'],
  run: async ({ database }, { projectId, path }) => {
    const row = await database.read((sql) => sql.first<Row>(SELECT_FILE, [projectId, path]));
    return row && toFileRow(path, row);
  },
};

function toFileRow(path: string, row: Row): FileRow {
  const [size, language, code, comment, blank, notParsed, nodes, errors, errorBytes, firstErrorLine] = row;
  const [elapsedMs, status, problems, hash, hasText, ...severities] = row.slice(10) as [
    number,
    FileRow['status'],
    string | null,
    string,
    number,
    ...number[],
  ];
  const parse: ParseOutcome = notParsed
    ? { kind: 'notParsed', reason: notParsed }
    : { kind: 'parsed', nodes, errors, errorBytes, firstErrorLine };
  const file: FileRow = {
    ...{ path, size, lines: { code, comment, blank }, parse, elapsedMs, status },
    problems: problems ? (JSON.parse(problems) as Problem[]) : [],
    counts: severityCounts(severities),
    hash,
    hasText: hasText === 1,
  };
  if (language !== null) file.language = language;
  return file;
}

const SELECT_FILE = `SELECT f.size, f.language, f.code_lines, f.comment_lines, f.blank_lines, f.not_parsed,
  f.nodes, f.errors, f.error_bytes, f.first_error_line, f.elapsed_ms, ${FILE_STATUS}, f.problems, f.hash,
  EXISTS (SELECT 1 FROM texts t WHERE t.hash = f.hash), f.info, f.low, f.medium, f.high, f.critical
  FROM files f WHERE f.project_id = ? AND f.path = ?`;

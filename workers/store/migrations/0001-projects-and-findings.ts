/** The first schema: projects with their runs, files, findings and kept texts. Never changed; later ones change it. */

export const projectsAndFindings = `
CREATE TABLE projects (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  source_kind TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  opened_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  rule_set_hash TEXT NOT NULL,
  started_ms INTEGER NOT NULL,
  elapsed_ms INTEGER NOT NULL DEFAULT 0,
  files INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  parsed INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX runs_by_project ON runs (project_id);

-- Size, time, hash and all that follows describe the stored result; what the walk of a run has seen is seen_run alone.
CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  project_id INTEGER NOT NULL,
  path TEXT NOT NULL,
  seen_run INTEGER NOT NULL,
  -- The run that made or confirmed the result; NULL while there is none.
  result_run INTEGER,
  size INTEGER NOT NULL,
  modified_ms INTEGER NOT NULL,
  hash TEXT,
  rule_set_hash TEXT,
  language TEXT,
  code_lines INTEGER NOT NULL DEFAULT 0,
  comment_lines INTEGER NOT NULL DEFAULT 0,
  blank_lines INTEGER NOT NULL DEFAULT 0,
  not_parsed TEXT,
  nodes INTEGER NOT NULL DEFAULT 0,
  errors INTEGER NOT NULL DEFAULT 0,
  error_bytes INTEGER NOT NULL DEFAULT 0,
  first_error_line INTEGER NOT NULL DEFAULT 0,
  elapsed_ms REAL NOT NULL DEFAULT 0,
  -- 1: cut off after its time budget; 2: not checked for a reason that may pass, so never reused.
  failed INTEGER NOT NULL DEFAULT 0,
  -- Findings that are not suppressed.
  info INTEGER NOT NULL DEFAULT 0,
  low INTEGER NOT NULL DEFAULT 0,
  medium INTEGER NOT NULL DEFAULT 0,
  high INTEGER NOT NULL DEFAULT 0,
  critical INTEGER NOT NULL DEFAULT 0,
  -- JSON array of Problem; NULL if there are none.
  problems TEXT,
  -- JSON array of Snippet, of shared files only.
  snippets TEXT
) STRICT;
CREATE UNIQUE INDEX files_by_path ON files (project_id, path);

-- A row holds up to a few hundred findings of one file: rows are written and read a hundred times faster that way,
-- and the views filter and group in memory. Ids of findings are first_id, first_id + 1, ...
CREATE TABLE findings (
  first_id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL,
  count INTEGER NOT NULL,
  -- What lists show, filter and group by; see finding-codec.ts.
  head TEXT NOT NULL
) STRICT;
CREATE INDEX findings_by_file ON findings (file_id);

-- The rest of the same findings, apart from the heads, which are read all at once when a project is opened.
CREATE TABLE finding_details (
  first_id INTEGER PRIMARY KEY,
  -- TEXT, or deflated UTF-8 of the same as BLOB.
  detail ANY NOT NULL
) STRICT;

-- Ids of findings are never used twice.
CREATE TABLE counters (name TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT;
INSERT INTO counters VALUES ('finding', 1);

CREATE TABLE texts (
  file_id INTEGER PRIMARY KEY,
  bytes INTEGER NOT NULL,
  used_ms INTEGER NOT NULL,
  -- Deflated, without header.
  data BLOB NOT NULL
) STRICT;
CREATE INDEX texts_by_use ON texts (used_ms, bytes);

CREATE TABLE skipped (
  project_id INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  is_folder INTEGER NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX skipped_by_run ON skipped (project_id, run_id);

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

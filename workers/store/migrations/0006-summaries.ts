/** What each file tells others; see `writes/summaries.ts`. */

export const summaries = `
CREATE TABLE summaries (
  -- Grows with every row, so that who has read them finds what is new.
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  -- Empty for a file whose summaries cannot be made; it has no other row.
  analysis TEXT NOT NULL,
  version INTEGER NOT NULL,
  -- The build of the engine and the content's hash, under which the summary holds.
  engine TEXT NOT NULL,
  hash TEXT NOT NULL,
  data BLOB
) STRICT;
CREATE UNIQUE INDEX summaries_by_file ON summaries (file_id, analysis);
CREATE INDEX summaries_by_project ON summaries (project_id, seq);
`;

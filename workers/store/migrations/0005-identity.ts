/**
 * Findings that are the same in the next scan keep their ids, texts are kept by what is in them, and what people decide
 * of a finding has a place.
 */

export const identity = `
-- A row of findings gets a number of its own: the ids in it need not follow one another any more.
ALTER TABLE findings RENAME COLUMN first_id TO block;
ALTER TABLE finding_details RENAME COLUMN first_id TO block;
INSERT INTO counters SELECT 'block', next FROM counters WHERE name = 'finding';
-- JSON array of runs of ids, in the order of the findings: first, count, first, count, …
ALTER TABLE findings ADD COLUMN ids TEXT NOT NULL DEFAULT '[]';
UPDATE findings SET ids = json_array(block, count);
-- JSON array of identity and surroundings, in turn; NULL in rows of older versions, whose details hold a fingerprint.
ALTER TABLE findings ADD COLUMN identities TEXT;

-- Where the finding of an id is: the same runs, by their first id.
CREATE TABLE finding_ids (
  first INTEGER PRIMARY KEY,
  count INTEGER NOT NULL,
  block INTEGER NOT NULL
) STRICT;
CREATE INDEX finding_ids_by_block ON finding_ids (block);
INSERT INTO finding_ids SELECT block, count, block FROM findings;

CREATE TABLE texts_by_hash (
  -- As in files.
  hash TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  used_ms INTEGER NOT NULL,
  -- 1 where a file with this text has findings: dropped last.
  has_findings INTEGER NOT NULL,
  -- Deflated, without header.
  data BLOB NOT NULL
) STRICT;
INSERT OR IGNORE INTO texts_by_hash SELECT f.hash, t.bytes, t.used_ms, 1, t.data
  FROM texts t JOIN files f ON f.id = t.file_id WHERE f.hash <> '';
DROP TABLE texts;
ALTER TABLE texts_by_hash RENAME TO texts;
CREATE INDEX texts_by_use ON texts (has_findings, used_ms, bytes);

-- What people decided of findings. It outlives them, so that a finding that comes back is known.
CREATE TABLE triage (
  id INTEGER PRIMARY KEY,
  project_id INTEGER NOT NULL,
  identity TEXT NOT NULL,
  -- Tells findings of one identity in several files apart, and nothing else.
  path TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  note TEXT,
  owner TEXT,
  expires_ms INTEGER
) STRICT;
CREATE INDEX triage_by_identity ON triage (project_id, identity);
`;

/** Decisions of people show in the rows of the findings that they are about, and can be taken back. */

export const triage = `
-- JSON array: place in the row and index into DECISIONS, in turn, of the findings that a decision in force is about;
-- NULL where there are none. Follows from the table of decisions (see writes/triage.ts).
ALTER TABLE findings ADD COLUMN decisions TEXT;

DROP INDEX triage_by_identity;
CREATE INDEX triage_by_identity ON triage (project_id, identity, path);
-- 0 once its time is over: the finding is open again.
ALTER TABLE triage ADD COLUMN in_force INTEGER NOT NULL DEFAULT 1;
CREATE INDEX triage_by_expiry ON triage (expires_ms) WHERE in_force AND expires_ms IS NOT NULL;

-- What was there before each change of decisions, the last of each project.
CREATE TABLE triage_changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  -- JSON array: for each decision that was changed its identity, path, state and the rest of its row; identity and path alone where there was none.
  former TEXT NOT NULL
) STRICT;
CREATE INDEX triage_changes_by_project ON triage_changes (project_id, id);
`;

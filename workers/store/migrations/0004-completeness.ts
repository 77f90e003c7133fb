/** How much of a project each run has read and checked; see `completeness.ts`. */

export const completeness = `
-- Whether the walk came to its end.
ALTER TABLE runs ADD COLUMN walked INTEGER NOT NULL DEFAULT 0;
-- JSON array of Problem: what was wrong with the rules when the run began, or at its end.
ALTER TABLE runs ADD COLUMN rule_problems TEXT;
-- A Completeness as JSON, made when the run ended; NULL while it runs, and for runs of older versions.
ALTER TABLE runs ADD COLUMN completeness TEXT;
-- The same, as it came with findings that were imported; NULL for all others.
ALTER TABLE projects ADD COLUMN completeness TEXT;
`;

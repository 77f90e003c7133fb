/** Decisions of one file lie together, so that those of many findings are written and read in the order of the index. */

export const triageByPlace = `
DROP INDEX triage_by_identity;
CREATE INDEX triage_by_place ON triage (project_id, path, identity);
`;

/**
 * The run whose walk a run goes on from: of what that one saw, only some files were looked at again. Then files count as
 * seen from that run on; NULL where the run walked itself.
 */

export const walks = `
ALTER TABLE runs ADD COLUMN walk_run INTEGER;
`;

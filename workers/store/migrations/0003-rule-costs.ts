/** What each rule has cost in a run; only the latest run of a project keeps it. Findings may have a flow from here on. */

export const ruleCosts = `
-- JSON array of [rule id, milliseconds, files]; NULL if nothing was analysed.
ALTER TABLE runs ADD COLUMN rule_costs TEXT;
`;

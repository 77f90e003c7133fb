/** Rules are searched in memory, by what people call what they find: the full text of the database goes. */

export const ruleSearch = `
DROP TABLE rules_text;
`;

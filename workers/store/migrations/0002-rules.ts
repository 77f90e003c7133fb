/** Rules, searchable in full text, and the rule files that people bring. */

export const rules = `
CREATE TABLE rules (
  key INTEGER PRIMARY KEY,
  -- NULL for the rules at work here; else the shared project that brought the rule along.
  project_id INTEGER,
  id TEXT NOT NULL,
  -- A RuleInfo as JSON.
  info TEXT NOT NULL
) STRICT;
CREATE INDEX rules_by_id ON rules (id);

-- The text of rules by their key. It stores nothing but its index, which is made anew from rules whenever it is in doubt.
CREATE VIRTUAL TABLE rules_text USING fts5(id, message, doc, tags, content='', prefix='2 3');

CREATE TABLE disabled_rules (id TEXT PRIMARY KEY) STRICT;

CREATE TABLE user_rule_files (path TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
`;

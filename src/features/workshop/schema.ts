/** What may stand in rules of each dialect, in words; a test holds it against what the engine reads. */

import languages from 'virtual:languages';
import type { RuleSchema } from '../../editor';
import type { Dialect } from '../../share';

/** As TOML writes texts. */
const quoted = (...all: string[]) => all.map((text) => JSON.stringify(text));

const LANGUAGES = languages.map(({ id }) => id);
/** Those that Semgrep's rules can be about, by the names that they have there. */
const OF_SEMGREP = [...new Set(languages.flatMap(({ semgrepName }) => semgrepName ?? []))];

const formula = (): RuleSchema => ({
  pattern: { doc: 'Code to find. $X stands for anything, ... for any number of things.' },
  patterns: { doc: 'All of these must hold.', below: conditions },
  'pattern-either': { doc: 'One of these is enough.', below: formulaParts },
  'pattern-regex': { doc: 'A regular expression (PCRE) over the text.' },
});

const formulaParts = (): RuleSchema => ({
  ...formula(),
  'pattern-not': { doc: 'Matches of this are taken away.', below: formula },
  'pattern-inside': { doc: 'The match must lie in a match of this.', below: formula },
  'pattern-not-inside': { doc: 'The match must not lie in a match of this.', below: formula },
  'pattern-not-regex': { doc: 'Matches of this regular expression are taken away.' },
});

const conditions = (): RuleSchema => ({
  ...formulaParts(),
  'focus-metavariable': { doc: 'The finding is what this metavariable stands for, not the whole match.' },
  'metavariable-regex': {
    doc: 'What a metavariable stands for must begin with a match of a regular expression.',
    below: () => ({
      metavariable: { doc: 'Its name, such as $X.' },
      regex: { doc: 'The regular expression; it is matched from the beginning.' },
    }),
  },
  'metavariable-pattern': {
    doc: 'What a metavariable stands for must have a match of this in it.',
    below: () => ({
      metavariable: { doc: 'Its name, such as $X.' },
      language: { doc: 'The language to read it in, if it is another one.', values: OF_SEMGREP },
      ...formula(),
    }),
  },
  'metavariable-comparison': {
    doc: 'A comparison that must be true, such as $X > 10.',
    below: () => ({
      metavariable: { doc: 'Its name, where the comparison is about one.' },
      comparison: { doc: 'An expression of Python over metavariables.' },
      base: { doc: 'The base in which numbers are written.' },
      strip: { doc: 'Whether quotes are taken off first.', values: ['true', 'false'] },
    }),
  },
  'metavariable-type': {
    doc: 'The type that what a metavariable stands for must have.',
    below: () => ({
      metavariable: { doc: 'Its name.' },
      type: { doc: 'The type.' },
      types: { doc: 'One of these types.' },
    }),
  },
  'metavariable-analysis': {
    doc: 'An analysis of what a metavariable stands for.',
    below: () => ({
      metavariable: { doc: 'Its name.' },
      analyzer: { doc: 'The analysis.', values: ['entropy', 'redos'] },
    }),
  },
});

const SIDE = {
  'by-side-effect': {
    doc: 'What is handed in is meant as well, from there on.',
    values: ['true', 'false', 'only'],
  },
};
const EXACT = {
  exact: { doc: 'Only the match itself counts, not what lies in it.', values: ['true', 'false'] },
};
const REF = { ref: { doc: 'A list that comes with Assay, such as python/sources.' } };

const semgrep = (): RuleSchema => ({
  rules: { doc: 'The rules of this file.', below: semgrepRule },
});

const semgrepRule = (): RuleSchema => ({
  id: { doc: 'The name of the rule; comments and switches refer to it.' },
  message: { doc: 'What is said of a finding. $X is replaced by what it stands for.' },
  severity: {
    doc: 'How bad it is.',
    values: ['INFO', 'WARNING', 'ERROR', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'],
  },
  languages: {
    doc: 'The languages that it runs on; regex and generic run on every text.',
    values: [...OF_SEMGREP, 'regex', 'generic'],
  },
  mode: { doc: 'search looks for code, taint follows data.', values: ['search', 'taint'] },
  ...formula(),
  'pattern-sources': {
    doc: 'Where data comes from.',
    below: () => ({
      ...formula(),
      ...SIDE,
      ...EXACT,
      ...REF,
      label: { doc: 'A name for data of this source.' },
      requires: { doc: 'Labels that the data must have.' },
    }),
  },
  'pattern-sinks': {
    doc: 'Where data must not get.',
    below: () => ({
      ...formula(),
      ...EXACT,
      ...REF,
      requires: { doc: 'Labels that the data must have.' },
      'at-exit': { doc: 'Data counts that is there when the function ends.', values: ['true', 'false'] },
    }),
  },
  'pattern-sanitizers': {
    doc: 'What makes data harmless.',
    below: () => ({ ...formula(), ...SIDE, ...EXACT, ...REF }),
  },
  'pattern-propagators': {
    doc: 'What hands data on from one metavariable to another.',
    below: () => ({
      ...formula(),
      from: { doc: 'The metavariable with the data.' },
      to: { doc: 'The one that gets it.' },
    }),
  },
  fix: { doc: 'What takes the place of the match.' },
  'fix-regex': {
    doc: 'What is replaced within the match.',
    below: () => ({
      regex: { doc: 'The regular expression.' },
      replacement: { doc: 'What takes its place.' },
      count: { doc: 'So many times.' },
    }),
  },
  paths: {
    doc: 'The files that it runs on.',
    below: () => ({ include: { doc: 'Only these.' }, exclude: { doc: 'Not these.' } }),
  },
  options: { doc: 'What is switched on and off in matching.' },
  metadata: { doc: 'Anything else: cwe, owasp, confidence, references.' },
});

const node = (): RuleSchema => ({
  pattern: {
    doc: 'Code to find. $X stands for one node, $$$X for any number.',
    below: () => ({
      context: { doc: 'Code around it, so that it can be read.' },
      selector: { doc: 'The kind of the node in it that is meant.' },
      strictness: {
        doc: 'How exactly it is compared.',
        values: ['cst', 'smart', 'ast', 'relaxed', 'signature'],
      },
    }),
  },
  kind: { doc: 'The kind of the node, as the syntax tree names it.' },
  regex: { doc: 'The text of the node must match this (Rust syntax).' },
  nthChild: { doc: 'Which child of its parent it is.' },
  range: { doc: 'Where it is.' },
  inside: { doc: 'It must stand in a node of which this is true.', below: relation },
  has: { doc: 'A node in it must be so.', below: relation },
  precedes: { doc: 'A node behind it must be so.', below: relation },
  follows: { doc: 'A node in front of it must be so.', below: relation },
  all: { doc: 'All of these must be true.', below: node },
  any: { doc: 'One of these is enough.', below: node },
  not: { doc: 'This must not be true.', below: node },
  matches: { doc: 'A rule of utils that must be true.' },
});

const relation = (): RuleSchema => ({
  ...node(),
  stopBy: { doc: 'How far is looked.', values: ['neighbor', 'end'] },
  field: { doc: 'What the node is to the one that it stands in.' },
});

const astGrep = (): RuleSchema => ({
  id: { doc: 'The name of the rule; comments and switches refer to it.' },
  language: { doc: 'The language that it runs on.', values: LANGUAGES },
  severity: { doc: 'How bad it is.', values: ['error', 'warning', 'info', 'hint', 'off'] },
  message: { doc: 'What is said of a finding. $X is replaced by what it stands for.' },
  note: { doc: 'What else there is to say, as Markdown.' },
  rule: { doc: 'What is true of the node that is found.', below: node },
  constraints: { doc: 'What must be true of what metavariables stand for, by their names without $.' },
  utils: { doc: 'Rules that others refer to with matches.' },
  transform: { doc: 'Metavariables made of others.' },
  rewriters: { doc: 'Rules that rewrite parts of the match.' },
  fix: { doc: 'What takes the place of the match.' },
  labels: { doc: 'What is said of places in the match.' },
  files: { doc: 'Only files that these globs name.' },
  ignores: { doc: 'Not files that these globs name.' },
  url: { doc: 'Where to read more.' },
  metadata: { doc: 'Anything else.' },
});

const toml = (): RuleSchema => ({
  id: { doc: 'The name of the rule; comments and switches refer to it.' },
  languages: { doc: 'The languages that it runs on.', values: LANGUAGES.map((id) => `["${id}"]`) },
  pattern: { doc: 'Code to find. $X stands for one thing, $$$X for any number.' },
  regex: { doc: 'A regular expression over the text, in place of a pattern.' },
  not: { doc: 'Matches of these patterns are taken away.' },
  inside: { doc: 'The match must lie in a match of one of these.' },
  message: { doc: 'What is said of a finding.' },
  severity: { doc: 'How bad it is.', values: quoted('info', 'low', 'medium', 'high', 'critical') },
  fix: { doc: 'What takes the place of the match.' },
  'fix-safety': { doc: 'Whether the code does the same after the fix.', values: quoted('safe', 'unsafe') },
  'fix-imports': { doc: 'Statements that the fix needs, such as import os.' },
  tags: { doc: 'Words to find it by.' },
  doc: { doc: 'What else there is to say, as Markdown.' },
  files: { doc: 'Only files that these globs name.' },
  ignores: { doc: 'Not files that these globs name.' },
});

export const SCHEMAS: Record<Dialect, () => RuleSchema> = { semgrep, 'ast-grep': astGrep, toml };

/** The dialect of a rule file, by its name and what is in it. */
export function dialectOf(path: string, text: string): Dialect {
  if (path.endsWith('.toml')) return 'toml';
  return /^(rules|lists)\s*:/m.test(text) || !/^(id|language|rule)\s*:/m.test(text) ? 'semgrep' : 'ast-grep';
}

/**
 * Tells rule files from all the other YAML and TOML of a project, and counts their rules. What is in them is the
 * engine's business: a file that looks like rules and is broken is for the engine to complain about.
 */
import type { Dialect } from '../protocol';

export interface Recognised {
  dialect: Dialect;
  rules: number;
}

/** Undefined for a file that holds no rules. */
export async function recogniseRules(path: string, text: string): Promise<Recognised | undefined> {
  if (path.endsWith('.toml')) return recogniseToml(text);
  // Looked at first, since parsing every workflow and manifest of a project would take seconds.
  const maySemgrep = /^["']?rules["']?\s*:/m.test(text) && /\blanguages["']?\s*:/.test(text);
  const mayAstGrep = /^id\s*:/m.test(text) && /^language\s*:/m.test(text) && /^rule\s*:/m.test(text);
  if (!maySemgrep && !mayAstGrep) return undefined;
  const { parseAllDocuments } = await import('yaml');
  const documents = [...parseAllDocuments(text)];
  if (documents.some(({ errors }) => errors.length > 0)) return guess(text, maySemgrep);
  const values = documents.map((document): unknown => document.toJS({ maxAliasCount: 100 }));
  const semgrep = values.map(semgrepRules).reduce((sum, count) => sum + count, 0);
  if (semgrep > 0) return { dialect: 'semgrep', rules: semgrep };
  const astGrep = values.filter(isAstGrepRule).length;
  return astGrep > 0 ? { dialect: 'ast-grep', rules: astGrep } : undefined;
}

function recogniseToml(text: string): Recognised | undefined {
  const rules = text.match(/^\[\[pattern\]\]/gm)?.length ?? 0;
  const hasPattern = /^\s*(pattern|regex)\s*=/m.test(text) && /^\s*id\s*=/m.test(text);
  return rules > 0 && hasPattern ? { dialect: 'toml', rules } : undefined;
}

/** YAML that does not parse: what it was meant to be. */
function guess(text: string, maySemgrep: boolean): Recognised | undefined {
  const ids = text.match(/^[\s-]*id\s*:/gm)?.length ?? 0;
  if (ids === 0) return undefined;
  return { dialect: maySemgrep ? 'semgrep' : 'ast-grep', rules: ids };
}

function semgrepRules(document: unknown): number {
  const rules = fieldsOf(document).rules;
  if (!Array.isArray(rules)) return 0;
  return rules.filter((rule) => {
    const { id, languages } = fieldsOf(rule);
    return typeof id === 'string' && (Array.isArray(languages) || typeof languages === 'string');
  }).length;
}

function isAstGrepRule(document: unknown): boolean {
  const { id, language, rule } = fieldsOf(document);
  return typeof id === 'string' && typeof language === 'string' && typeof rule === 'object' && rule !== null;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

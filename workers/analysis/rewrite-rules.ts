/** Rules that replace code of a form: one of Semgrep's dialect or one of ast-grep's for each language, as the search reads a pattern. */
import { languages } from '#engine';
import type { LoadedRules, RewriteChoice, RuleSource } from '../protocol';

/** The id of all of these rules. */
export const REWRITE = 'rewrite';

/** A rule of ast-grep's patterns. Basic strings and lists of them are written in TOML as in JSON. */
export function rewriteRule(pattern: string, rewrite: string, lang: string): RuleSource {
  const rule = {
    ...{ id: REWRITE, languages: [lang], pattern, fix: rewrite },
    ...{ 'fix-safety': 'safe', message: `Write ${rewrite}` },
  };
  const lines = Object.entries(rule).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  const text = ['[[pattern]]', ...lines, ''].join('\n').replaceAll('\u007f', '\\u007f');
  return { path: `${lang}.toml`, text, origin: 'user' };
}

/**
 * Rules for all languages: Semgrep's dialect where it knows the language, ast-grep's elsewhere; `$$$` asks for ast-grep's, `...`
 * for Semgrep's. The search does the same (`crates/engine/src/structural/pattern.rs`).
 * @param load says what is in rules
 */
export function rewriteRules(
  { pattern, rewrite }: RewriteChoice,
  load: (sources: RuleSource[]) => Pick<LoadedRules, 'rules'>,
): RuleSource[] {
  const all = languages().map(({ id }) => id);
  const ofSemgrep = pattern.includes('$$$') ? [] : all.map((lang) => semgrepRule(pattern, rewrite, lang));
  // A name may mean several languages, and a language have another name there: what was read says which ones it knows.
  const known = load(ofSemgrep).rules.filter(({ id }) => id === REWRITE);
  const covered = new Set(known.flatMap((rule) => rule.languages));
  if (pattern.includes('...')) return ofSemgrep;
  const others = all.filter((lang) => !covered.has(lang));
  return [...ofSemgrep, ...others.map((lang) => rewriteRule(pattern, rewrite, lang))];
}

/** A rule file; all JSON is YAML. */
function semgrepRule(pattern: string, rewrite: string, lang: string): RuleSource {
  const rule = {
    ...{ id: REWRITE, languages: [lang], severity: 'INFO', pattern, fix: rewrite },
    message: `Write ${rewrite}`,
  };
  return { path: `${lang}.yml`, text: JSON.stringify({ rules: [rule] }), origin: 'user' };
}

/** The comment that hides a finding, as it has to stand on the line above the match. */

const HASH = new Set(['python', 'ruby', 'bash', 'yaml', 'toml', 'elixir', 'dockerfile', 'hcl']);
const MARKUP = new Set(['html', 'vue', 'svelte', 'xml']);
const DASHES = new Set(['lua', 'haskell', 'sql']);

/** The comment for a rule in a language. */
export function suppressComment(ruleId: string, language: string): string {
  const words = `ast-grep-ignore: ${ruleId}`;
  if (HASH.has(language)) return `# ${words}`;
  if (MARKUP.has(language)) return `<!-- ${words} -->`;
  if (DASHES.has(language)) return `-- ${words}`;
  if (language === 'css') return `/* ${words} */`;
  if (language === 'ocaml') return `(* ${words} *)`;
  return `// ${words}`;
}

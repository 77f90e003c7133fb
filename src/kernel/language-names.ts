/** Languages as people write them, by the engine's ids. Held against the engine's own list by a test. */
const NAMES: Record<string, string> = {
  bash: 'Bash',
  c: 'C',
  cpp: 'C++',
  csharp: 'C#',
  css: 'CSS',
  dart: 'Dart',
  dockerfile: 'Dockerfile',
  elixir: 'Elixir',
  go: 'Go',
  haskell: 'Haskell',
  hcl: 'HCL',
  html: 'HTML',
  java: 'Java',
  javascript: 'JavaScript',
  json: 'JSON',
  kotlin: 'Kotlin',
  lua: 'Lua',
  markdown: 'Markdown',
  nix: 'Nix',
  objc: 'Objective-C',
  ocaml: 'OCaml',
  'ocaml-interface': 'OCaml interface',
  php: 'PHP',
  python: 'Python',
  ruby: 'Ruby',
  rust: 'Rust',
  scala: 'Scala',
  solidity: 'Solidity',
  svelte: 'Svelte',
  swift: 'Swift',
  toml: 'TOML',
  tsx: 'TSX',
  typescript: 'TypeScript',
  vue: 'Vue',
  yaml: 'YAML',
  zig: 'Zig',
};

/** The name of a language; its id where it has none, and what is said of files of no known language. */
export function languageName(id: string | undefined): string {
  if (!id) return 'no known language';
  return NAMES[id] ?? id;
}

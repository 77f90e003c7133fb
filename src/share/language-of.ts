/** The language of a file that is not here, by the ending of its name; ids as the engine's. */
const BY_EXTENSION: Record<string, string> = Object.fromEntries(
  Object.entries({
    bash: 'sh bash zsh',
    c: 'c h',
    cpp: 'cc cpp cxx hpp hh hxx',
    csharp: 'cs',
    css: 'css',
    dart: 'dart',
    elixir: 'ex exs',
    go: 'go',
    haskell: 'hs',
    hcl: 'tf hcl',
    html: 'html htm',
    java: 'java',
    javascript: 'js mjs cjs jsx',
    json: 'json',
    kotlin: 'kt kts',
    lua: 'lua',
    markdown: 'md',
    objc: 'm mm',
    ocaml: 'ml',
    php: 'php',
    python: 'py pyi',
    ruby: 'rb rake',
    rust: 'rs',
    scala: 'scala sc',
    solidity: 'sol',
    svelte: 'svelte',
    swift: 'swift',
    toml: 'toml',
    tsx: 'tsx',
    typescript: 'ts mts cts',
    vue: 'vue',
    yaml: 'yml yaml',
    zig: 'zig',
  }).flatMap(([language, endings]) => endings.split(' ').map((ending) => [ending, language])),
);

export function languageOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(dockerfile|containerfile)(\.|$)/i.test(name)) return 'dockerfile';
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(BY_EXTENSION, ending) ? BY_EXTENSION[ending] : undefined;
}

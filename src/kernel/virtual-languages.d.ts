/** Made from the engine's `LanguageInfo` when the page is built; see `scripts/vite/languages.ts`. */
declare module 'virtual:languages' {
  interface Signs {
    open: string;
    close?: string;
  }

  export interface Language {
    id: string;
    name: string;
    aliases: readonly string[];
    extensions: readonly string[];
    fileNames: readonly string[];
    kind: 'code' | 'markup' | 'style' | 'script' | 'data' | 'settings' | 'document';
    comment?: Signs;
    elementComment?: Signs;
    /** What rules of Semgrep call it, where they can be about it. */
    semgrepName?: string;
  }

  const languages: readonly Language[];
  export default languages;
}

/** Made from the engine's `LanguageInfo` when the page is built; see `scripts/vite/languages.ts`. */
declare module 'virtual:languages' {
  const languages: readonly { id: string; name: string; comment?: { open: string; close?: string } }[];
  export default languages;
}

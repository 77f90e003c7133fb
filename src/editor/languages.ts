/**
 * Which highlighter stands for which language, loaded when the first file of that language is opened.
 * Highlighting is for reading only; the engine never sees these parsers. Where CodeMirror has no mode
 * of a language, the nearest one stands in, or a few keywords do.
 */
import { LanguageSupport, StreamLanguage, type StreamParser } from '@codemirror/language';
import { languageCalled } from '../kernel/languages';

type Loader = () => Promise<LanguageSupport>;

async function stream(parser: Promise<StreamParser<unknown>>): Promise<LanguageSupport> {
  return new LanguageSupport(StreamLanguage.define(await parser));
}

const clike = (name: 'csharp' | 'dart' | 'kotlin' | 'objectiveC' | 'scala'): Loader => {
  return () => stream(import('@codemirror/legacy-modes/mode/clike').then((modes) => modes[name]));
};

const own = (name: 'elixir' | 'hcl' | 'nix' | 'solidity' | 'zig'): Loader => {
  return () => stream(import('./modes').then((modes) => modes[name]()));
};

const javascript = (config: { jsx?: boolean; typescript?: boolean }): Loader => {
  return async () => (await import('@codemirror/lang-javascript')).javascript(config);
};

const cpp: Loader = async () => (await import('@codemirror/lang-cpp')).cpp();
const css: Loader = async () => (await import('@codemirror/lang-css')).css();
const html: Loader = async () => (await import('@codemirror/lang-html')).html();
const java: Loader = async () => (await import('@codemirror/lang-java')).java();
const yaml: Loader = async () => (await import('@codemirror/lang-yaml')).yaml();
const shell: Loader = () => stream(import('@codemirror/legacy-modes/mode/shell').then((m) => m.shell));
const toml: Loader = () => stream(import('@codemirror/legacy-modes/mode/toml').then((m) => m.toml));

const ocaml: Loader = () => stream(import('@codemirror/legacy-modes/mode/mllike').then((m) => m.oCaml));

/** By language id; those that the engine does not know are written after code fences. */
const loaders: Record<string, Loader> = {
  javascript: javascript({ jsx: true }),
  typescript: javascript({ typescript: true }),
  tsx: javascript({ jsx: true, typescript: true }),
  jsonnet: javascript({}),
  python: async () => (await import('@codemirror/lang-python')).python(),
  java,
  apex: java,
  go: async () => (await import('@codemirror/lang-go')).go(),
  rust: async () => (await import('@codemirror/lang-rust')).rust(),
  php: async () => (await import('@codemirror/lang-php')).php(),
  json: async () => (await import('@codemirror/lang-json')).json(),
  vue: async () => (await import('@codemirror/lang-vue')).vue(),
  xml: async () => (await import('@codemirror/lang-xml')).xml(),
  sql: async () => (await import('@codemirror/lang-sql')).sql(),
  markdown: async () => (await import('@codemirror/lang-markdown')).markdown(),
  c: cpp,
  cpp,
  css,
  html,
  svelte: html,
  yaml,
  bash: shell,
  toml,
  csharp: clike('csharp'),
  dart: clike('dart'),
  kotlin: clike('kotlin'),
  objc: clike('objectiveC'),
  scala: clike('scala'),
  elixir: own('elixir'),
  hcl: own('hcl'),
  nix: own('nix'),
  solidity: own('solidity'),
  zig: own('zig'),
  swift: () => stream(import('@codemirror/legacy-modes/mode/swift').then((m) => m.swift)),
  ruby: () => stream(import('@codemirror/legacy-modes/mode/ruby').then((m) => m.ruby)),
  lua: () => stream(import('@codemirror/legacy-modes/mode/lua').then((m) => m.lua)),
  julia: () => stream(import('@codemirror/legacy-modes/mode/julia').then((m) => m.julia)),
  r: () => stream(import('@codemirror/legacy-modes/mode/r').then((m) => m.r)),
  clojure: () => stream(import('@codemirror/legacy-modes/mode/clojure').then((m) => m.clojure)),
  ocaml,
  'ocaml-interface': ocaml,
  haskell: () => stream(import('@codemirror/legacy-modes/mode/haskell').then((m) => m.haskell)),
  dockerfile: () => stream(import('@codemirror/legacy-modes/mode/dockerfile').then((m) => m.dockerFile)),
};

const loaded = new Map<string, Promise<LanguageSupport>>();

/** The highlighter of a language, or undefined where there is none and text stays plain. */
export function loadLanguage(language: string | undefined): Promise<LanguageSupport> | undefined {
  if (!language) return undefined;
  const id = languageCalled(language) ?? language.toLowerCase();
  const loader = Object.hasOwn(loaders, id) ? loaders[id] : undefined;
  if (!loader) return undefined;
  let promise = loaded.get(id);
  if (!promise) {
    promise = loader();
    loaded.set(id, promise);
  }
  return promise;
}

/** Ids that have a highlighter; for the test that holds them against the engine's languages. */
export const highlighted: readonly string[] = Object.keys(loaders);

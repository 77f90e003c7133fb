/** Which grammars there are, and where their sources lie. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packages } from './cargo';
import { RunError } from './run';

/** A grammar, in the crate that `crates/languages/Cargo.toml` names and the version of `Cargo.lock`. */
export interface Grammar {
  name: string;
  crate: string;
  version: string;
  /** Folder of `parser.c` and `scanner.c` in the sources of the crate, and its path there. */
  source: string;
  path: string;
  /** Folder of the crate with the C headers. */
  library: string;
}

/** All grammars of `crates/languages/Cargo.toml`. */
export function listGrammars(): Grammar[] {
  const all = new Map(packages().map((crate) => [crate.name, crate]));
  const find = (name: string) => {
    const crate = all.get(name);
    if (!crate) throw new RunError(`crates/languages/Cargo.toml does not list ${name} as a dependency`);
    return crate;
  };
  const library = find('tree-sitter-language').folder;
  const listed = find('assay-languages').metadata as {
    grammars: Record<string, { crate: string; source?: string }>;
  };
  return Object.entries(listed.grammars).map(([name, { crate, source: path = 'src' }]) => {
    const { version, folder } = find(crate);
    return { name, crate, version, source: join(folder, path), path, library };
  });
}

/** The C files of a grammar: its tables, and the scanner that some have. */
export function sourcesOf({ source }: Grammar): string[] {
  return ['parser.c', 'scanner.c'].filter((name) => existsSync(join(source, name)));
}

/** The name of the function that gives the grammar; it stands at the end of `parser.c`. */
export function symbolOf({ source }: Grammar): string {
  const found = readFileSync(join(source, 'parser.c'), 'latin1')
    .slice(-5000)
    .match(/TSLanguage \*(tree_sitter_\w+)\(void\)/);
  if (!found?.[1]) throw new RunError(`${source}/parser.c ends without a function tree_sitter_…(void)`);
  return found[1];
}

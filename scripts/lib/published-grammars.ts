/**
 * Grammars whose npm package has the finished side module of the same version as the crate. It is taken
 * where that is quicker than compiling, and only if the package's sources are those of the crate.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Grammar, sourcesOf, symbolOf } from './grammars';
import { exitCode } from './run';

/** Packages that are named as their crates: version, and SHA-512 of the tarball, base64. */
const PUBLISHED: Record<string, [version: string, sha512: string]> = {
  'tree-sitter-bash': [
    '0.25.1',
    '7hMytuYIMoXOq24yRulgIxthE9YmggZIOHCyPTTuJcu6EU54tYD+4G39cUb28kxC6jMf/AbPfWGLQtgPTdh3xw==',
  ],
  'tree-sitter-c-sharp': [
    '0.23.5',
    'xJGOeXPMmld0nES5+080N/06yY6LQi+KWGWV4LfZaZe6srJPtUtfhIbRSN7EZN6IaauzW28v6W4QHFwmeUW6HQ==',
  ],
  'tree-sitter-cpp': [
    '0.23.4',
    'qR5qUDyhZ5jJ6V8/umiBxokRbe89bCGmcq/dk94wI4kN86qfdV8k0GHIUEKaqWgcu42wKal5E97LKpLeVW8sKw==',
  ],
  'tree-sitter-css': [
    '0.25.0',
    'FRc9R8ePrwJiUhZsuZ/wcFQ3K8Z+9yCgDrrUjuYswGWlN89UvcB9vslTUGZElQWGwhS8sUw3/r2n4lpb2sxT4Q==',
  ],
  'tree-sitter-elixir': [
    '0.3.5',
    'xozQMvYK0aSolcQZAx2d84Xe/YMWFuRPYFlLVxO01bM2GITh5jyiIp0TqPCQa8754UzRAI7A83hZmfiYub5TZQ==',
  ],
  'tree-sitter-julia': [
    '0.23.1',
    '3vShY0GIu8ajR6hXzE0pyUk6kkfg4pGx3Bfzm6lGmR9aC3fe+LgoBMlaFJ7JY+t0fNFccc77J8HVP67ukuDMxQ==',
  ],
  'tree-sitter-objc': [
    '3.0.2',
    'Hs0ohmx1u5M+0K7efoW+dv/corhBsfjftfIYLtp7dSGeJ+Zj4c33tDIboBYLs6qijRlz6wtHFxa0YX+FibLulA==',
  ],
  'tree-sitter-ruby': [
    '0.23.1',
    'd9/RXgWjR6HanN7wTYhS5bpBQLz1VkH048Vm3CodPGyJVnamXMGb8oEhDypVCBq4QnHui9sTXuJBBP3WtCw5RA==',
  ],
  'tree-sitter-solidity': [
    '1.2.13',
    'nO2AbcAuz2Qba8JnPNe/3FVjRRvGY3ApxSJ8UPIzfynJm4PYCMbBoXxxbprvMgjCbGYR/ZrHGIPKzXV7zBa+lQ==',
  ],
  'tree-sitter-typescript': [
    '0.23.2',
    'e04JUUKxTT53/x3Uq1zIL45DoYKVfHH4CZqwgZhPg5qYROl5nQjV+85ruFzFGZxu+QeFVbRTPDRnqL9UbU4VeA==',
  ],
};

/** Whether npm has a module of exactly this grammar's version. */
export function isPublished({ crate, version }: Grammar): boolean {
  return PUBLISHED[crate]?.[0] === version;
}

/** Fetches a grammar's package into the folder `scratch`; the path of its module, or undefined if that cannot be had. */
export async function publishedModule(grammar: Grammar, scratch: string): Promise<string | undefined> {
  if (!isPublished(grammar)) return undefined;
  const folder = await fetchPackage(grammar, scratch);
  if (folder === undefined) return undefined;
  const module = join(folder, `${symbolOf(grammar).replace('tree_sitter_', 'tree-sitter-')}.wasm`);
  return existsSync(module) && hasSources(grammar, join(folder, grammar.path)) ? module : undefined;
}

async function fetchPackage({ crate, version }: Grammar, scratch: string): Promise<string | undefined> {
  const quietly = { cwd: scratch, onOutput: () => {} };
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  if ((await exitCode(npm, ['pack', `${crate}@${version}`, '--silent'], quietly)) !== 0) return undefined;
  const tarball = join(scratch, `${crate}-${version}.tgz`);
  const hash = createHash('sha512').update(readFileSync(tarball)).digest('base64');
  if (hash !== PUBLISHED[crate]?.[1]) return undefined;
  return (await exitCode('tar', ['-xzf', tarball], quietly)) === 0 ? join(scratch, 'package') : undefined;
}

/** Whether a folder has the grammar's sources, but for the version that a parser tells of itself. */
function hasSources(grammar: Grammar, folder: string): boolean {
  const text = (path: string) =>
    readFileSync(path, 'latin1').replace(/^\s*\.(major|minor|patch)_version = \d+,\n/gm, '');
  return sourcesOf(grammar).every((name) => {
    const published = join(folder, name);
    return existsSync(published) && text(published) === text(join(grammar.source, name));
  });
}

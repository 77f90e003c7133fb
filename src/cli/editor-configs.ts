/** The `.editorconfig` files that speak of a file, also those above the folder that was named. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { EditorConfig } from '../../workers/protocol';

const known = new Map<string, string | undefined>();

/**
 * From the outermost to the nearest. Those above the root speak of all of it: what they say of paths below their own
 * folder is asked with the path as it is there.
 */
export function editorConfigs(root: string, path: string): { path: string; configs: EditorConfig[] } {
  const folders: string[] = [];
  for (let at = dirname(join(root, path)); ; at = dirname(at)) {
    folders.unshift(at);
    if (dirname(at) === at) break;
  }
  const top = folders[0] ?? root;
  const below = (target: string) => relative(top, target).split(sep).join('/');
  const configs = folders.flatMap((folder) => {
    const text = read(join(folder, '.editorconfig'));
    return text === undefined ? [] : [{ folder: below(folder), text }];
  });
  return { path: below(join(root, path)), configs };
}

/** Undefined where there is none, or none that can be read. */
function read(path: string): string | undefined {
  if (known.has(path)) return known.get(path);
  let text: string | undefined;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    text = undefined;
  }
  known.set(path, text);
  return text;
}

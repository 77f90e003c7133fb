/**
 * Files that came as a list: from `<input webkitdirectory>`, or pushed by the page while it lists entries.
 */
import type { PickedFile } from '../protocol';
import { PathTree } from './path-tree';
import { cutPath, safePath } from './safe-path';
import { openedFromFile } from './tree';

/** Adds files to a tree; a path that cannot be one is refused by name. */
export function addPicked(tree: PathTree, files: PickedFile[]): void {
  for (const { path, file } of files) {
    const safe = safePath(path);
    if (safe.ok) tree.add(safe.path, openedFromFile(file));
    else tree.refuse(cutPath(path), file.size, safe.why);
  }
}

/** The tree of a whole list. Paths may start with the picked folder's name, as browsers give them. */
export function pickedTree(files: PickedFile[]): PathTree {
  const tree = new PathTree('files');
  addPicked(tree, files);
  return tree;
}

/**
 * Files that came as a list: from `<input webkitdirectory>`, or pushed by the page while it lists entries.
 */
import type { PickedFile } from '../protocol';
import { PathTree } from './path-tree';
import { cutPath, safePath } from './safe-path';
import { openedFromFile } from './tree';

/** Adds files to a tree; one that cannot be read, or whose path cannot be one, is refused by name. */
export function addPicked(tree: PathTree, files: PickedFile[]): void {
  for (const picked of files) {
    const safe = safePath(picked.path);
    const size = 'file' in picked ? picked.file.size : 0;
    if (!safe.ok) tree.refuse(cutPath(picked.path), size, safe.why);
    else if ('file' in picked) tree.add(safe.path, openedFromFile(picked.file));
    else tree.refuse(safe.path, size, picked.why, 'unreadable');
  }
}

/** The tree of a whole list. Paths may start with the picked folder's name, as browsers give them. */
export function pickedTree(files: PickedFile[]): PathTree {
  const tree = new PathTree('files');
  addPicked(tree, files);
  return tree;
}

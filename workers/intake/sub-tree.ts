/** A tree seen from one of its folders. */
import { type FileTree, joinPath } from './tree';

/** The only folder at the root with everything in it, if there is one. */
async function onlyFolder(tree: FileTree): Promise<string | undefined> {
  const entries = await tree.list('');
  const [first] = entries;
  return entries.length === 1 && first?.kind === 'folder' ? first.name : undefined;
}

/** The tree without a single folder around everything. */
export async function withoutWrapper(tree: FileTree): Promise<FileTree> {
  const folder = await onlyFolder(tree);
  if (folder === undefined) return tree;
  const prefix = `${folder}/`;
  return {
    name: folder,
    get refused() {
      return tree.refused.map((entry) =>
        entry.path.startsWith(prefix) ? { ...entry, path: entry.path.slice(prefix.length) } : entry,
      );
    },
    list: (path) => tree.list(path === '' ? folder : joinPath(folder, path)),
    open: (path) => tree.open(joinPath(folder, path)),
  };
}

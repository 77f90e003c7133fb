/** Finds what a project says to other tools. Read only when somebody asks. */
import { isToolFile, TOOL_FILES } from '../protocol';
import { listIfThere, readText } from './project-rules';
import type { FileTree } from './tree';

const MAX_BYTES = 1024 * 1024;

export async function toolFiles(tree: FileTree): Promise<{ path: string; text: string }[]> {
  const found: { path: string; text: string }[] = [];
  for (const folder of new Set(TOOL_FILES.map(folderOfName))) {
    for (const entry of await listIfThere(tree, folder)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.kind !== 'file' || !isToolFile(path)) continue;
      if ((await entry.open()).size > MAX_BYTES) continue;
      found.push({ path, text: await readText(tree, path) });
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const folderOfName = (path: string) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

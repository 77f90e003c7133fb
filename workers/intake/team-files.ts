/** Finds the files in which the people of a project keep what they decided of its findings. */
import { TEAM_EXTENSION, TEAM_FOLDER } from '../protocol';
import { listIfThere, type RuleText, readText } from './project-rules';
import { type FileTree, joinPath } from './tree';

/** A file for each writer. */
const MAX_FILES = 1000;
const MAX_BYTES = 64 * 1024 * 1024;

/** By name; files that are too large to be read come without their text. */
export async function teamFiles(tree: FileTree): Promise<(RuleText | { path: string })[]> {
  const entries = (await listIfThere(tree, TEAM_FOLDER))
    .filter(({ kind, name }) => kind === 'file' && name.endsWith(TEAM_EXTENSION))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, MAX_FILES);
  const files: (RuleText | { path: string })[] = [];
  for (const { name } of entries) {
    const path = joinPath(TEAM_FOLDER, name);
    const { size } = await tree.open(path);
    files.push(size > MAX_BYTES ? { path } : { path, text: await readText(tree, path) });
  }
  return files;
}

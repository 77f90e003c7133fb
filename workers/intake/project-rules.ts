/**
 * Finds the rule files that lie in a project: `sgconfig.yml` with the folders it names, and `.assay/rules`.
 *
 * Only which files to read is decided here; what they mean is the engine's business.
 */
import { decode } from './decode';
import { extensionOf } from './sniff';
import { type FileTree, joinPath, type TreeEntry } from './tree';

export interface RuleText {
  path: string;
  text: string;
}

const CONFIG_NAMES = ['sgconfig.yml', 'sgconfig.yaml'];
const OWN_FOLDER = '.assay/rules';
const RULE_EXTENSIONS = new Set(['yml', 'yaml', 'toml']);
/** Rule files are written by hand; anything larger is not one. */
const MAX_RULE_BYTES = 4 * 1024 * 1024;

async function readText(tree: FileTree, path: string): Promise<string> {
  return new TextDecoder().decode(decode(await (await tree.open(path)).read()));
}

/** The entries of a folder, or none if it is not there: projects need not have any of these. */
async function listIfThere(tree: FileTree, folder: string): Promise<TreeEntry[]> {
  try {
    return await tree.list(folder);
  } catch {
    return [];
  }
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A folder that a configuration at the root names; undefined if it leads out of the project. */
function insideProject(folder: string): string | undefined {
  const segments = folder.split('/').filter((segment) => segment !== '' && segment !== '.');
  return segments.includes('..') || folder.startsWith('/') ? undefined : segments.join('/');
}

/** Folders of rules and utilities. A configuration that cannot be read is for the engine to complain about. */
async function foldersNamedBy(config: string): Promise<string[]> {
  const { parse } = await import('yaml');
  try {
    const parsed: unknown = parse(config, { maxAliasCount: 100 });
    if (typeof parsed !== 'object' || parsed === null) return [];
    const { ruleDirs, utilDirs } = parsed as Record<string, unknown>;
    const folders = [...strings(ruleDirs), ...strings(utilDirs)].map(insideProject);
    return folders.filter((folder) => folder !== undefined);
  } catch {
    return [];
  }
}

async function rulesBelow(tree: FileTree, folder: string, into: Map<string, string>): Promise<void> {
  for (const entry of await listIfThere(tree, folder)) {
    const path = joinPath(folder, entry.name);
    if (entry.kind === 'folder' && entry.name !== 'node_modules') await rulesBelow(tree, path, into);
    if (entry.kind !== 'file' || into.has(path) || !RULE_EXTENSIONS.has(extensionOf(entry.name))) continue;
    const file = await entry.open();
    if (file.size <= MAX_RULE_BYTES) into.set(path, await readText(tree, path));
  }
}

/** All rule files of a project, the configuration first. */
export async function projectRules(tree: FileTree): Promise<RuleText[]> {
  const found = new Map<string, string>();
  const folders = [OWN_FOLDER];
  for (const entry of await listIfThere(tree, '')) {
    if (entry.kind !== 'file' || !CONFIG_NAMES.includes(entry.name)) continue;
    const text = await readText(tree, entry.name);
    found.set(entry.name, text);
    folders.push(...(await foldersNamedBy(text)));
  }
  for (const folder of folders) await rulesBelow(tree, folder, found);
  return [...found].map(([path, text]) => ({ path, text }));
}

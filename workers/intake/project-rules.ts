/**
 * Finds the rule files that lie in a project where they are expected: `sgconfig.yml` with the folders it names, and
 * `.assay/rules`, which is there for nobody but us.
 *
 * Only which files to read is decided here; what they mean is the engine's business.
 */
import { OWN_RULES } from '../protocol';
import { decode } from './decode';
import { extensionOf } from './sniff';
import { type FileTree, joinPath, type TreeEntry } from './tree';

export interface RuleText {
  path: string;
  text: string;
}

const CONFIG_NAMES = ['sgconfig.yml', 'sgconfig.yaml'];
export const RULE_EXTENSIONS = new Set(['yml', 'yaml', 'toml']);
/** Rule files are written by hand; anything larger is not one. */
export const MAX_RULE_BYTES = 4 * 1024 * 1024;

export async function readText(tree: FileTree, path: string): Promise<string> {
  return new TextDecoder().decode(decode(await (await tree.open(path)).read()));
}

/** The entries of a folder, or none if it is not there: projects need not have any of these. */
export async function listIfThere(tree: FileTree, folder: string): Promise<TreeEntry[]> {
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

/** The rules that a project keeps for us. */
export async function ownRules(tree: FileTree): Promise<RuleText[]> {
  const found = new Map<string, string>();
  await rulesBelow(tree, OWN_RULES, found);
  return [...found].map(([path, text]) => ({ path, text }));
}

/** The project's configuration and what lies in the folders it names. */
export async function configuredRules(tree: FileTree): Promise<RuleText[]> {
  const found = new Map<string, string>();
  const folders: string[] = [];
  for (const entry of await listIfThere(tree, '')) {
    if (entry.kind !== 'file' || !isConfig(entry.name)) continue;
    const text = await readText(tree, entry.name);
    found.set(entry.name, text);
    folders.push(...(await foldersNamedBy(text)));
  }
  for (const folder of folders) await rulesBelow(tree, folder, found);
  return [...found].map(([path, text]) => ({ path, text }));
}

/** Both, the configuration first and our own next; each file once. */
export async function projectRules(tree: FileTree): Promise<RuleText[]> {
  const configured = await configuredRules(tree);
  const config = configured.filter(({ path }) => isConfig(path));
  const all = [...config, ...(await ownRules(tree)), ...configured];
  return [...new Map(all.map((rule) => [rule.path, rule])).values()];
}

export function isConfig(path: string): boolean {
  return CONFIG_NAMES.includes(path);
}

/** The rule files of a project that were not put there for us: offered to the person, and run only if they say so. */
import { type FoundRuleFile, OWN_RULES, PACKS_FOLDER } from '../protocol';
import { configuredRules, isConfig, MAX_RULE_BYTES, RULE_EXTENSIONS, readText } from './project-rules';
import { recogniseRules } from './recognise-rules';
import { extensionOf } from './sniff';
import type { FileTree } from './tree';

/** Whether a file that a walk comes by may hold rules. */
export function mayHoldRules(path: string, size: number): boolean {
  return size <= MAX_RULE_BYTES && RULE_EXTENSIONS.has(extensionOf(path)) && !isOurs(path);
}

/** Our own rules run anyway, and those of packs only while they are what was installed. */
function isOurs(path: string): boolean {
  return path.startsWith(`${OWN_RULES}/`) || path.startsWith(`${PACKS_FOLDER}/`);
}

/** The project's ast-grep configuration with all it names, and those of the candidates that hold rules. */
export async function foundRules(tree: FileTree, candidates: readonly string[]): Promise<FoundRuleFile[]> {
  const found = new Map<string, FoundRuleFile>();
  for (const { path, text } of await configuredRules(tree)) {
    const known = isConfig(path) ? undefined : await recogniseRules(path, text);
    if (!isOurs(path)) found.set(path, { path, text, dialect: 'ast-grep', rules: 0, ...known });
  }
  for (const path of candidates) {
    if (found.has(path) || isOurs(path)) continue;
    const text = await readIfThere(tree, path);
    const known = text === undefined ? undefined : await recogniseRules(path, text);
    if (text !== undefined && known) found.set(path, { path, text, ...known });
  }
  return [...found.values()];
}

/** A file may have gone since the walk, or since its path was written down. */
async function readIfThere(tree: FileTree, path: string): Promise<string | undefined> {
  try {
    return await readText(tree, path);
  } catch {
    return undefined;
  }
}

/**
 * What the open project's own configuration changes. It comes with the code, which may be anybody's: so what it takes out of
 * the results is told over them for as long as they are shown, and can be taken back for that project.
 */
import {
  CONFIG_PATH,
  describeConfig,
  describeFolders,
  type InstalledPack,
  NO_CONFIG,
  type Problem,
  type ProjectConfig,
  problemsOfFolders,
  type RuleInfo,
} from '../../workers/protocol';
import { visibleText } from '../kernel/visible-text';
import { intake, store } from './backend';
import { packsOff } from './packs-off';

/** What the last scan of a project did with its configuration, as it is kept with the project. */
export interface ConfigUse {
  isUsed: boolean;
  /** What it changes, in words. */
  text: string;
}

export const configKey = (projectId: number) => `project.${projectId}.config`;

/** What a scan goes by of all that came with the project. */
export interface UsedConfig {
  config: ProjectConfig;
  packs: readonly InstalledPack[];
  isUsed: boolean;
}

export const NOTHING_USED: UsedConfig = { config: NO_CONFIG, packs: [], isUsed: false };

/** What the configuration at the root changes, of the scan that goes on. */
let ofRoot = '';

/** Reads the configuration for a scan, as far as the person lets it count, and keeps what it changes, in words. */
export async function projectConfig(projectId: number): Promise<UsedConfig> {
  const { used, config, kept } = await readConfig(projectId);
  ofRoot = wordsOf(config);
  // Who scans without it is not told anew what folders say: nobody asks them. What was said is the way back.
  const said = used.isUsed ? undefined : readConfigUse(kept)?.text;
  await keep(projectId, kept, { isUsed: used.isUsed, text: said || ofRoot });
  return used;
}

/** The same beside scans: nothing is kept. */
export async function configOf(projectId: number): Promise<UsedConfig> {
  return (await readConfig(projectId)).used;
}

async function readConfig(
  projectId: number,
): Promise<{ used: UsedConfig; config: ProjectConfig; kept: string | undefined }> {
  const [config, packs, off, kept] = await Promise.all([
    intake().projectConfig(),
    intake().packs(),
    packsOff(projectId),
    store.query('setting', { key: configKey(projectId) }),
  ]);
  const isUsed = readConfigUse(kept)?.isUsed ?? true;
  if (!isUsed) return { used: NOTHING_USED, config, kept };
  // Of packs that the person has removed meanwhile nothing is to be said.
  const known = off.filter((name) => packs.some((pack) => pack.name === name));
  const switches = { ...config.packs, ...Object.fromEntries(known.map((name) => [name, 'off' as const])) };
  return { used: { config: { ...config, packs: switches }, packs, isUsed }, config, kept };
}

/** What the walk has found of folders' configurations: tells what they change, and answers with what is wrong in them. */
export async function folderProblems(projectId: number, rules: readonly RuleInfo[]): Promise<Problem[]> {
  const folders = await intake().folderConfigs();
  const words = describeFolders(folders);
  if (words === undefined) return problemsOfFolders(folders, rules);
  const kept = await store.query('setting', { key: configKey(projectId) });
  const isUsed = readConfigUse(kept)?.isUsed ?? true;
  await keep(projectId, kept, { isUsed, text: [ofRoot, visibleText(words)].filter(Boolean).join(' ') });
  return problemsOfFolders(folders, rules);
}

/** So much is said of what means nothing; the rules page has all of it. */
const MOST_PROBLEMS = 3;
const LONGEST_PROBLEM = 200;

/** What the configuration changes, and what in it means nothing. */
function wordsOf(config: ProjectConfig): string {
  const wrong = config.problems
    .slice(0, MOST_PROBLEMS)
    .map(({ message, help }) => `${message}. ${help ?? ''}`.trim().slice(0, LONGEST_PROBLEM));
  const told = wrong.length > 0 && `${CONFIG_PATH} has mistakes: ${visibleText(wrong.join(' '))}`;
  return [describeConfig(config), told].filter(Boolean).join(' ');
}

/** Lets the configuration of a project count, or not; scans from now on go by it. */
export async function setConfigUse(projectId: number, isUsed: boolean): Promise<void> {
  const kept = await store.query('setting', { key: configKey(projectId) });
  await keep(projectId, kept, { isUsed, text: readConfigUse(kept)?.text ?? '' });
}

async function keep(projectId: number, kept: string | undefined, use: ConfigUse): Promise<void> {
  const text = use.isUsed && use.text === '' ? undefined : JSON.stringify(use);
  if (text !== kept) await store.setSetting(configKey(projectId), text);
}

/** Anything that somebody else wrote there is nothing. */
export function readConfigUse(text: string | undefined): ConfigUse | undefined {
  try {
    const { isUsed, text: words } = JSON.parse(text ?? 'null') ?? {};
    return typeof isUsed === 'boolean' && typeof words === 'string' ? { isUsed, text: words } : undefined;
  } catch {
    return undefined;
  }
}

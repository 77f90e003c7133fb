/** The configurations that a scan goes by: the person's, and over it the project's; and what the command says of them. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Intake, parseConfig, projectConfig } from '../../workers/intake';
import { NodeTree } from '../../workers/intake/node';
import {
  describeConfig,
  describeFolders,
  type FolderConfig,
  type InstalledPack,
  joinConfigs,
  type Problem,
  type ProjectConfig,
  problemsOfFolders,
  problemsOfPacks,
  type RuleInfo,
  unknownRules,
} from '../../workers/protocol';
import { visibleText } from '../share';

/** Both together, and what came with the project apart: that is said. */
export interface Configs {
  all: ProjectConfig;
  project: ProjectConfig;
}

interface Asked {
  useConfig: boolean;
  profile?: string | undefined;
}

export async function readConfigs(intake: Intake, { useConfig, profile }: Asked): Promise<Configs> {
  if (!useConfig) {
    const all = await parseConfig('', profile);
    return { all, project: all };
  }
  const [person, project] = await Promise.all([personalConfig(), intake.projectConfig({ profile })]);
  return { all: joinConfigs(person, project), project };
}

/** Where a person says what holds for all projects. */
export function personalConfigPath(environment: NodeJS.ProcessEnv = process.env): string {
  return join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), 'assay', 'config.toml');
}

/** As it is shown: without the machine's path where it is in the person's own folder. */
const SHOWN = '~/.config/assay/';

async function personalConfig(): Promise<ProjectConfig> {
  const path = personalConfigPath();
  const folder = join(path, '..');
  const config = await projectConfig(new NodeTree(folder), { path: 'config.toml' });
  return {
    ...config,
    problems: config.problems.map((problem) => ({ ...problem, path: `${SHOWN}${problem.path ?? ''}` })),
    layers: config.layers.map(({ from, values }) => ({ from: SHOWN + from, values })),
  };
}

/** What it takes out or changes is never silent: it came with the code. */
export function sayConfig(config: ProjectConfig, folders: readonly FolderConfig[] = []): void {
  for (const text of [describeConfig(config), describeFolders(folders)]) {
    if (text !== undefined) process.stderr.write(`assay: ${visibleText(text)}\n`);
  }
}

/** What in them means nothing, the rules that they name and that are none, and packs that must not run. */
export function problemsOfConfigs(
  { all, project }: Configs,
  rules: readonly RuleInfo[],
  { folders = [], packs = [] }: { folders?: readonly FolderConfig[]; packs?: readonly InstalledPack[] } = {},
): Problem[] {
  const isOfProject = new Set([...project.off, ...Object.keys(project.severities)]);
  const others = unknownRules(all, rules).filter(
    ({ message }) => ![...isOfProject].some((id) => message.includes(`\`${id}\``)),
  );
  return [
    ...all.problems,
    ...unknownRules(project, rules),
    ...others.map((problem) => ({ ...problem, path: `${SHOWN}config.toml` })),
    ...problemsOfFolders(folders, rules),
    ...problemsOfPacks(packs, all.packs),
  ];
}

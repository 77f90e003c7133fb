/** What checks beside scans go by: the rules of the open project and its configuration, as the next scan would. */
import {
  type AnalysisOptions,
  choiceOfConfig,
  DEFAULT_ANALYSIS_OPTIONS,
  joinChoices,
  presentIds,
  rulesOfPacks,
} from '../../workers/protocol';
import { intake } from './backend';
import { projectRules } from './found-rules';
import { configOf, type UsedConfig } from './project-config';
import { loadRules, rules } from './rules';

/** Loads the rules into the engines; answers with the configuration that they were loaded by. */
export async function loadProjectRules(projectId: number): Promise<UsedConfig> {
  const own = await projectRules(projectId);
  const used = await configOf(projectId);
  await loadRules([...own, ...rulesOfPacks(used.packs, used.config.packs)], used.config);
  return used;
}

/** How a file is checked, so that the same findings count as in a scan. */
export async function checkOptions(path: string, { config, isUsed }: UsedConfig): Promise<AnalysisOptions> {
  const there = isUsed ? await intake().choiceAt(path) : undefined;
  const choice = joinChoices(choiceOfConfig(config), there ?? {});
  return { ...DEFAULT_ANALYSIS_OPTIONS, choice, formerIds: presentIds(await rules.builtin()) };
}

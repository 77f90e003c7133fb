/** One scan, from the files to what is said of them: the order of the steps is here, what each one does is in its own file. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type FileTree, Intake } from '../../workers/intake';
import {
  type Completeness,
  type FolderConfig,
  type InstalledPack,
  type KnownFinding,
  type LoadedRules,
  type Problem,
  type ProjectConfig,
  type RuleInfo,
  type RulePack,
  type RuleSource,
  rulesOfPacks,
  withSeverities,
} from '../../workers/protocol';
import { BASELINE_PATH, readTeam, type Verdict } from '../share';
import { type Analysis, analyse, type Order } from './analyse';
import { builtinRules } from './assets';
import { type Compared, compareWith, readBaseline } from './baseline';
import { Cache, cacheKey } from './cache';
import { completenessOfScan } from './completeness';
import { type Configs, problemsOfConfigs, readConfigs } from './config';
import { UsageError } from './errors';
import { gateVerdict } from './gate';
import { openPlace } from './open-place';
import type { ScanInput } from './operations/scan';
import { type ScanOptions, scanOptions, withConfig } from './options';
import { type Place, placeOf } from './paths';
import { lookAtProject, untoldProblems } from './project';
import { problemsOf, Results, type StoredResult } from './results';
import { readRuleFiles } from './rule-files';
import { Clock } from './stats';

/** What is to be scanned, once or again and again. */
export interface Job {
  input: ScanInput;
  asked: ScanOptions;
  place: Place;
  intake: Intake;
  tree: FileTree;
  clock: Clock;
  /** The built-in rules, which are read once. */
  builtin: RulePack;
}

/** What a scan knows of the one before. */
export interface Before {
  again: NonNullable<Order['again']>;
  /** Of results, if the rules are still the same. */
  key?: string;
  files?: ReadonlyMap<string, StoredResult>;
  rules?: LoadedRules;
}

/** A scan that is over. */
export interface Checked {
  options: ScanOptions;
  config: ProjectConfig;
  /** What the project says of it, and its folders. */
  ofProject: ProjectConfig;
  folders: FolderConfig[];
  /** Changes when the results of a file would. */
  key: string;
  cache: Cache | undefined;
  results: Results;
  analysis: Analysis;
  rules: RuleInfo[];
  ruleProblems: Problem[];
  /** What is wrong with rules and files. */
  problems: Problem[];
  completeness: Completeness;
  /** How many findings the team has decided of. */
  decided: number;
  earlier: Earlier;
  /** Where there is an earlier scan to compare with. */
  compared: Compared | undefined;
  /** Where the project has a gate. */
  verdict: Verdict | undefined;
}

/** @param below where paths start; from the current folder if it is not said. */
export async function openJob(input: ScanInput, below?: Place): Promise<Job> {
  const asked = scanOptions(input);
  const clock = new Clock();
  const place = below ?? placeOf(asked.paths, process.cwd());
  const intake = new Intake();
  const tree = await openPlace(place);
  intake.openTree(tree);
  const builtin: RulePack = asked.useBuiltin ? builtinRules() : { sources: [], list: [] };
  return { input, asked, place, intake, tree, clock, builtin };
}

export async function check(job: Job, before?: Before): Promise<Checked> {
  const { input, asked, place, intake, clock } = job;
  const configs: Configs = await readConfigs(intake, asked);
  const { all: config } = configs;
  const options = withConfig(asked, input, config, job.builtin.list);
  const earlier = earlierFindings(withBaselineOfGate(options, config, place));
  const packs = asked.useConfig ? await intake.packs() : [];
  const { sources, list } = await rulesOf(job, options, packs, config);
  const key = keyOf(options, sources);
  const cache = openCache(options, place, key);
  const isSame = before?.key === key;
  const cached = isSame ? { files: before.files, rules: before.rules } : cache?.load();
  const results = new Results(cached?.files);
  clock.lap('start');
  const analysis = await analyse({
    ...{ options, place, intake, sources, builtin: list, results, known: cached?.rules },
    ...(options.project && {
      afterwards: (found, pool) => lookAtProject(intake, found, pool, options.choice),
    }),
    ...(before && { again: before.again }),
  });
  clock.lap('analyse');
  const team = readTeam(asked.useConfig ? await intake.teamFiles() : []);
  const decided = results.decide(team.decisions);
  const fileProblems = [...problemsOf(results.reports()), ...untoldProblems(results)];
  const rules = [...withSeverities(list, config), ...analysis.rules.rules];
  const folders = await intake.folderConfigs();
  const ofConfigs = problemsOfConfigs(configs, rules, { folders, packs });
  const ruleProblems = [...ofConfigs, ...team.problems, ...analysis.rules.problems];
  const completeness = completenessOfScan(results, fileProblems, ruleProblems);
  const compared = earlier.baseline && (await compareWith(earlier.baseline, results, rules, place.root));
  return {
    ...{
      options,
      config,
      ofProject: configs.project,
      folders,
      key,
      cache,
      results,
      analysis,
      rules,
      ruleProblems,
      completeness,
      decided,
    },
    ...{ problems: [...ruleProblems, ...fileProblems], earlier, compared },
    verdict: gateVerdict(config.gate, results, compared, completeness),
  };
}

/** A gate that asks for what is new compares with the project's own baseline, where nobody named another. */
function withBaselineOfGate(options: ScanOptions, { gate }: ProjectConfig, { root }: Place): ScanOptions {
  if (options.baseline !== undefined || !Array.isArray(gate) || !gate.some((one) => one.new)) return options;
  const own = join(root, BASELINE_PATH);
  return existsSync(own) ? { ...options, baseline: own } : options;
}

interface Earlier {
  baseline: KnownFinding[] | undefined;
  /** What is in the file that the baseline is to be written to. */
  written: KnownFinding[] | undefined;
}

/** Read before the scan, which may take long, so that a file that cannot be read is told at once. */
function earlierFindings({ baseline, writeBaseline }: ScanOptions): Earlier {
  const read = (path: string | undefined) => (path === undefined ? undefined : readBaseline(path));
  const before = read(baseline);
  if (writeBaseline === baseline) return { baseline: before, written: before };
  const isThere = writeBaseline !== undefined && existsSync(writeBaseline);
  return { baseline: before, written: isThere ? readBaseline(writeBaseline) : undefined };
}

/** The built-in rules, those of the project, and those that were named. */
async function rulesOf(
  { intake, builtin }: Job,
  options: ScanOptions,
  packs: readonly InstalledPack[],
  config: ProjectConfig,
): Promise<RulePack> {
  const ofProject = [...(await intake.projectRules()), ...rulesOfPacks(packs, config.packs)];
  const own = ofProject.map((file) => ({ ...file, origin: 'project' as const }));
  const sources = [...builtin.sources, ...own, ...readRuleFiles(options.rules)];
  if (sources.length > 0) return { sources, list: builtin.list };
  throw new UsageError('No rules to run.', 'Add some with --rules, or remove --no-builtin.');
}

function keyOf(options: ScanOptions, sources: RuleSource[]): string {
  const { usePrefilter, useIgnoreFiles, analysis, threatModels, disabled, severities, choice } = options;
  return cacheKey(sources, {
    ...{ usePrefilter, useIgnoreFiles, analysis, threatModels, disabled, severities, choice },
  });
}

function openCache({ cache }: ScanOptions, place: Place, key: string): Cache | undefined {
  if (cache === undefined) return undefined;
  return new Cache(cache, place, key, (message) => process.stderr.write(`assay: ${message}\n`));
}

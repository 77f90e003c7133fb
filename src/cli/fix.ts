/** `assay fix`: scans, works out what the files with fixable findings become, prints it or writes it. */
import { Analyser, fixFile } from '../../workers/analysis';
import { Intake } from '../../workers/intake';
import {
  type Completeness,
  DEFAULT_ANALYSIS_OPTIONS,
  type FileReport,
  type FixChoice,
  type FixedFile,
  joinChoices,
  type Problem,
  presentIds,
  type RuleInfo,
  type RulePack,
  rulesOfPacks,
} from '../../workers/protocol';
import { faultOfRewrite } from '../share';
import { type Analysis, analyse } from './analyse';
import { builtinRules, compileEngine, loadGrammar } from './assets';
import { completenessOfScan } from './completeness';
import { problemsOfConfigs, readConfigs, sayConfig } from './config';
import { editorConfigs } from './editor-configs';
import { EXIT, UsageError } from './errors';
import { printFixes, sayFixes } from './fix-report';
import { writeFixed } from './fix-write';
import { openPlace } from './open-place';
import type { FixInput } from './operations/fix';
import { type ScanOptions, scanOptions, withConfig } from './options';
import { type Place, placeOf } from './paths';
import { printProblems } from './problems';
import { sayMissing } from './project-index';
import { problemsOf, Results } from './results';
import { readRuleFiles } from './rule-files';

export async function fix(input: FixInput): Promise<number> {
  if (input.write && input.dryRun) throw new UsageError('Use one of --dry-run and --write.');
  const asked = optionsOf(input);
  const place = placeOf(asked.paths, process.cwd());
  const intake = new Intake();
  intake.openTree(await openPlace(place));
  const configs = await readConfigs(intake, asked);
  const packs = asked.useConfig ? await intake.packs() : [];
  const pack = await packOf(input, intake, rulesOfPacks(packs, configs.all.packs));
  const options = withConfig(asked, {}, configs.all, pack.list);
  const found = await scanFixable(options, place, intake, pack);
  const rules = [...pack.list, ...found.analysis.rules.rules];
  const choice = choiceOf(input, rules);
  const files = await fixAll({ options, place, intake, pack, rules }, found.results, choice);
  const unwritten = input.write ? await writeFixed(place, files) : [];
  // A form on the command line stands instead of all rules, so it says nothing of those that are named.
  const folders = await intake.folderConfigs();
  const ofConfig =
    input.pattern === undefined
      ? problemsOfConfigs(configs, rules, { folders, packs })
      : configs.all.problems;
  const ruleProblems = [...ofConfig, ...found.analysis.rules.problems];
  printProblems([...ruleProblems, ...found.problems, ...unwritten]);
  sayConfig(configs.project, folders);
  sayMissing(found.completeness);
  await printFixes(files, { format: input.format, write: input.write === true });
  sayFixes(files, { write: input.write === true, unwritten, unsafe: unsafeIn(found.results, choice) });
  return exitCode(files, found, ruleProblems, unwritten);
}

interface Found {
  results: Results;
  analysis: Analysis;
  problems: Problem[];
  completeness: Completeness;
}

interface Job {
  options: ScanOptions;
  place: Place;
  intake: Intake;
  pack: RulePack;
  rules: RuleInfo[];
}

function optionsOf({ paths, rules, noBuiltin, include, exclude, noIgnore, noConfig }: FixInput): ScanOptions {
  const given = { rules, noBuiltin, include, exclude, noIgnore, noConfig };
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return scanOptions({ paths, ...Object.fromEntries(said) });
}

/** The rules that may run: those that can be named, or the one that the command line makes. */
async function packOf(
  input: FixInput,
  intake: Intake,
  ofPacks: readonly { path: string; text: string }[],
): Promise<RulePack> {
  const { pattern, rewrite, lang } = input;
  if (pattern !== undefined || rewrite !== undefined || lang !== undefined) {
    if (pattern === undefined || rewrite === undefined || lang === undefined) {
      throw new UsageError('--pattern, --rewrite and --lang belong together.');
    }
    const fault = faultOfRewrite(pattern, rewrite);
    if (fault !== undefined) throw new UsageError(fault);
    const analyser = new Analyser(await compileEngine(), loadGrammar);
    const sources = analyser.rulesOf({ pattern, rewrite }, [lang]);
    if (sources.length > 0) return { sources, list: [] };
    throw new UsageError(`${lang} is not a known language, or the pattern has no meaning in it.`);
  }
  const own = [...(await intake.projectRules()), ...ofPacks].map((file) => ({
    ...file,
    origin: 'project' as const,
  }));
  const builtin: RulePack = input.noBuiltin ? { sources: [], list: [] } : builtinRules();
  const sources = [...builtin.sources, ...own, ...readRuleFiles(input.rules ?? [])];
  if (sources.length > 0) return { sources, list: builtin.list };
  throw new UsageError('No rules to run.', 'Add some with --rules, or remove --no-builtin.');
}

/** Rules that are not asked: those without a fix, and those that the project’s own configuration turns off. */
function unasked(list: readonly RuleInfo[], { disabled }: ScanOptions): string[] {
  return [...list.filter(({ hasFix }) => !hasFix).map(({ id }) => id), ...disabled];
}

async function scanFixable(
  options: ScanOptions,
  place: Place,
  intake: Intake,
  { sources, list }: RulePack,
): Promise<Found> {
  const results = new Results();
  const order = {
    options,
    place,
    intake,
    sources,
    builtin: list,
    disabled: unasked(list, options),
    results,
    known: undefined,
  };
  const analysis = await analyse(order);
  const problems = problemsOf(results.reports());
  return {
    ...{ results, analysis, problems },
    completeness: completenessOfScan(results, problems, analysis.rules.problems),
  };
}

function choiceOf({ rule, unsafe, pattern }: FixInput, rules: readonly RuleInfo[]): FixChoice {
  const common = {
    kind: 'found' as const,
    unsafe: unsafe === true,
    ...(pattern !== undefined && { once: true }),
  };
  if (rule === undefined) return common;
  return { ...common, rules: rule.map((name) => idOf(name, rules)) };
}

/** The present id of a rule; a former one means the same. */
function idOf(name: string, rules: readonly RuleInfo[]): string {
  const named = rules.filter(({ id, aliases = [] }) => id === name || aliases.includes(name));
  const [first] = named;
  if (first === undefined) throw new UsageError(`There is no rule ${name}.`, 'See assay rules.');
  if (!named.some(({ hasFix }) => hasFix)) throw new UsageError(`The rule ${name} has no fix.`);
  return first.id;
}

function isFixable({ findings }: FileReport, choice: FixChoice): boolean {
  if (choice.kind !== 'found') return false;
  return findings.some(
    ({ fix: offered, status, ruleId }) =>
      offered !== undefined &&
      status.kind === 'open' &&
      (choice.unsafe || offered.isSafe === true) &&
      (choice.rules?.includes(ruleId) ?? true),
  );
}

/** Fixes that are there and were not asked for. */
function unsafeIn(results: Results, choice: FixChoice): number {
  if (choice.kind !== 'found' || choice.unsafe) return 0;
  let count = 0;
  for (const { findings } of results.reports()) {
    count += findings.filter(
      ({ fix: offered, status, ruleId }) =>
        offered !== undefined &&
        !offered.isSafe &&
        status.kind === 'open' &&
        (choice.rules?.includes(ruleId) ?? true),
    ).length;
  }
  return count;
}

async function fixAll(job: Job, results: Results, choice: FixChoice): Promise<FixedFile[]> {
  const reports = [...results.reports()].filter((report) => isFixable(report, choice));
  if (reports.length === 0) return [];
  const analyser = new Analyser(await compileEngine(), loadGrammar);
  const { options, intake, place, pack } = job;
  const { threatModels, analysis, severities } = options;
  analyser.loadRules({
    sources: pack.sources,
    disabled: unasked(pack.list, options),
    threatModels,
    severities,
  });
  const checking = { ...DEFAULT_ANALYSIS_OPTIONS, analysis, formerIds: presentIds(pack.list) };
  const files: FixedFile[] = [];
  for (const { path } of reports) {
    const { bytes, text } = await intake.raw(path);
    const file = { path, raw: bytes, text, editorConfigs: editorConfigs(place.root, path) };
    const counting = joinChoices(options.choice, (await intake.choiceAt(path)) ?? {});
    files.push(await fixFile(analyser, file, choice, { ...checking, choice: counting }));
  }
  return files;
}

function exitCode(
  files: FixedFile[],
  { completeness }: Found,
  ruleProblems: readonly Problem[],
  unwritten: Problem[],
): number {
  if (ruleProblems.some(({ kind }) => kind === 'bad-rule')) return EXIT.usage;
  if (unwritten.length > 0) return EXIT.partial;
  if (files.some(({ refused }) => refused.length > 0)) return EXIT.findings;
  return completeness.state === 'whole' ? EXIT.done : EXIT.partial;
}

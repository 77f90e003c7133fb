/** `assay scan`: walks, checks, prints. The order of the steps is here; what each one does is in its own file. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Intake } from '../../workers/intake';
import {
  type Completeness,
  type KnownFinding,
  NO_CONFIG,
  type Problem,
  type ProjectConfig,
  type RuleInfo,
  type RulePack,
  type RuleSource,
  SEVERITIES,
  TEAM_FOLDER,
  withSeverities,
} from '../../workers/protocol';
import {
  BASELINE_PATH,
  countOf,
  describeCompleteness,
  printableJson,
  readTeam,
  type Verdict,
  visibleText,
} from '../share';
import { type Analysis, analyse } from './analyse';
import { builtinRules } from './assets';
import { type Compared, compareWith, readBaseline, withBaseline, writeBaseline } from './baseline';
import { Cache, cacheKey } from './cache';
import { completenessOfScan } from './completeness';
import { problemsOfConfig, sayConfig } from './config';
import { EXIT, UsageError } from './errors';
import { gateVerdict, sayVerdict, writeBadge } from './gate';
import { openPlace } from './open-place';
import type { ScanInput } from './operations/scan';
import { type ScanOptions, scanOptions, withConfig } from './options';
import { type Place, placeOf } from './paths';
import { printProblems } from './problems';
import { lookAtProject, untoldProblems } from './project';
import { printReport } from './report';
import { problemsOf, Results } from './results';
import { readRuleFiles } from './rule-files';
import {
  Clock,
  dearestRules,
  peakMemoryBytes,
  round,
  type Stats,
  skippedByReason,
  slowestFiles,
  Tally,
} from './stats';

export async function scan(input: ScanInput): Promise<number> {
  const asked = scanOptions(input);
  const clock = new Clock();
  const place = placeOf(asked.paths, process.cwd());
  const intake = new Intake();
  intake.openTree(await openPlace(place));
  const config = asked.useConfig ? await intake.projectConfig() : NO_CONFIG;
  const options = withConfig(asked, input, config);
  const earlier = earlierFindings(withBaselineOfGate(options, config, place));
  const { sources, list } = await rulesOf(options, intake);
  const cache = openCache(options, place, sources);
  const cached = cache?.load();
  const results = new Results(cached?.files);
  clock.lap('start');
  const afterwards = options.project ? lookAtProject : undefined;
  const known = cached?.rules;
  const analysis = await analyse({ options, place, intake, sources, results, known, afterwards });
  clock.lap('analyse');
  const team = readTeam(asked.useConfig ? await intake.teamFiles() : []);
  sayTeam(results.decide(team.decisions));
  const fileProblems = [...problemsOf(results.reports()), ...untoldProblems(results)];
  const rules = [...withSeverities(list, config), ...analysis.rules.rules];
  const ruleProblems = [...problemsOfConfig(config, rules), ...team.problems, ...analysis.rules.problems];
  const completeness = completenessOfScan(results, fileProblems, ruleProblems);
  const problems = [...ruleProblems, ...fileProblems];
  sayConfig(config);
  const compare = (known: KnownFinding[]) => compareWith(known, results, rules, place.root);
  const compared = earlier.baseline && (await compare(earlier.baseline));
  const tally = new Tally(compared);
  const verdict = gateVerdict(config.gate, results, compared, completeness);
  await printFound({ options, intake, results, problems, rules, completeness, compared, verdict }, tally);
  if (verdict) sayVerdict(verdict);
  if (options.badge !== undefined) await writeBadge(options.badge, tally.findings, completeness, verdict);
  if (options.writeBaseline !== undefined) {
    const isSame = earlier.written === earlier.baseline;
    const replaced = isSame ? compared : earlier.written && (await compare(earlier.written));
    await writeBaseline(options.writeBaseline, results, replaced?.unchecked ?? []);
  }
  clock.lap('report');
  await cache?.save(analysis.rules, results.reusable());
  clock.lap('cache');
  if (options.stats) printStats(statsOf(results, tally, analysis, clock));
  if (config.gate === 'unusable') return EXIT.usage;
  return exitCode(options, ruleProblems, tally, completeness, verdict);
}

/** A gate that asks for what is new compares with the project's own baseline, where nobody named another. */
function withBaselineOfGate(options: ScanOptions, { gate }: ProjectConfig, { root }: Place): ScanOptions {
  if (options.baseline !== undefined || !Array.isArray(gate) || !gate.some((one) => one.new)) return options;
  const own = join(root, BASELINE_PATH);
  return existsSync(own) ? { ...options, baseline: own } : options;
}

/** Read before the scan, which may take long, so that a file that cannot be read is told at once. */
function earlierFindings({ baseline, writeBaseline }: ScanOptions) {
  const read = (path: string | undefined) => (path === undefined ? undefined : readBaseline(path));
  const before = read(baseline);
  if (writeBaseline === baseline) return { baseline: before, written: before };
  const isThere = writeBaseline !== undefined && existsSync(writeBaseline);
  return { baseline: before, written: isThere ? readBaseline(writeBaseline) : undefined };
}

/** The built-in rules, those of the project, and those that were named. */
async function rulesOf(options: ScanOptions, intake: Intake): Promise<RulePack> {
  const own = (await intake.projectRules()).map((file) => ({ ...file, origin: 'project' as const }));
  const builtin: RulePack = options.useBuiltin ? builtinRules() : { sources: [], list: [] };
  const sources = [...builtin.sources, ...own, ...readRuleFiles(options.rules)];
  if (sources.length > 0) return { sources, list: builtin.list };
  throw new UsageError('No rules to run.', 'Add some with --rules, or remove --no-builtin.');
}

function openCache(options: ScanOptions, place: Place, sources: RuleSource[]) {
  const { cache, usePrefilter, useIgnoreFiles, analysis, threatModels, disabled, severities } = options;
  if (cache === undefined) return undefined;
  const key = cacheKey(sources, {
    ...{ usePrefilter, useIgnoreFiles, analysis, threatModels, disabled, severities },
  });
  return new Cache(cache, place, key, (message) => process.stderr.write(`assay: ${message}\n`));
}

interface Outcome {
  options: ScanOptions;
  intake: Intake;
  results: Results;
  rules: RuleInfo[];
  /** What is wrong with rules and files. */
  problems: Problem[];
  completeness: Completeness;
  /** Where there is an earlier scan to compare with. */
  compared: Compared | undefined;
  /** Where the project has a gate. */
  verdict: Verdict | undefined;
}

async function printFound(outcome: Outcome, tally: Tally): Promise<void> {
  const { options, intake, results, rules, problems, completeness, compared, verdict } = outcome;
  printProblems(problems);
  sayMissing(options, completeness);
  const findings = withBaseline(tally.count(results.reports()), compared);
  const gone = compared && { gone: compared.gone };
  const found = { findings, problems, rules, completeness, verdict, ...gone };
  const summary = () => ({ ...tally, ...results.totals, skipped: results.skipped, compared });
  await printReport(options, found, (path) => readLines(intake, path), summary);
}

/** The file may have gone since it was scanned; then its findings are printed without code. */
async function readLines(intake: Intake, path: string): Promise<string[] | undefined> {
  try {
    return new TextDecoder().decode((await intake.read(path)).bytes).split('\n');
  } catch {
    return undefined;
  }
}

/** The same of decisions that came with it. */
function sayTeam(decided: number): void {
  if (decided > 0) process.stderr.write(`assay: ${countOf(decided, 'finding')} decided by ${TEAM_FOLDER}.\n`);
}

/** Where the report is not read on the terminal at once, the terminal says what it leaves out. */
function sayMissing({ format, output }: ScanOptions, completeness: Completeness): void {
  const text = describeCompleteness(completeness).split('\n').map(visibleText).join('\n');
  if (text !== '' && (format !== 'text' || output !== undefined)) process.stderr.write(`assay: ${text}\n`);
}

function statsOf(results: Results, tally: Tally, analysis: Analysis, clock: Clock): Stats {
  const { parsed, costs, jobs, projectSeconds } = analysis;
  const { findings, known, suppressed, dismissed, severities, problems, languages } = tally;
  return {
    ...results.totals,
    parsed,
    unchanged: results.unchanged,
    skipped: skippedByReason(results),
    seconds: { ...clock.phases, project: round(projectSeconds), total: clock.total },
    peakMemoryBytes: peakMemoryBytes(),
    findings,
    known,
    suppressed,
    dismissed,
    severities,
    problems,
    jobs,
    languages,
    rules: dearestRules(costs, tally),
    slowest: slowestFiles(results),
  };
}

function printStats(stats: Stats): void {
  process.stderr.write(`${printableJson(JSON.stringify(stats))}\n`);
}

/**
 * A rule that cannot be used is worse than any finding: nobody knows what it would have found. Findings are worse than
 * files that could not be checked: those may be clean.
 */
function exitCode(
  { failOn }: ScanOptions,
  ruleProblems: readonly Problem[],
  { severities }: Tally,
  { state }: Completeness,
  verdict: Verdict | undefined,
): number {
  if (ruleProblems.some(({ kind }) => kind === 'bad-rule')) return EXIT.usage;
  const counted = failOn === undefined ? [] : SEVERITIES.slice(SEVERITIES.indexOf(failOn));
  if (counted.some((severity) => severities[severity] > 0) || verdict?.state === 'failed')
    return EXIT.findings;
  return state === 'whole' ? EXIT.done : EXIT.partial;
}

/** `assay scan`: scans once and says what was found, as it was asked for. */
import type { Intake } from '../../workers/intake';
import { type Completeness, SEVERITIES, TEAM_FOLDER } from '../../workers/protocol';
import { countOf, describeCompleteness, printableJson, visibleText } from '../share';
import type { Analysis } from './analyse';
import { compareWith, withBaseline, writeBaseline } from './baseline';
import { type Checked, check, type Job, openJob } from './check';
import { sayConfig } from './config';
import { EXIT } from './errors';
import { sayVerdict, writeBadge } from './gate';
import type { ScanInput } from './operations/scan';
import type { ScanOptions } from './options';
import { printProblems } from './problems';
import { printReport } from './report';
import type { Results } from './results';
import {
  type Clock,
  dearestRules,
  peakMemoryBytes,
  round,
  type Stats,
  skippedByReason,
  slowestFiles,
  Tally,
} from './stats';

export async function scan(input: ScanInput): Promise<number> {
  const job = await openJob(input);
  return report(job, await check(job));
}

/** Says what a scan found, and keeps what is to be kept of it; answers with the exit code. */
export async function report({ intake, place, clock }: Job, checked: Checked): Promise<number> {
  const { options, ofProject, folders, results, rules, completeness, compared, verdict, earlier, analysis } =
    checked;
  sayTeam(checked.decided);
  sayConfig(ofProject, folders);
  const tally = new Tally(compared);
  await printFound(intake, checked, tally);
  if (verdict) sayVerdict(verdict);
  if (options.badge !== undefined) await writeBadge(options.badge, tally.findings, completeness, verdict);
  if (options.writeBaseline !== undefined) {
    const isSame = earlier.written === earlier.baseline;
    const replaced = isSame
      ? compared
      : earlier.written && (await compareWith(earlier.written, results, rules, place.root));
    await writeBaseline(options.writeBaseline, results, replaced?.unchecked ?? []);
  }
  clock.lap('report');
  await checked.cache?.save(analysis.rules, results.reusable());
  clock.lap('cache');
  if (options.stats) printStats(statsOf(results, tally, analysis, clock));
  return exitCode(checked, tally);
}

async function printFound(intake: Intake, checked: Checked, tally: Tally): Promise<void> {
  const { options, results, problems, rules, completeness, compared, verdict } = checked;
  printProblems(problems);
  sayMissing(options, completeness);
  const findings = withBaseline(tally.count(results.reports()), compared);
  const gone = compared && { gone: compared.gone };
  const found = { findings, problems, rules, completeness, verdict, ...gone };
  const summary = () => ({ ...tally, ...results.totals, skipped: results.skipped, compared });
  await printReport(options, found, (path) => readLines(intake, path), summary);
}

/** The file may have gone since it was scanned; then its findings are printed without code. */
export async function readLines(intake: Intake, path: string): Promise<string[] | undefined> {
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
export function exitCode(
  { options: { failOn }, config, ruleProblems, completeness: { state }, verdict }: Checked,
  { severities }: Tally,
): number {
  if (config.gate === 'unusable') return EXIT.usage;
  if (ruleProblems.some(({ kind }) => kind === 'bad-rule')) return EXIT.usage;
  const counted = failOn === undefined ? [] : SEVERITIES.slice(SEVERITIES.indexOf(failOn));
  if (counted.some((severity) => severities[severity] > 0) || verdict?.state === 'failed')
    return EXIT.findings;
  return state === 'whole' ? EXIT.done : EXIT.partial;
}

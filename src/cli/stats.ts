/** The numbers of one scan, for `--stats`: one line of JSON on standard error. */
import { type FileReport, noCounts, type RuleCost, type Severity } from '../../workers/protocol';
import type { Compared } from './baseline';
import type { FileTime, Results } from './results';

/** Seconds since the process began, by the name of what ended then. */
export class Clock {
  readonly phases: Record<string, number> = {};
  #last = 0;

  /** Ends a phase: its seconds are those since the last one ended. */
  lap(phase: string): void {
    const now = performance.now() / 1000;
    this.phases[phase] = round((this.phases[phase] ?? 0) + now - this.#last);
    this.#last = now;
  }

  get total(): number {
    return round(performance.now() / 1000);
  }
}

interface LanguageStats {
  files: number;
  parsed: number;
  code: number;
  comment: number;
  blank: number;
  nodes: number;
  filesWithErrors: number;
  errors: number;
  errorBytes: number;
}

export interface Stats {
  files: number;
  bytes: number;
  /** Files analysed anew that were parsed; files from the cache are not. */
  parsed: number;
  unchanged: number;
  /** Files and folders left out, by reason. */
  skipped: Record<string, number>;
  /** `total` counts from the start of the process, and `project` is a part of `analyse`. */
  seconds: Record<string, number>;
  peakMemoryBytes: number;
  findings: number;
  /** Those that the baseline has too; they are not among `findings`. */
  known: number;
  suppressed: number;
  /** Those that the analysis takes for no fault. */
  dismissed: number;
  severities: Record<Severity, number>;
  problems: number;
  jobs: number;
  languages: Record<string, LanguageStats>;
  /** The dearest rules of this run, and their open findings; files from the cache cost nothing. */
  rules: RuleStats[];
  /** The files that took longest to check, in ms on their thread. */
  slowest: FileTime[];
}

interface RuleStats extends RuleCost {
  findings: number;
}

/** So many rules are told of. */
const DEAREST = 20;

/** Adds up reports while they are printed. */
export class Tally {
  readonly severities: Record<Severity, number> = noCounts();
  readonly languages: Record<string, LanguageStats> = {};
  readonly byRule = new Map<string, number>();
  findings = 0;
  /** Open findings that the earlier scan had too. */
  known = 0;
  suppressed = 0;
  dismissed = 0;
  problems = 0;

  /** @param compared an earlier scan: findings that it had are counted as known. */
  constructor(readonly compared?: Pick<Compared, 'stateOf'>) {}

  /** Passes reports on and counts them on the way. */
  *count(reports: Iterable<FileReport>): Generator<FileReport> {
    for (const report of reports) {
      this.#add(report);
      yield report;
    }
  }

  #add(report: FileReport): void {
    this.problems += report.problems.length;
    for (const [at, { ruleId, severity, status }] of report.findings.entries()) {
      if (status.kind === 'suppressed') this.suppressed++;
      else if (status.kind === 'dismissed') this.dismissed++;
      else if (this.compared?.stateOf(report.path, at) === 'known') this.known++;
      else {
        this.findings++;
        this.byRule.set(ruleId, (this.byRule.get(ruleId) ?? 0) + 1);
        this.severities[severity]++;
      }
    }
    this.#addLanguage(report);
  }

  #addLanguage({ language = 'unknown', lines, parse }: FileReport): void {
    const sum = this.languages[language] ?? emptyLanguage();
    this.languages[language] = sum;
    sum.files++;
    sum.code += lines.code;
    sum.comment += lines.comment;
    sum.blank += lines.blank;
    if (parse.kind !== 'parsed') return;
    sum.parsed++;
    sum.nodes += parse.nodes;
    sum.errors += parse.errors;
    sum.errorBytes += parse.errorBytes;
    if (parse.errors > 0) sum.filesWithErrors++;
  }
}

function emptyLanguage(): LanguageStats {
  const lines = { code: 0, comment: 0, blank: 0 };
  return { files: 0, parsed: 0, ...lines, nodes: 0, filesWithErrors: 0, errors: 0, errorBytes: 0 };
}

/** What all reports come to. */
export function tallyOf(reports: Iterable<FileReport>, compared: Compared | undefined): Tally {
  const tally = new Tally(compared);
  for (const _ of tally.count(reports));
  return tally;
}

/** The rules that took longest, with what they found. */
export function dearestRules(costs: readonly RuleCost[], { byRule }: Tally): RuleStats[] {
  return costs.slice(0, DEAREST).map(({ id, ms, files }) => ({
    id,
    ms: Math.round(ms * 100) / 100,
    files,
    findings: byRule.get(id) ?? 0,
  }));
}

export function slowestFiles({ slowest }: Results): FileTime[] {
  return slowest.map(({ path, ms }) => ({ path, ms: Math.round(ms * 100) / 100 }));
}

export function skippedByReason({ skipped }: Results): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of skipped) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

export function peakMemoryBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

export function round(seconds: number): number {
  return Math.round(seconds * 10_000) / 10_000;
}

/**
 * Everything a scan finds, as it comes in: the command's counterpart of the page's store. Reports are kept
 * as the bytes they came in, and only read when findings are printed.
 */
import {
  DECISIONS,
  type DecidedFinding,
  type FileEntry,
  type FileReport,
  type FileResult,
  type FileSummaries,
  type Finding,
  type IntakeLedger,
  type KnownFile,
  type Problem,
  type SkippedFile,
  type Summary,
  type Triage,
} from '../../workers/protocol';
import { failureOf, holdsToADay } from '../../workers/store/prepared-file';
import { nameOf } from '../share';
import { Slabs } from './slabs';
import { asDecided, decidedNow } from './team';

/** The result of one file, whether new or from the cache. */
export interface StoredResult extends KnownFile {
  /** A `FileReport` as UTF-8 JSON. */
  report: Uint8Array;
  /** What the file tells others, where somebody asked. */
  summaries?: Summary[];
}

/** How long the check of a file took; nothing of it is kept in the cache. */
export interface FileTime {
  path: string;
  ms: number;
}

/** So many of the slowest files are remembered. */
const SLOWEST = 20;

const decoder = new TextDecoder();

export class Results implements IntakeLedger {
  readonly files = new Map<string, StoredResult>();
  readonly skipped: SkippedFile[] = [];
  /** Files that were found and have no result yet. */
  readonly pending = new Set<string>();
  readonly #reports = new Slabs();
  unchanged = 0;
  /** Whether the walk came to its end. */
  isWalked = false;
  /** Files that nothing could be learnt of for the others. */
  readonly untold: string[] = [];
  /** Reports with what was found in the project as a whole, which is not for the cache: it depends on all files. */
  readonly #withProject = new Map<string, Uint8Array>();
  /** What was decided of findings, by `nameOf`; it is no part of what the cache keeps. */
  #decided: ReadonlyMap<string, Triage> = new Map();
  /** The files of this run that took longest, the slowest first. */
  slowest: FileTime[] = [];

  /** `cached` are results under the same rules, by path. */
  constructor(readonly cached: ReadonlyMap<string, StoredResult> = new Map()) {}

  /** Files that were analysed or reused, and their bytes on disk. */
  get totals(): { files: number; bytes: number } {
    const sizes = [...this.files.values()].map(({ size }) => size);
    return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  }

  /** Nothing is left of the run before but its results, of which `knownFiles` tells. */
  async followUp(): Promise<undefined> {
    return undefined;
  }

  /** No texts are kept: the files are at hand. */
  async keptFile(): Promise<undefined> {
    return undefined;
  }

  async knownFiles(): Promise<KnownFile[]> {
    return [...this.cached.values()];
  }

  /** A file counts when its result is there, which may overtake the news that it was found. */
  async addFiles(_revision: number, entries: FileEntry[]): Promise<void> {
    for (const { path } of entries) if (!this.files.has(path)) this.pending.add(path);
  }

  async addSkipped(_revision: number, entries: SkippedFile[]): Promise<void> {
    for (const entry of entries) {
      this.pending.delete(entry.path);
      this.skipped.push(entry);
    }
  }

  async walked(): Promise<void> {
    this.isWalked = true;
  }

  async keepUnchanged(_revision: number, entries: KnownFile[]): Promise<void> {
    this.unchanged += entries.length;
    for (const entry of entries) {
      this.pending.delete(entry.path);
      const known = this.cached.get(entry.path);
      if (known) this.files.set(entry.path, { ...known, ...entry });
    }
  }

  async putResults(_revision: number, results: FileResult[]): Promise<boolean> {
    for (const { path, size, modifiedMs, hash, report, elapsedMs } of results) {
      this.pending.delete(path);
      this.files.set(path, { path, size, modifiedMs, hash, report: this.#reports.add(report) });
      this.#note({ path, ms: elapsedMs });
    }
    return true;
  }

  /** Keeps what files tell others; the engine is always the same one here. */
  async putSummaries(_projectId: number, _engine: string, told: FileSummaries[]): Promise<void> {
    for (const { path, hash, summaries } of told) {
      const file = this.files.get(path);
      if (file?.hash !== hash) continue;
      if (summaries) file.summaries = summaries;
      else this.untold.push(path);
    }
  }

  /** Adds findings of the project as a whole to the report of the file that they are shown in. */
  addFindings(path: string, findings: readonly Finding[]): void {
    const file = this.files.get(path);
    if (!file || findings.length === 0) return;
    const report = readReport(file);
    const all = { ...report, findings: [...report.findings, ...findings] };
    this.#withProject.set(path, new TextEncoder().encode(JSON.stringify(all)));
  }

  /** Takes what people decided for what findings are; answers with how many are no more open by it. */
  decide(decisions: ReadonlyMap<string, DecidedFinding>): number {
    this.#decided = decidedNow(decisions, this.reports());
    if (this.#decided.size === 0) return 0;
    const all = [...this.reports()].flatMap(({ findings }) => findings);
    return all.filter(
      ({ status }) => status.kind === 'dismissed' && DECISIONS.some((one) => one === status.step),
    ).length;
  }

  #note(time: FileTime): void {
    const last = this.slowest[SLOWEST - 1];
    if (last !== undefined && last.ms >= time.ms) return;
    this.slowest.push(time);
    this.slowest.sort((a, b) => b.ms - a.ms);
    this.slowest.length = Math.min(this.slowest.length, SLOWEST);
  }

  /** Results that hold for the next scan: what another try may mend is tried again. */
  reusable(): Map<string, StoredResult> {
    return new Map([...this.files].filter(([, result]) => !mayPass(result)));
  }

  /** The reports by path. */
  *reports(): Generator<FileReport> {
    for (const path of [...this.files.keys()].sort()) {
      const file = this.files.get(path) as StoredResult;
      yield this.#asDecided(readReport({ report: this.#withProject.get(path) ?? file.report }));
    }
  }

  #asDecided(report: FileReport): FileReport {
    if (this.#decided.size === 0) return report;
    const { path, findings } = report;
    const now = Date.now();
    const told = findings.map((finding) =>
      asDecided(finding, this.#decided.get(nameOf({ identity: finding.identity, path })), now),
    );
    return { ...report, findings: told };
  }
}

/** Most reports end without problems, and need not be read for that. */
const NO_PROBLEMS = new TextEncoder().encode('"problems":[]}');
/** What a report contains in which a comment holds to a day. */
const UNTIL = '"until":"';

function mayPass(result: StoredResult): boolean {
  const end = result.report.subarray(-NO_PROBLEMS.length);
  const hasNone = end.every((byte, at) => byte === NO_PROBLEMS[at]);
  const { buffer, byteOffset, length } = result.report;
  if (hasNone && !Buffer.from(buffer, byteOffset, length).includes(UNTIL)) return false;
  const report = readReport(result);
  return failureOf(report.problems) === 2 || holdsToADay(report);
}

export function readReport({ report }: Pick<StoredResult, 'report'>): FileReport {
  return JSON.parse(decoder.decode(report)) as FileReport;
}

/** What went wrong with single files. */
export function problemsOf(reports: Iterable<FileReport>): Problem[] {
  const all: Problem[] = [];
  for (const { path, problems } of reports) all.push(...problems.map((problem) => ({ path, ...problem })));
  return all;
}

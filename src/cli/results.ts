/**
 * Everything a scan finds, as it comes in: the command's counterpart of the page's store. Reports are kept
 * as the bytes they came in, and only read when findings are printed.
 */
import type {
  FileEntry,
  FileReport,
  FileResult,
  Finding,
  IntakeLedger,
  KnownFile,
  Problem,
  SkippedFile,
} from '../../workers/protocol';

/** The result of one file, whether new or from the cache. */
export interface StoredResult extends KnownFile {
  /** A `FileReport` as UTF-8 JSON. */
  report: Uint8Array;
}

const decoder = new TextDecoder();

export class Results implements IntakeLedger {
  readonly files = new Map<string, StoredResult>();
  readonly skipped: SkippedFile[] = [];
  unchanged = 0;

  /** `cached` are results under the same rules, by path. */
  constructor(readonly cached: ReadonlyMap<string, StoredResult> = new Map()) {}

  /** Files that were analysed or reused, and their bytes on disk. */
  get totals(): { files: number; bytes: number } {
    const sizes = [...this.files.values()].map(({ size }) => size);
    return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  }

  async knownFiles(): Promise<KnownFile[]> {
    return [...this.cached.values()];
  }

  /** A file counts when its result is there. */
  async addFiles(_revision: number, _entries: FileEntry[]): Promise<void> {}

  async addSkipped(_revision: number, entries: SkippedFile[]): Promise<void> {
    for (const entry of entries) this.skipped.push(entry);
  }

  async keepUnchanged(_revision: number, entries: KnownFile[]): Promise<void> {
    this.unchanged += entries.length;
    for (const entry of entries) {
      const known = this.cached.get(entry.path);
      if (known) this.files.set(entry.path, { ...entry, report: known.report });
    }
  }

  async putResults(_revision: number, results: FileResult[]): Promise<boolean> {
    for (const { path, size, modifiedMs, hash, report } of results) {
      this.files.set(path, { path, size, modifiedMs, hash, report });
    }
    return true;
  }

  /** The reports by path. */
  *reports(): Generator<FileReport> {
    for (const path of [...this.files.keys()].sort()) yield readReport(this.files.get(path) as StoredResult);
  }
}

export function readReport({ report }: StoredResult): FileReport {
  return JSON.parse(decoder.decode(report)) as FileReport;
}

/** What is printed, by path and place. */
export function* findingsOf(reports: Iterable<FileReport>): Generator<{ path: string; finding: Finding }> {
  for (const { path, findings } of reports) for (const finding of findings) yield { path, finding };
}

/** What went wrong with single files. */
export function problemsOf(reports: Iterable<FileReport>): Problem[] {
  const all: Problem[] = [];
  for (const { path, problems } of reports) all.push(...problems.map((problem) => ({ path, ...problem })));
  return all;
}

/**
 * Sends results to the store in batches: the first finding at once, the rest when there is enough of them
 * or when some time has passed.
 */
import {
  type AnalysisOptions,
  type AnalysisProgress,
  type AnalysisSink,
  addCounts,
  deflate,
  type FileResult,
  noCounts,
  type SourceFile,
  severityCounts,
} from '../protocol';
import { move } from '../rpc';
import type { CheckedFile } from './analyser';
import { chosenFindings } from './chosen-findings';

/** Short at first, so that the list fills at once, and longer with every batch: a transaction costs the same for all. */
const FIRST_FLUSH_MS = 50;
const LAST_FLUSH_MS = 400;
const FLUSH_FILES = 400;
const FLUSH_BYTES = 1024 * 1024;
/** Batches on their way; one more waits, so that a slow store is not flooded. */
const MAX_UNANSWERED = 3;

/** The result of one file as the store takes it; a promise where its text has to be compressed. */
function resultOf(
  file: SourceFile,
  checked: CheckedFile,
  keepText: boolean,
): FileResult | Promise<FileResult> {
  const { path, size, modifiedMs, hash } = file;
  const { report, findings, elapsedMs } = checked;
  const result: FileResult = { path, size, modifiedMs, hash, elapsedMs, report, findings };
  return keepText && findings > 0
    ? deflate(file.bytes, 'deflate-raw').then((text) => ({ ...result, text }))
    : result;
}

function buffersOf(results: FileResult[]): ArrayBuffer[] {
  return results.flatMap(({ report, text }) => (text ? [report.buffer, text.buffer] : [report.buffer]));
}

export class Outbox {
  readonly totals: AnalysisProgress = { files: 0, bytes: 0, parsed: 0, counts: noCounts() };
  #waiting: (FileResult | Promise<FileResult>)[] = [];
  #waitingBytes = 0;
  #lastFlush = performance.now();
  #flushMs = FIRST_FLUSH_MS;
  #hasSentFinding = false;
  readonly #unanswered = new Set<Promise<void>>();
  #told: void | Promise<void> = undefined;
  #failure: unknown;
  #isRefused = false;

  constructor(
    readonly revision: number,
    readonly options: Pick<AnalysisOptions, 'keepText' | 'choice' | 'formerIds'>,
    readonly sink: AnalysisSink,
    readonly progress: (progress: AnalysisProgress) => void | Promise<void>,
  ) {}

  /** Whether the store has said that this run is over. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** Adds a checked file; true if it is time to flush. */
  add(file: SourceFile, whole: CheckedFile): boolean {
    const { choice, formerIds } = this.options;
    const checked = chosenFindings(whole, choice, file.choice, formerIds);
    this.#count(file, checked);
    this.#waiting.push(resultOf(file, checked, this.options.keepText));
    this.#waitingBytes += checked.report.length;
    const isFirst = checked.findings > 0 && !this.#hasSentFinding;
    this.#hasSentFinding ||= isFirst;
    return (
      isFirst ||
      this.#waiting.length >= FLUSH_FILES ||
      this.#waitingBytes >= FLUSH_BYTES ||
      performance.now() - this.#lastFlush >= this.#flushMs
    );
  }

  /** Sends what waits. Settles when it is on its way, and waits longer only for a store that lags behind. */
  async flush(): Promise<void> {
    this.#lastFlush = performance.now();
    if (this.#waiting.length > 0) {
      this.#flushMs = Math.min(this.#flushMs * 2, LAST_FLUSH_MS);
      const waiting = this.#waiting;
      this.#waiting = [];
      this.#waitingBytes = 0;
      const totals = { ...this.totals, counts: { ...this.totals.counts } };
      const results = await Promise.all(waiting);
      this.#send(results);
      this.#told = this.progress(totals);
    }
    while (this.#unanswered.size > MAX_UNANSWERED) await Promise.race(this.#unanswered);
    if (this.#failure) throw this.#failure;
  }

  /** Sends what waits and hears all answers. Progress goes by a port of its own, so its arrival is waited for too. */
  async close(): Promise<void> {
    await this.flush();
    await Promise.all(this.#unanswered);
    await this.#told;
    if (this.#failure) throw this.#failure;
  }

  #send(results: FileResult[]): void {
    const answer: Promise<void> = this.sink
      .putResults(this.revision, move(results, buffersOf(results)))
      .then((isKept) => {
        this.#isRefused ||= !isKept;
      })
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => this.#unanswered.delete(answer));
    this.#unanswered.add(answer);
  }

  #count(file: SourceFile, { parsed, counts }: CheckedFile): void {
    const { totals } = this;
    totals.files++;
    totals.bytes += file.bytes.length;
    if (parsed) totals.parsed++;
    if (!counts) return;
    addCounts(totals.counts, severityCounts(counts));
  }
}

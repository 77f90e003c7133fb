/**
 * Writes what intake sees into the store's ledger, in batches and in order, and keeps the totals.
 */
import type { FileEntry, IntakeLedger, IntakeRun, IntakeTotals, KnownFile, SkippedFile } from '../protocol';

const FLUSH_MS = 100;
const FLUSH_ENTRIES = 2000;

export class Recorder {
  readonly totals: IntakeTotals = { files: 0, bytes: 0, unchanged: 0, skipped: 0, walked: false };
  #found: FileEntry[] = [];
  #skipped: SkippedFile[] = [];
  #unchanged: KnownFile[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Ledger calls follow one another, so that a file is added before it is said to be skipped or unchanged. */
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown;
  #isStopped = false;

  constructor(
    readonly run: IntakeRun,
    readonly ledger: IntakeLedger,
    readonly progress: (totals: IntakeTotals) => void,
    /** Told once, when the ledger does not take what it is given. */
    readonly failed: (error: unknown) => void,
  ) {}

  /** Files that the run before saw and that count as seen by this one. */
  tookOver({ files, bytes, skipped }: Pick<IntakeTotals, 'files' | 'bytes' | 'skipped'>): void {
    this.totals.files += files;
    this.totals.bytes += bytes;
    this.totals.skipped += skipped;
    this.totals.unchanged += files;
  }

  found(entry: FileEntry): void {
    this.totals.files++;
    this.totals.bytes += entry.size;
    this.#found.push(entry);
    this.#schedule();
  }

  unchanged(entry: KnownFile): void {
    this.totals.unchanged++;
    this.#unchanged.push(entry);
    this.#schedule();
  }

  skipped(entry: SkippedFile): void {
    this.totals.skipped++;
    this.#skipped.push(entry);
    this.#schedule();
  }

  /** A file that was found first, and turned out to be left out when it was read. */
  retracted(entry: SkippedFile): void {
    this.totals.files--;
    this.totals.bytes -= entry.size;
    this.skipped(entry);
  }

  /** The walk came to its end. Told when all that it found is written, before anybody may take the run for done. */
  walked(): void {
    this.totals.walked = true;
    this.#send();
    this.#then(() => this.ledger.walked(this.run.revision));
  }

  /** Writes all that is left. Rejects if any write of this run failed. */
  async flush(): Promise<void> {
    this.#send();
    await this.#writing;
    if (this.#failure) throw this.#failure;
  }

  /** Forgets what is left: the run was cancelled, and nobody is to hear of it any more. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#found = [];
    this.#skipped = [];
    this.#unchanged = [];
  }

  #schedule(): void {
    if (this.#isStopped) return;
    const waiting = this.#found.length + this.#skipped.length + this.#unchanged.length;
    if (waiting >= FLUSH_ENTRIES) this.#send();
    else this.#timer ??= setTimeout(() => this.#send(), FLUSH_MS);
  }

  #send(): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [found, skipped, unchanged] = [this.#found, this.#skipped, this.#unchanged];
    this.#found = [];
    this.#skipped = [];
    this.#unchanged = [];
    this.#then(() => this.#write(found, skipped, unchanged));
    this.progress({ ...this.totals });
  }

  #then(write: () => Promise<void>): void {
    this.#writing = this.#writing.then(write).catch((error: unknown) => {
      if (!this.#failure) this.failed(error);
      this.#failure ??= error;
    });
  }

  async #write(found: FileEntry[], skipped: SkippedFile[], unchanged: KnownFile[]): Promise<void> {
    const { revision } = this.run;
    if (found.length > 0) await this.ledger.addFiles(revision, found);
    if (skipped.length > 0) await this.ledger.addSkipped(revision, skipped);
    if (unchanged.length > 0) await this.ledger.keepUnchanged(revision, unchanged);
  }
}

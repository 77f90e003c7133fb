/**
 * One walk of the open project: finds files, reuses what is known of them, and reads the rest ahead.
 */
import {
  AssayError,
  type IntakeLedger,
  type IntakeRun,
  type IntakeTotals,
  type KnownFile,
  type SkippedFile,
  type SourceFile,
} from '../protocol';
import { mayHoldRules } from './found-rules';
import type { Hash } from './hash';
import { Reader } from './reader';
import { Recorder } from './recorder';
import { Selector } from './select';
import type { FileTree } from './tree';
import { Walk, type WalkedFile, type WalkStart, WHOLE_TREE } from './walk';

/** Where the walk begins, and what lies above the tree. */
export interface RunPlace extends WalkStart {
  /** The path of the tree's root inside its repository, ending in `/`, or ''. */
  base: string;
}

export const WHOLE_PROJECT: RunPlace = { ...WHOLE_TREE, base: '' };

export class Run {
  readonly #abort = new AbortController();
  readonly #recorder: Recorder;
  readonly #reader: Reader;
  readonly finished: Promise<IntakeTotals>;
  /** Known files that the walk came by. */
  readonly #seen = new Set<string>();
  /** Files it came by that may hold rules. */
  readonly ruleCandidates: string[] = [];

  constructor(
    readonly run: IntakeRun,
    readonly tree: FileTree,
    readonly ledger: IntakeLedger,
    readonly hash: Hash,
    progress: (totals: IntakeTotals) => void,
    place: RunPlace = WHOLE_PROJECT,
  ) {
    this.#recorder = new Recorder(run, ledger, progress, () => this.cancel());
    this.#reader = new Reader(
      { hash, useDefaults: run.options.useDefaults },
      {
        skipped: (entry: SkippedFile) => this.#recorder.retracted(entry),
        unchanged: (entry: KnownFile) => this.#recorder.unchanged(entry),
      },
      this.#abort.signal,
    );
    this.finished = this.#walk(place);
    // Who does not wait for the end hears of a failure from the calls to `take` that end early.
    this.finished.catch(() => {});
  }

  take(consumer: number, maxBytes: number): Promise<SourceFile[]> {
    return this.#reader.take(consumer, maxBytes);
  }

  handedOut(consumer: number): string[] {
    return this.#reader.handedOut(consumer);
  }

  cancel(): void {
    this.#abort.abort();
  }

  async #walk(place: RunPlace): Promise<IntakeTotals> {
    try {
      await this.#walkTree(place);
      await this.#reader.finished;
      if (this.#abort.signal.aborted) this.#recorder.stop();
      await this.#recorder.flush();
      if (this.#abort.signal.aborted) throw cancelled();
      return { ...this.#recorder.totals };
    } catch (error) {
      this.cancel();
      throw error;
    }
  }

  async #walkTree(place: RunPlace): Promise<void> {
    const { projectId, ruleSetHash, options } = this.run;
    const known = new Map(
      (await this.ledger.knownFiles(projectId, ruleSetHash)).map((file) => [file.path, file]),
    );
    const sink = {
      file: (file: WalkedFile) => this.#found(file, known.get(file.path)),
      skipped: (entry: SkippedFile) => this.#recorder.skipped(entry),
    };
    await new Walk(this.tree, new Selector(options, place.base), sink, this.#abort.signal).run(place);
    await this.#nameHidden(known);
    if (!this.#abort.signal.aborted) this.#recorder.walked();
    this.#reader.complete();
  }

  /** Known files that the walk did not come by are gone, or the browser does not show them any more. */
  async #nameHidden(known: ReadonlyMap<string, KnownFile>): Promise<void> {
    if (!this.tree.hides) return;
    for (const { path, size } of known.values()) {
      if (this.#abort.signal.aborted) return;
      if (this.#seen.has(path) || !(await this.tree.hides(path))) continue;
      const detail = 'this browser hides such names in folders it remembers; drop the folder to read it';
      this.#recorder.skipped({ path, size, isFolder: false, reason: 'unreadable', detail });
    }
  }

  #found(walked: WalkedFile, known: KnownFile | undefined): void {
    const { path, file } = walked;
    const entry = { path, size: file.size, modifiedMs: file.modifiedMs };
    if (known) this.#seen.add(path);
    this.#recorder.found(entry);
    if (mayHoldRules(path, file.size)) this.ruleCandidates.push(path);
    if (known && !this.run.options.verify && isSame(entry, known)) this.#recorder.unchanged(known);
    else this.#reader.add(walked, known);
  }
}

/** By a person, by another run, or because something else was opened: what was seen is not all there is. */
function cancelled(): AssayError {
  return new AssayError({ code: 'cancelled', message: 'The scan was ended before all files were read.' });
}

/** Size and time as they were; a time that is not known proves nothing. */
function isSame(entry: { size: number; modifiedMs: number }, known: KnownFile): boolean {
  return entry.modifiedMs !== 0 && entry.size === known.size && entry.modifiedMs === known.modifiedMs;
}

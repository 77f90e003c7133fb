/**
 * One walk of the open project: finds files, reuses what is known of them, and reads the rest ahead.
 */
import {
  AssayError,
  type FolderConfig,
  type IntakeLedger,
  type IntakeRun,
  type IntakeTotals,
  type KnownFile,
  type SkippedFile,
  type SourceFile,
} from '../protocol';
import { FolderChoices, hasMark } from './folder-choices';
import { mayHoldRules } from './found-rules';
import type { Hash } from './hash';
import { type Changes, Seen } from './look';
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
  /** The run before, where it was over the same files and came to its end. */
  readonly #before: Run | undefined;
  /** What folders say of the files in them. */
  readonly choices = new FolderChoices();
  /** All that it came by, to look again. */
  readonly all = new Seen();
  #end: 'none' | 'cancelled' | 'failed' | 'walked' = 'none';
  /** Files it came by that may hold rules. */
  readonly ruleCandidates: string[] = [];

  constructor(
    readonly run: IntakeRun,
    readonly tree: FileTree,
    readonly ledger: IntakeLedger,
    readonly hash: Hash,
    progress: (totals: IntakeTotals) => void,
    readonly place: RunPlace = WHOLE_PROJECT,
    before?: Run,
  ) {
    this.#before = before?.isLike(this) ? before : undefined;
    this.#recorder = new Recorder(run, ledger, progress, () => this.cancel());
    this.#reader = new Reader(
      { hash, useDefaults: run.options.useDefaults },
      {
        skipped: (entry: SkippedFile) => this.#recorder.retracted(entry),
        unchanged: (entry: KnownFile) => this.#recorder.unchanged(entry),
      },
      this.#abort.signal,
    );
    this.finished = this.#walk();
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

  /**
   * Whether another run would find other files than this one; one that was cancelled is not to be begun again unasked.
   * @param paths where something happened; anywhere if left out
   */
  async isOutdated(paths?: readonly string[]): Promise<boolean> {
    await this.finished.catch(() => {});
    if (this.#end === 'cancelled') return false;
    if (this.#end === 'failed') return this.#canBeRead();
    const { tree, place } = this;
    const { options } = this.run;
    const changes = paths && (await this.all.changesAt(tree, paths, options.maxFileSize));
    return changes ? changes.size > 0 : !(await this.all.isSame(tree, options, place));
  }

  /** Whether nothing counts that happens at a path. */
  leavesOut(path: string): boolean {
    return this.all.leavesOut(path);
  }

  /** Whether it came to its end and another run over the same tree takes and leaves out alike. */
  isLike({ run, tree, place }: Run): boolean {
    const taken = (other: IntakeRun, at: RunPlace) => JSON.stringify([other.projectId, other.options, at]);
    const isLike = this.tree === tree && taken(this.run, this.place) === taken(run, place);
    return isLike && this.#end === 'walked';
  }

  async #canBeRead(): Promise<boolean> {
    try {
      return (await this.tree.list('')).length > 0;
    } catch {
      return false;
    }
  }

  async #walk(): Promise<IntakeTotals> {
    try {
      await this.#walkTree();
      await this.#reader.finished;
      if (this.#abort.signal.aborted) this.#recorder.stop();
      await this.#recorder.flush();
      if (this.#abort.signal.aborted) throw cancelled();
      this.#end = 'walked';
      return { ...this.#recorder.totals };
    } catch (error) {
      this.#end = this.#abort.signal.aborted ? 'cancelled' : 'failed';
      this.cancel();
      throw error;
    }
  }

  async #walkTree(): Promise<void> {
    const { projectId, ruleSetHash, options, changed } = this.run;
    const { place } = this;
    const before = this.#before?.all;
    // A configuration may have changed, or what one extends: that concerns files to which nothing happened.
    const places = changed?.some((path) => path.endsWith('.toml')) ? undefined : changed;
    const changes = places && (await before?.changesAt(this.tree, places, options.maxFileSize));
    const followed = changes && (await this.#followUp(changes));
    const known = byPath(followed?.known ?? (await this.ledger.knownFiles(projectId, ruleSetHash)));
    const sink = {
      file: (file: WalkedFile) => this.#found(file, known.get(file.path)),
      skipped: (entry: SkippedFile) => {
        this.all.skipped(entry);
        this.#recorder.skipped(entry);
      },
      folderConfig: (config: FolderConfig) => this.choices.add(config),
    };
    if (changes) for (const config of this.#before?.choices.configs.values() ?? []) this.choices.add(config);
    if (changes) before?.tellAgain(this.tree, changes, sink, followed?.paths);
    else await new Walk(this.tree, new Selector(options, place.base), sink, this.#abort.signal).run(place);
    await this.#nameHidden(known);
    if (!this.#abort.signal.aborted) this.#recorder.walked();
    this.#reader.complete();
  }

  /** Has the ledger count as seen what the run before saw, but for what is looked at again; answers with that. */
  async #followUp(changes: Changes): Promise<{ paths: ReadonlySet<string>; known: KnownFile[] } | undefined> {
    const before = this.#before;
    if (!before) return undefined;
    const changed = [...changes.keys()];
    const taken = await this.ledger.followUp(this.run.revision, before.run.revision, changed);
    if (!taken) return undefined;
    const paths = new Set([...changed, ...taken.again]);
    this.all.goOnFrom(before.all, paths);
    this.ruleCandidates.push(...before.ruleCandidates.filter((path) => !paths.has(path)));
    this.#recorder.tookOver(taken);
    return { paths, known: taken.known };
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
    this.all.file(walked);
    const { path, file } = walked;
    const entry = { path, size: file.size, modifiedMs: file.modifiedMs };
    if (known) this.#seen.add(path);
    this.#recorder.found(entry);
    if (mayHoldRules(path, file.size)) this.ruleCandidates.push(path);
    const choice = this.choices.of(path);
    const isKnown = known && !this.run.options.verify && isSame(entry, known) && hasMark(known.hash, choice);
    if (isKnown) this.#recorder.unchanged(known);
    else this.#reader.add(walked, known, choice);
  }
}

function byPath(files: readonly KnownFile[]): Map<string, KnownFile> {
  return new Map(files.map((file) => [file.path, file]));
}

/** By a person, by another run, or because something else was opened: what was seen is not all there is. */
function cancelled(): AssayError {
  return new AssayError({ code: 'cancelled', message: 'The scan was ended before all files were read.' });
}

/** Size and time as they were; a time that is not known proves nothing. */
function isSame(entry: { size: number; modifiedMs: number }, known: KnownFile): boolean {
  return entry.modifiedMs !== 0 && entry.size === known.size && entry.modifiedMs === known.modifiedMs;
}

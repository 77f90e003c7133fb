/**
 * A project that the page lists itself, because its browser gives entries that cannot be posted.
 *
 * The page asks before it lists a folder, so that what would be left out anyway is never listed. The walk goes along:
 * a folder that the page has not come to yet is waited for.
 */
import type { IntakeOptions, PickedFile } from '../protocol';
import { IgnoreRules } from './ignore-rules';
import { PathTree } from './path-tree';
import { addPicked } from './picked-tree';
import { type FolderContext, type FolderDecision, Selector } from './select';
import { folderOf, type MaybePromise, type TreeEntry } from './tree';
import { folderRules } from './walk';

export class PushedTree extends PathTree {
  readonly #decisions = new Map<string, Promise<FolderDecision>>();
  readonly #contexts = new Map<string, Promise<FolderContext>>();
  #selector: Selector | undefined;
  /** Folders that will get no more entries. */
  readonly #complete = new Set<string>();
  #isDone = false;
  /** Who waits for a folder, or for the end. */
  #waiting: (() => void)[] = [];

  push(files: PickedFile[], done: boolean): void {
    addPicked(this, files);
    this.#isDone ||= done;
    if (done) this.#wake();
  }

  /** All files of a folder were pushed, and these are the folders in it. */
  folderListed(folder: string, folders: readonly string[]): void {
    for (const child of folders) this.addFolder(child);
    this.#complete.add(folder);
    this.#wake();
  }

  /** Settles when the page has listed everything. */
  async listed(): Promise<void> {
    while (!this.#isDone) await this.#nextNews();
  }

  /** What is in a folder, as soon as all of it is known. */
  override list(folder: string): MaybePromise<TreeEntry[]> {
    return this.#isKnown(folder) ? super.list(folder) : this.#listLater(folder);
  }

  async #listLater(folder: string): Promise<TreeEntry[]> {
    while (!this.#isKnown(folder)) await this.#nextNews();
    return super.list(folder);
  }

  /** Also a folder that is not in its parent is known: there is none. */
  #isKnown(folder: string): boolean {
    if (this.#isDone || this.#complete.has(folder)) return true;
    if (folder === '') return false;
    const parent = folderOf(folder);
    const isListed = this.#isKnown(parent);
    return isListed && !this.hasFolder(folder);
  }

  #nextNews(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Whether the walk would enter these folders. Files beside them must have been pushed. */
  async shouldEnter(folders: string[], options: IntakeOptions): Promise<boolean[]> {
    this.#selector ??= new Selector(options);
    const decisions: boolean[] = [];
    for (const folder of folders) {
      this.addFolder(folder);
      const { enter } = await this.#decide(folder, this.#selector);
      // Nobody will list it, so nobody is to wait for it.
      if (!enter) this.#complete.add(folder);
      decisions.push(enter);
    }
    this.#wake();
    return decisions;
  }

  #decide(folder: string, selector: Selector): Promise<FolderDecision> {
    const known = this.#decisions.get(folder);
    if (known) return known;
    const parent = folderOf(folder);
    const made = this.#context(parent, selector).then((context) =>
      selector.folder(folder, this.entries(parent), context),
    );
    this.#decisions.set(folder, made);
    return made;
  }

  #context(folder: string, selector: Selector): Promise<FolderContext> {
    const known = this.#contexts.get(folder);
    if (known) return known;
    const made = this.#makeContext(folder, selector);
    this.#contexts.set(folder, made);
    return made;
  }

  async #makeContext(folder: string, selector: Selector): Promise<FolderContext> {
    const parent =
      folder === '' ? { rules: IgnoreRules.none } : await this.#context(folderOf(folder), selector);
    const decision: FolderDecision = folder === '' ? { enter: true } : await this.#decide(folder, selector);
    // An ignore file that cannot be read is told by the walk, which comes by here again.
    const quiet = { file: () => {}, skipped: () => {} };
    const rules = await folderRules(this, folder, this.entries(folder), parent.rules, selector, quiet);
    return decision.skip ? { rules, skip: decision.skip } : { rules };
  }
}

/**
 * A project that the page lists itself, because its browser gives entries that cannot be posted, or because its handles do
 * not give everything. Where there are handles, what they give is read by them, and only the rest is pushed.
 *
 * The page asks before it lists a folder, so that what would be left out anyway is never listed. The walk goes along:
 * a folder that the page has not come to yet is waited for.
 */
import type { IntakeOptions, PickedFile } from '../protocol';
import { type HandleTree, isNotAllowedName } from './handle-tree';
import { IgnoreRules } from './ignore-rules';
import { PathTree } from './path-tree';
import { addPicked } from './picked-tree';
import { type FolderContext, type FolderDecision, Selector } from './select';
import { folderOf, joinPath, type MaybePromise, type OpenedFile, type TreeEntry } from './tree';
import { folderRules } from './walk';

export class PushedTree extends PathTree {
  readonly #decisions = new Map<string, Promise<FolderDecision>>();
  readonly #contexts = new Map<string, Promise<FolderContext>>();
  #selector: Selector | undefined;
  /** Folders that will get no more entries. */
  readonly #complete = new Set<string>();
  /** Why folders could not be listed. */
  readonly #failures = new Map<string, string>();
  /** What handles gave while the page listed, kept for the walk that goes along and may come later than the page. */
  readonly #given = new Map<string, Promise<TreeEntry[]>>();
  #isDone = false;
  #isWalked = false;
  /** Who waits for a folder, or for the end. */
  #waiting: (() => void)[] = [];

  constructor(
    name: string,
    readonly handles?: HandleTree,
  ) {
    super(name);
  }

  push(files: PickedFile[], done: boolean): void {
    addPicked(this, files);
    this.#isDone ||= done;
    if (done) this.#wake();
  }

  /** Another walk is to see what has changed. */
  walked(): void {
    this.#given.clear();
    this.#isWalked = true;
  }

  /** What the page sees in a folder; answers with the files that it must push. */
  async folderHas(folder: string, files: string[], folders: string[]): Promise<string[]> {
    for (const child of folders) this.addFolder(joinPath(folder, child));
    const given = new Set((await this.#givenBy(folder).catch(() => [])).map(({ name }) => name));
    const lacking = files.filter((name) => !given.has(name));
    if (lacking.length === 0) this.folderListed(folder);
    return lacking;
  }

  /** Nothing more comes of a folder. */
  folderListed(folder: string, why?: string): void {
    if (why !== undefined) this.#failures.set(folder, why);
    this.#complete.add(folder);
    this.#wake();
  }

  /** Settles when the page has listed everything. */
  async listed(): Promise<void> {
    while (!this.#isDone) await this.#nextNews();
  }

  /** What is in a folder, as soon as all of it is known. */
  override list(folder: string): MaybePromise<TreeEntry[]> {
    return this.#isKnown(folder) && !this.handles ? this.#listKnown(folder) : this.#listLater(folder);
  }

  override open(path: string): MaybePromise<OpenedFile> {
    return this.handles && !this.hasFile(path) ? this.handles.open(path) : super.open(path);
  }

  async #listLater(folder: string): Promise<TreeEntry[]> {
    while (!this.#isKnown(folder)) await this.#nextNews();
    return this.#all(folder);
  }

  #listKnown(folder: string): TreeEntry[] {
    const failure = this.#failures.get(folder);
    if (failure !== undefined) throw new Error(failure);
    return super.entries(folder);
  }

  /** What handles give of a folder, and what was pushed beside it. */
  async #all(folder: string): Promise<TreeEntry[]> {
    if (!this.handles) return this.#listKnown(folder);
    const pushed = this.hasFolder(folder) ? super.entries(folder) : [];
    const given = await this.#givenBy(folder).catch((error: unknown) => {
      if (pushed.some(({ kind }) => kind === 'file')) return [];
      throw error;
    });
    const names = new Set(given.map(({ name }) => name));
    return [...given, ...pushed.filter(({ name }) => !names.has(name))];
  }

  #givenBy(folder: string): Promise<TreeEntry[]> {
    const known = this.#given.get(folder);
    if (known || !this.handles) return known ?? Promise.resolve([]);
    const made = this.handles.list(folder).catch((error: unknown) => {
      // A folder whose name is hidden is not there for handles; of the root, or where they may not read, that is news.
      if (folder !== '' && isHidden(error)) return [];
      throw error;
    });
    made.catch(() => {});
    if (!this.#isWalked) this.#given.set(folder, made);
    return made;
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
    const made = this.#context(parent, selector).then(async (context) =>
      selector.folder(folder, await this.#all(parent), context),
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
    const rules = await folderRules(this, folder, await this.#all(folder), parent.rules, selector, quiet);
    return decision.skip ? { rules, skip: decision.skip } : { rules };
  }
}

/** There is nothing of that name, or nothing that handles may give. */
function isHidden(error: unknown): boolean {
  return isNotAllowedName(error) || (error instanceof DOMException && error.name === 'NotFoundError');
}
